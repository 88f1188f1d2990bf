/** Days as banks write them. Some banks count months of 30 days: their 30 February is the last day of February, and that is said. */
import { quoted, refuse } from './refuse.ts';
import type { StatementWarning } from './statement.ts';

export type Warn = (warning: StatementWarning) => void;

/** An ISO day from its parts. */
export function dayOf(year: number, month: number, day: number, line: number, warn: Warn): string {
  const last = month < 1 || month > 12 ? 0 : new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (last === 0 || day < 1 || day > 31)
    return refuse('bank.invalid_date', line, `Line ${line} has a day that no calendar knows: ${year}-${two(month)}-${two(day)}.`);
  if (day > last) {
    warn({ code: 'bank.date_adjusted', detail: `${year}-${two(month)}-${two(day)} does not exist; the last day of that month is taken.`, line });
  }
  return `${year}-${two(month)}-${two(Math.min(day, last))}`;
}

/** The day of an ISO date or date-time, in the bank's own zone. */
export function isoDay(text: string, line: number, warn: Warn): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*|Z|[+-]\d{2}:\d{2})?$/.exec(text) ?? [];
  if (year === undefined) return refuse('bank.invalid_date', line, `Line ${line} has the date ${quoted(text)} — write it as YYYY-MM-DD.`);
  return dayOf(Number(year), Number(month), Number(day), line, warn);
}

/** YYMMDD, or YYYYMMDD; years below 80 are of this century. */
export function shortDay(text: string, line: number, warn: Warn): string {
  if (/^(?:19|20)\d{6}$/.test(text)) return isoDay(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`, line, warn);
  const [, year, month, day] = /^(\d{2})(\d{2})(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return refuse('bank.invalid_date', line, `Line ${line} has the date ${quoted(text)} — write it as YYMMDD.`);
  return dayOf(Number(year) + (Number(year) < 80 ? 2000 : 1900), Number(month), Number(day), line, warn);
}

/** MMDD beside a full day: of the year that brings the two closest together, so 1231 beside 2 January is of the year before. */
export function nearDay(text: string, beside: string, line: number, warn: Warn): string {
  const [month, day, year] = [Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(beside.slice(0, 4))];
  const turn = month - Number(beside.slice(5, 7));
  return dayOf(turn > 6 ? year - 1 : turn < -6 ? year + 1 : year, month, day, line, warn);
}

const two = (value: number): string => String(value).padStart(2, '0');
