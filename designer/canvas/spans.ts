/** Says lengths of time and sums of money in few characters, as they stand on a card. */
import type { Money } from '../../server/http/api.ts';

const units = { Y: ['year', 'years'], M: ['month', 'months'], W: ['week', 'weeks'], D: ['day', 'days'] } as const;

/** An ISO 8601 duration in words: "30 min", "14 days", "1 h 30 min"; other text stays as it is. */
export function sayDuration(iso: string): string {
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(iso);
  if (!match || iso === 'P') return iso;
  const [, years, months, weeks, days, hours, minutes, seconds] = match;
  const long = (count: string | undefined, unit: keyof typeof units) => (count ? `${count} ${units[unit][count === '1' ? 0 : 1]}` : '');
  const parts = [
    long(years, 'Y'),
    long(months, 'M'),
    long(weeks, 'W'),
    long(days, 'D'),
    hours && `${hours} h`,
    minutes && `${minutes} min`,
    seconds && `${seconds} s`,
  ];
  return parts.filter(Boolean).join(' ') || iso;
}

/** A measured time: "40 ms", "0.3 s", "30 min", "3 h 40", "9 d 4 h". */
export function sayMs(ms: number): string {
  if (ms < 100) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${trim(ms / 1000)} s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${String(minutes % 60).padStart(2, '0')}`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 || days >= 30 ? `${days} d` : `${days} d ${hours % 24} h`;
}

const trim = (value: number): string => (value < 10 ? value.toFixed(1) : String(Math.round(value)));

/** A sum in few characters: "SEK 8.6 M", "EUR 34 k", "EUR 199.95". For reading only: the exact sum stays with the server. */
export function sayMoney(money: Money): string {
  const value = Number(money.amount);
  if (!Number.isFinite(value)) return `${money.currency} ${money.amount}`;
  const size = Math.abs(value);
  if (size >= 999_500) return `${money.currency} ${(value / 1e6).toFixed(1)} M`;
  if (size >= 10_000) return `${money.currency} ${Math.round(value / 1e3)} k`;
  return `${money.currency} ${size >= 1000 || Number.isInteger(value) ? Math.round(value).toLocaleString('en') : value.toFixed(2)}`;
}

/** A count in few characters: 318, 1,204, 12.4 k. */
export const sayCount = (count: number): string =>
  count < 10_000 ? count.toLocaleString('en') : count < 1e6 ? `${(count / 1e3).toFixed(1)} k` : `${(count / 1e6).toFixed(1)} M`;
