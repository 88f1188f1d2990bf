import { Link } from '@tanstack/react-router';
import { weekdays } from '../../flows/calendars/day-number.ts';
import type { CalendarDetail } from '../../server/http/api.ts';
import { dayOf } from '../show/moment.ts';
import { When } from '../show/When.tsx';
import { en } from '../text/en.ts';
import { type Month, specialOf } from './year.ts';

const words = en.calendars;

/** What stands beside the year: hours, special days, flows, versions. */
export function CalendarFacts({ calendar, year, months }: { calendar: CalendarDetail; year: number; months: Month[] }) {
  const special = specialOf(months);
  const isBehind = calendar.usedBy.some(({ version }) => version !== undefined && version < calendar.version);
  return (
    <aside className="calendar-facts">
      <section className="card">
        <h2 className="card-head">{words.usedBy}</h2>
        <ul className="card-body uses">
          {calendar.usedBy.map(({ flow, title, version }) => (
            <li key={flow}>
              <Link to="/flows/$flowId" params={{ flowId: flow }}>
                {title}
              </Link>
              <span className={version !== undefined && version < calendar.version ? 'calendar-behind' : 'quiet'}>
                {version === undefined ? words.notDeployed : words.takes(version, calendar.version)}
              </span>
            </li>
          ))}
          {calendar.usedBy.length === 0 ? <li className="quiet">{words.notUsed}</li> : null}
          {isBehind ? <li className="hint">{words.frozen}</li> : null}
        </ul>
      </section>
      <section className="card">
        <h2 className="card-head">{words.hours}</h2>
        <dl className="card-body hours">
          {weekdays.map((name, at) => (
            <div key={name}>
              <dt>{words.weekdays[at]}</dt>
              <dd className="num">{calendar.week[name]?.join(', ').replaceAll('-', '–') ?? words.closed}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="card">
        <h2 className="card-head">{words.special(year)}</h2>
        <ul className="card-body special-days">
          {special.map(({ date, title, open, kind }) => (
            <li key={date}>
              <time dateTime={date} className="num">
                {dayOf(`${date}T12:00:00`)}
              </time>
              <span>{title}</span>
              {kind === 'short' ? <span className="quiet">{words.open(open)}</span> : null}
            </li>
          ))}
          {special.length === 0 ? <li className="quiet">{words.noSpecial}</li> : null}
        </ul>
      </section>
      {calendar.source ? (
        <section className="card">
          <h2 className="card-head">{words.source}</h2>
          <ul className="card-body sources">
            {calendar.source.map((act) => (
              <li key={act}>{act}</li>
            ))}
          </ul>
        </section>
      ) : (
        <section className="card">
          <h2 className="card-head">{words.versions}</h2>
          <ul className="card-body uses">
            {calendar.versions.map(({ version, at, by }) => (
              <li key={version}>
                <span>{words.version(version)}</span>
                <span className="quiet">
                  <When at={at} /> {words.by(by)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}
