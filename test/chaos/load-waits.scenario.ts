/** Waits: many runs wait for an instant each, a thousand of them due every second; each goes on within a second of its own. */
import { percentile } from '../bench/row.ts';
import { waitsLate } from '../bench/waits.ts';
import { send } from './load-send.ts';
import type { Scenario } from './scenario.ts';
import { embeddedTarget, type OpenTarget } from './target.ts';

interface Size {
  waits: number;
  /** Seconds over which they fall due. */
  span: number;
}

export const waits = (open: OpenTarget, title: string): Scenario<Size> => ({
  row: 'R8',
  title,
  isAlone: true,
  sizes: { ci: { waits: 10_000, span: 10 }, long: { waits: 100_000, span: 100 } },
  async run({ waits, span }, { seed }) {
    const hub = await open();
    try {
      const deliver = (url: string, prefix: string) => send({ url, prefix, count: waits, connections: 64, again: true }).done;
      const { late, inSeconds } = await waitsLate(hub, waits, span, deliver);
      const at = (share: number): number => percentile(late, share);
      const never = late.filter((ms) => ms >= 60_000).length;
      const early = late.filter((ms) => ms < 0).length;
      const lost = waits - late.length;
      const words = `${late.length} waits due over ${span} s, opened in ${inSeconds.toFixed(0)} s: late p50 ${at(0.5).toFixed(0)} ms, p99 ${at(0.99).toFixed(0)} ms, worst ${at(1).toFixed(0)} ms; ${early} too early, ${never} never`;
      return {
        row: 'R8',
        n: waits,
        k: 0,
        lost,
        duplicate: 0,
        stuck: never,
        recoveryMs: at(0.99),
        seed,
        pass: at(0.99) <= 1_000 && early + never + lost === 0,
        words,
      };
    } finally {
      await hub.remove();
    }
  },
});

export const scenario = waits(embeddedTarget, 'a thousand waits due every second');
