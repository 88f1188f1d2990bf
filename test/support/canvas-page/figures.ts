/** Figures of the canvas page, as in the screens for the heat pump, made up for the rest. */
import type { Flow, NodeFigures } from '../../../server/http/api.ts';

type Row = [done: number, p95: number, failed: number, waiting: number, sek: number, ports: Record<string, number>];

const min = 60_000;
const day = 86_400_000;
const rows: Record<string, Row> = {
  order: [318, 40, 0, 0, 0, { done: 318 }],
  window: [318, 30 * min, 0, 9, 0, { released: 301, canceled: 17 }],
  credit: [301, 300, 0, 0, 0, { approved: 264, review: 31, declined: 6 }],
  review: [29, 220 * min, 0, 6, 700_000, { approve: 24, decline: 5 }],
  installer: [255, 9 * day + 240 * min, 4, 182, 8_600_000, { ready: 251, timeout: 4 }],
  reserve: [248, 900, 3, 0, 100_000, { done: 248 }],
  cancel: [11, 1100, 0, 0, 0, { done: 11 }],
  ship: [247, 2400, 0, 0, 0, { done: 247 }],
  invoice: [246, 1700, 1, 0, 200_000, { done: 246 }],
  payment: [212, 33 * day, 0, 203, 5_100_000, { paid: 198, overdue: 14 }],
  match: [198, 200, 0, 0, 0, { done: 198 }],
};

/** One set of figures for every node of a flow; `turn` moves the counts. */
export function figuresOf(flow: Flow, turn = 0): NodeFigures[] {
  return Object.keys(flow.nodes).map((node, at): NodeFigures => {
    const [done, p95, failed, waiting, sek, ports] = rows[node] ?? [
      400 - (at % 90),
      200 + at * 3,
      at % 17 === 0 ? 2 : 0,
      at % 11 === 0 ? 14 : 0,
      at % 11 === 0 ? at * 900 : 0,
      { done: 300 - (at % 40) },
    ];
    const money = sek > 0 ? [{ amount: String(sek), currency: 'SEK' }] : [];
    return {
      node,
      started: done + turn,
      completed: done + turn,
      failed,
      retried: failed * 2,
      waiting,
      waitingMoney: money,
      oldestMs: waiting * min,
      p50: p95 / 3,
      p95,
      p99: p95 * 1.4,
      money,
      ports,
    };
  });
}
