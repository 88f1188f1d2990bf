import type { CallFigures, ConnectionHealth } from '../../server/http/api.ts';
import { spanOf } from '../show/moment.ts';

/** Below this many, counts say more than parts of a hundred. */
const enough = 20;

/** "34.2 %" of many calls, "2 of 7" of few. */
export function partOf(n: number, calls: number): string {
  if (calls === 0) return '–';
  return calls < enough ? `${n} of ${calls}` : `${((n / calls) * 100).toFixed(1)}\u202f%`;
}

export const spanWords = (ms: number | null): string => (ms === null ? '–' : spanOf(ms));

/** How much of what the receiver bears the busiest minute took. */
export const rateWords = ({ rate }: CallFigures): string => (rate === null ? '–' : `${Math.round(rate * 100)}\u202f%`);

/** Points of a line in a box of `width` by `height`; gaps where nothing was measured. */
export function sparkLines(values: (number | null)[], width: number, height: number): string[] {
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const step = width / Math.max(1, values.length - 1);
  const lines: string[][] = [[]];
  for (const [at, value] of values.entries()) {
    if (value === null) lines.push([]);
    else lines.at(-1)?.push(`${(at * step).toFixed(1)},${(height - 1 - (value / most) * (height - 2)).toFixed(1)}`);
  }
  return lines.filter((points) => points.length > 0).map((points) => points.join(' '));
}

const soon = 90 * 86_400_000;

/** What ends within ninety days or has ended, of all connections, soonest first. */
export const endsSoon = (health: ConnectionHealth[], now: number): { id: string; what: string; at: string }[] =>
  health
    .flatMap(({ id, ends }) => ends.map((end) => ({ id, ...end })))
    .filter(({ at }) => Date.parse(at) - now <= soon)
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
