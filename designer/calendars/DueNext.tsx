import { useDueNext } from '../api/calendars.ts';
import { dayOf } from '../show/moment.ts';
import { When } from '../show/When.tsx';
import { en } from '../text/en.ts';

const words = en.calendars;
const shown = 5;

/** When a schedule starts its next runs. */
export function DueNext({ flow, node }: { flow: string; node: string }) {
  const next = useDueNext(flow, node, shown);
  return (
    <section aria-label={words.next}>
      <h4>{words.next}</h4>
      {next.isError ? <p className="hint">{words.nextFailed}</p> : null}
      {next.data?.items.length === 0 ? <p className="hint">{words.never}</p> : null}
      <ul className="due-next">
        {next.data?.items.map(({ at, movedFrom }) => (
          <li key={at}>
            <When at={at} />
            {movedFrom === undefined ? null : <span className="hint"> {words.moved(dayOf(movedFrom))}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
