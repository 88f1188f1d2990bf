import { ActionIcon } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { en } from '../text/en.ts';
import type { Cell, Kind, Month } from './year.ts';

const words = en.calendars;
const kinds: Kind[] = ['open', 'closed', 'holiday', 'short'];

/** Twelve months, each day with what it is. */
export function YearView({ year, months, onYear }: { year: number; months: Month[]; onYear: (year: number) => void }) {
  return (
    <section className="card year-card" aria-label={words.year(year)}>
      <div className="card-head">
        <h2>{words.year(year)}</h2>
        <div className="push year-steps">
          <ActionIcon variant="subtle" aria-label={words.before(year - 1)} onClick={() => onYear(year - 1)}>
            <ChevronLeft size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="subtle" aria-label={words.before(year + 1)} onClick={() => onYear(year + 1)}>
            <ChevronRight size={16} aria-hidden />
          </ActionIcon>
        </div>
      </div>
      <div className="months">
        {months.map((weeks, at) => (
          <MonthTable key={words.months[at]} name={words.months[at] ?? ''} weeks={weeks} />
        ))}
      </div>
      <ul className="year-legend">
        {kinds.map((kind) => (
          <li key={kind}>
            <i data-kind={kind} aria-hidden />
            {words.kinds[kind]}
          </li>
        ))}
      </ul>
    </section>
  );
}

function MonthTable({ name, weeks }: { name: string; weeks: Month }) {
  return (
    <table className="month">
      <caption>{name}</caption>
      <thead>
        <tr>
          {words.weekdays.map((day) => (
            <th key={day} scope="col">
              <span aria-hidden>{day.slice(0, 2)}</span>
              <span className="hidden-words">{day}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.find(Boolean)?.date}>
            {week.map((cell, place) => (cell ? <DayCell key={cell.date} cell={cell} /> : <td key={words.weekdays[place]} />))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayCell({ cell: { number, kind, title, open } }: { cell: Cell }) {
  const said = words.sayDay(words.kinds[kind], title, open);
  return (
    <td className="month-day" data-kind={kind} title={kind === 'open' || kind === 'closed' ? undefined : said}>
      {number}
      {kind === 'holiday' || kind === 'short' ? <span className="hidden-words">, {said}</span> : null}
    </td>
  );
}
