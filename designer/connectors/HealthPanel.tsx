import type { ReactNode } from 'react';
import type { CallFigures, ConnectionHealth } from '../../server/http/api.ts';
import { dayOf } from '../show/moment.ts';
import { When } from '../show/When.tsx';
import { en } from '../text/en.ts';
import { partOf, rateWords, spanWords } from './figures.ts';
import { HealthState } from './HealthState.tsx';

const words = en.connectors.health;

/** How one connection fares: in words, in figures of the last hour and day, and what ends when. */
export function HealthPanel({ health }: { health: ConnectionHealth }) {
  const { hour, day, limit } = health;
  const figures: [string, (of: CallFigures) => string][] = [
    [words.rows.calls, ({ calls }) => calls.toLocaleString()],
    [words.rows.refused, ({ refused, calls }) => partOf(refused, calls)],
    [words.rows.failed, ({ failed, calls }) => partOf(failed, calls)],
    [words.rows.busy, ({ busy }) => busy.toLocaleString()],
    [words.rows.p50, ({ p50 }) => spanWords(p50)],
    [words.rows.p95, ({ p95 }) => spanWords(p95)],
    [words.rows.rate, rateWords],
  ];
  const facts: [string, ReactNode][] = [
    [words.columns.rate, limit ? words.rate(rateWords(hour), limit.perSecond) : words.noLimit],
    [words.lastOk, health.lastOk ? <When key="ok" at={health.lastOk} /> : words.never],
    [words.lastNo, health.lastNo ? <When key="no" at={health.lastNo.at} /> : words.never],
    ...health.ends.map(({ what, at }): [string, ReactNode] => [what, `${words.ends.toLowerCase()} ${dayOf(at)}`]),
  ];
  return (
    <section className="card" aria-label={words.title}>
      <div className="card-head">
        <h2>{words.title}</h2>
        <span className="push">
          <HealthState state={health.state} />
        </span>
      </div>
      <div className="card-body health">
        <p>{health.words}</p>
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span className="hidden-words">{words.title}</span>
              </th>
              <th scope="col">{words.lastHour}</th>
              <th scope="col">{words.lastDay}</th>
            </tr>
          </thead>
          <tbody>
            {figures.map(([name, read]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="num">{read(hour)}</td>
                <td className="num">{read(day)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <dl className="side-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {health.lastNo ? <p className="hint health-no">{health.lastNo.words}</p> : null}
      </div>
    </section>
  );
}
