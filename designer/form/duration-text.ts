/** Lengths of time as people write them: "30 minutes" ⇄ PT30M. */
import { isDuration, parseDuration } from '../../flows/duration.ts';

type Unit = 'years' | 'months' | 'weeks' | 'days' | 'hours' | 'minutes' | 'seconds';

const spellings: Record<Unit, string[]> = {
  years: ['y', 'yr', 'yrs', 'year', 'years'],
  months: ['mo', 'mon', 'month', 'months'],
  weeks: ['w', 'wk', 'wks', 'week', 'weeks'],
  days: ['d', 'day', 'days'],
  hours: ['h', 'hr', 'hrs', 'hour', 'hours'],
  minutes: ['m', 'min', 'mins', 'minute', 'minutes'],
  seconds: ['s', 'sec', 'secs', 'second', 'seconds'],
};
const units = new Map(Object.entries(spellings).flatMap(([unit, names]) => names.map((name) => [name, unit as Unit] as const)));
const numbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const ms: Record<'weeks' | 'days' | 'hours' | 'minutes' | 'seconds', number> = {
  weeks: 604_800_000,
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1_000,
};
const part = /(\d+(?:[.,]\d+)?|half(?: an?)?|an?|[a-z]+)\s*([a-z]+)/y;

/** The ISO 8601 duration a text means; undefined when it cannot be read. "1.5 h" is one hour and a half, a bare "m" is a minute. */
export function readDuration(text: string): string | undefined {
  const plain = text.trim();
  const iso = plain.toUpperCase().replace(/\s+/g, '');
  if (iso.startsWith('P') && isDuration(iso)) return iso;
  const said = plain
    .toLowerCase()
    .replace(/,(?!\d)|\band\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const sums: Partial<Record<Unit, number>> = {};
  let at = 0;
  while (at < said.length) {
    part.lastIndex = at;
    const found = part.exec(said);
    const unit = found && units.get(found[2]!);
    const count = found ? countOf(found[1]!) : undefined;
    if (!found || !unit || count === undefined || sums[unit] !== undefined) return undefined;
    sums[unit] = count;
    at = part.lastIndex;
    while (said[at] === ' ') at += 1;
  }
  return Object.keys(sums).length === 0 ? undefined : isoOf(sums);
}

function countOf(word: string): number | undefined {
  if (/^\d/.test(word)) return Number(word.replace(',', '.'));
  if (word.startsWith('half')) return 0.5;
  if (word === 'a' || word === 'an') return 1;
  const index = numbers.indexOf(word);
  return index < 0 ? undefined : index;
}

/** Parts of a unit go to the smaller ones; months and years have no smaller ones of a fixed length. */
function isoOf(sums: Partial<Record<Unit, number>>): string | undefined {
  const { years = 0, months = 0 } = sums;
  if (!Number.isInteger(years) || !Number.isInteger(months)) return undefined;
  const whole: Record<string, number> = {};
  let rest = 0;
  for (const unit of ['weeks', 'days', 'hours', 'minutes', 'seconds'] as const) {
    const given = (sums[unit] ?? 0) + rest / ms[unit];
    whole[unit] = unit === 'seconds' ? Math.round(given * 1_000) / 1_000 : Math.floor(given + 1e-9);
    rest = unit === 'seconds' ? 0 : Math.round((given - whole[unit]) * ms[unit]);
  }
  const { weeks, days, hours, minutes, seconds } = whole;
  const letter = (count: number | undefined, name: string) => (count ? `${count}${name}` : '');
  const date = letter(years, 'Y') + letter(months, 'M') + letter(weeks, 'W') + letter(days, 'D');
  const time = letter(hours, 'H') + letter(minutes, 'M') + letter(seconds, 'S');
  const iso = date === '' && time === '' ? 'PT0S' : `P${date}${time && `T${time}`}`;
  return isDuration(iso) ? iso : undefined;
}

/** A duration in whole words: PT1H30M → "1 hour 30 minutes"; other text stays as it is. */
export function sayDuration(iso: string): string {
  if (!isDuration(iso)) return iso;
  const { years, months, weeks, days, exact } = parseDuration(iso);
  const said = (count: number, unit: string) => (count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`]);
  const parts = [
    ...said(years, 'year'),
    ...said(months, 'month'),
    ...said(weeks, 'week'),
    ...said(days, 'day'),
    ...said(Math.floor(exact / ms.hours), 'hour'),
    ...said(Math.floor((exact % ms.hours) / ms.minutes), 'minute'),
    ...said((exact % ms.minutes) / ms.seconds, 'second'),
  ];
  return parts.length === 0 ? '0 seconds' : parts.join(' ');
}
