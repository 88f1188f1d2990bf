import { useDueNext } from '../api/calendars.ts';
import { instantOf } from '../show/moment.ts';
import { en } from '../text/en.ts';
import './due-next.css';

const words = en.calendars;
const shown = 5;

/** When a schedule starts its next runs, on the clock it is written for. */
export function DueNext({ flow, node }: { flow: string; node: string }) {
  const next = useDueNext(flow, node, shown);
  const zone = next.data?.zone;
  return (
    <section aria-label={words.next}>
      <h4>
        {words.next}
        {zone === undefined ? null : <span className="due-zone">, {zone}</span>}
      </h4>
      {next.isError ? <p className="hint">{words.nextFailed}</p> : null}
      {next.data?.items.length === 0 ? <p className="hint">{words.never}</p> : null}
      <ul className="due-next">
        {next.data?.items.map(({ at, movedFrom }) => (
          <li key={at}>
            <time className="num" dateTime={at} title={instantOf(at)}>
              {clockOf(at, next.data.zone)}
            </time>
            {movedFrom === undefined ? null : <span className="hint"> {words.moved(dayOf(movedFrom, next.data.zone))}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const clockOf = (at: string, timeZone: string): string =>
  new Date(at).toLocaleString(undefined, { timeZone, weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

const dayOf = (at: string, timeZone: string): string => new Date(at).toLocaleDateString(undefined, { timeZone, day: 'numeric', month: 'short' });
