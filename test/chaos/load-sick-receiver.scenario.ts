/** R12: one system downstream is slow, fails, hangs or loses its answers; flows that call another one must not notice. */
import { percentile } from '../bench/row.ts';
import { duplicatesIn, loadReceiver, type Mood } from './load-receiver.ts';
import { fateOf, runsOf, settled } from './load-runs.ts';
import { send } from './load-send.ts';
import { twoCalls } from './load-two-calls.ts';
import type { Scenario } from './scenario.ts';
import { embeddedTarget, type OpenTarget } from './target.ts';

interface Size {
  /** Orders that pile up before the sick system at once, and those that come every second. */
  backlog: number;
  perSecond: number;
  /** Orders a second for the well one. */
  beside: number;
  /** Seconds of each spell. */
  spell: number;
  /** How slow the slow one is, ms, and after how long a call is given up. */
  slowMs: number;
  timeout: string;
}

/** Calls side by side to one receiver, as each worker promises. */
const perWorker = 16;
/** What all that wait may take of memory, in each process, bytes. */
const perProcess = 100 * 2 ** 20;
/** p99 up to here is what a machine with two shared cores does by itself, ms. */
const unnoticed = 50;
const allowed = (base: number): number => Math.max(1.2 * base, unnoticed);

export const sickReceiver = (open: OpenTarget, title: string, workers = 1, processes = 1): Scenario<Size> => ({
  row: 'R12',
  title,
  isAlone: true,
  sizes: {
    ci: { backlog: 4_500, perSecond: 20, beside: 120, spell: 3, slowMs: 1_000, timeout: 'PT2S' },
    long: { backlog: 20_000, perSecond: 20, beside: 100, spell: 450, slowMs: 30_000, timeout: 'PT30S' },
  },
  async run({ backlog, perSecond, beside, spell, slowMs, timeout }, { seed, say }) {
    const [well, sick] = [await loadReceiver(seed), await loadReceiver(seed + 1)];
    const hub = await open({ receivers: [well.place, sick.place] });
    const acked = { well: new Map<string, string[]>(), sick: new Map<string, string[]>() };
    const deliver = (kind: 'well' | 'sick', prefix: string, load: { count: number } | { rate: number; seconds: number }): Promise<void> =>
      send({ url: `${hub.url}/in/${kind}`, prefix, connections: 32, again: true, ...load }).done.then((sent) => {
        for (const [number, ids] of sent.acked) acked[kind].set(number, ids);
      });
    let no = 0;
    /** Time from order to completion in the flow beside, p99 in ms; what has not ended in time counts as the whole patience. */
    const measure = async (): Promise<number> => {
      no += 1;
      await deliver('well', `W${no}-`, { rate: beside, seconds: spell });
      await settled(hub, 'well', 5_000);
      const runs = await runsOf(hub, `flow=well&key=W${no}-*`);
      return percentile(
        runs.map(({ startedAt, endedAt }) => (endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : 5_000 + spell * 1_000)),
        0.99,
      );
    };
    try {
      await hub.deploy(twoCalls({ id: 'well', to: well.url }));
      await hub.deploy(twoCalls({ id: 'sick', to: sick.url, timeout, again: 'PT20S' }));
      // As many orders as later wait, while all is well, and a look at them: the memory that takes is what a busy hub takes.
      await deliver('sick', 'A-', { count: backlog });
      await settled(hub, 'sick', 60_000);
      await runsOf(hub, 'flow=sick');
      const before = await measure();
      const { memory } = await hub.figures();
      const moods: [string, Mood][] = [
        ['loses half of its answers', { losesShare: 0.5 }],
        [`${slowMs / 1_000} s slow`, { delayMs: slowMs }],
        ['answers 500', { status: 500 }],
        ['hangs', { hangs: true }],
      ];
      const during: number[] = [];
      let most = 0;
      let highest = memory;
      for (const [place, [words, mood]] of moods.entries()) {
        await sick.behave(mood);
        // The backlog comes while it is slow: at its usual pace the hub would be busy with nothing else.
        if (mood.delayMs) await deliver('sick', 'S0-', { count: backlog });
        const spellOf = async (again: number): Promise<number> => {
          const [found] = await Promise.all([measure(), deliver('sick', `S${place + 1}.${again}-`, { rate: perSecond, seconds: spell })]);
          return found;
        };
        let p99 = await spellOf(0);
        // What stands out is measured again: what the receiver does comes back, what a neighbour on the machine did does not.
        for (let again = 1; again <= 2 && p99 > allowed(before); again += 1) p99 = Math.min(p99, await spellOf(again));
        const seen = await sick.seen();
        const now = (await hub.figures()).memory;
        highest = Math.max(highest, now);
        most = Math.max(most, seen.most);
        during.push(p99);
        say(`${words}: p99 of the flow beside ${p99} ms (${before} before), ${seen.most} calls side by side, memory +${mib(now - memory)} MiB`);
      }
      await sick.behave({});
      const healed = performance.now();
      const isDrained = await settled(hub, 'sick', 120_000);
      const recoveryMs = performance.now() - healed;
      const after = await measure();
      const runs = [...(await runsOf(hub, 'flow=sick')), ...(await runsOf(hub, 'flow=well'))];
      const fate = fateOf(new Map([...acked.sick, ...acked.well]), runs);
      const duplicate = duplicatesIn(await sick.seen()) + duplicatesIn(await well.seen());
      // Two spells without a fault differ too: the slower of them is what the others are held against.
      const base = Math.max(before, after);
      const ratio = Math.max(...during) / base;
      const n = acked.sick.size + acked.well.size;
      const words = `p99 of the flow beside ${during.join(', ')} ms against ${before} before and ${after} after (${ratio.toFixed(2)} x); at most ${most} of ${perWorker * workers} calls side by side; memory +${mib(highest - memory)} MiB; ${isDrained ? 'drained' : 'not drained'} ${(recoveryMs / 1_000).toFixed(0)} s after it was well; ${fate.parked} parked, ${fate.stuck} stuck`;
      const pass =
        Math.max(...during) <= allowed(base) &&
        most <= perWorker * workers &&
        highest - memory <= perProcess * processes &&
        isDrained &&
        fate.lost + fate.parked + fate.stuck + duplicate === 0;
      return { row: 'R12', n, k: moods.length, lost: fate.lost, duplicate, stuck: fate.stuck + fate.parked, recoveryMs, seed, pass, words };
    } finally {
      await hub.remove();
      well.close();
      sick.close();
    }
  },
});

const mib = (bytes: number): number => Math.round(bytes / 2 ** 20);

export const scenario = sickReceiver(embeddedTarget, 'a receiver falls ill');
