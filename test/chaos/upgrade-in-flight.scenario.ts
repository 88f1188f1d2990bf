/** R14: the hub is stopped in order and started again with thousands of runs under way, while another version of their flow is deployed. */
import type { RunInfo } from '../../server/http/api.ts';
import { duplicatesIn, loadReceiver } from './load-receiver.ts';
import { fateOf, runsOf, settled } from './load-runs.ts';
import { send } from './load-send.ts';
import { twoCalls } from './load-two-calls.ts';
import type { Scenario } from './scenario.ts';
import { embeddedTarget, type OpenTarget } from './target.ts';

interface Size {
  /** Runs that stand in the middle of their way when the hub is stopped. */
  inFlight: number;
  /** Orders a second that go on coming meanwhile. */
  perSecond: number;
  /** How long a run stands there, ISO 8601. */
  hold: string;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Each version ships to an address of its own, so that what a run was pinned to can be seen outside. */
const version = (to: string, name: string, hold: string) => {
  const flow = twoCalls({ id: 'pinned', to, hold });
  const ship = flow.nodes.ship as { config: { url: string } };
  return { ...flow, nodes: { ...flow.nodes, ship: { ...ship, config: { ...ship.config, url: `${to}/${name}` } } } };
};

export const upgrade = (open: OpenTarget, title: string): Scenario<Size> => ({
  row: 'R14',
  title,
  sizes: { ci: { inFlight: 1_000, perSecond: 40, hold: 'PT6S' }, long: { inFlight: 10_000, perSecond: 100, hold: 'PT60S' } },
  async run({ inFlight, perSecond, hold }, { seed, say }) {
    const receiver = await loadReceiver(seed);
    const hub = await open({ receivers: [receiver.place] });
    try {
      await hub.deploy(version(receiver.url, 'first', hold));
      const url = `${hub.url}/in/pinned`;
      const before = await send({ url, prefix: 'A', count: inFlight, connections: 32, again: true }).done;
      // All of them have called once and wait for their second call.
      for (let tries = 0; tries < 600 && (await receiver.seen()).effects.size < inFlight; tries += 1) await pause(50);
      const going = send({ url, prefix: 'B', rate: perSecond, connections: 16, again: true });
      await pause(500);
      const began = performance.now();
      await hub.restart();
      const restartMs = performance.now() - began;
      await hub.deploy(version(receiver.url, 'second', hold));
      await pause(500);
      const cut = Date.now();
      await pause(500);
      going.stop();
      const meanwhile = await going.done;
      const after = await send({ url, prefix: 'C', count: 100, connections: 8, again: true }).done;
      const isDone = await settled(hub, 'pinned', 180_000);
      const runs = await runsOf(hub, 'flow=pinned');
      const seen = await receiver.seen();
      const fate = fateOf(new Map([...before.acked, ...meanwhile.acked, ...after.acked]), runs);
      const versions = new Set(runs.map((run) => run.version));
      const strayed = strays(runs, seen.effects, cut);
      const duplicate = duplicatesIn(seen);
      const { 0: unanswered = 0, 202: taken = 0, 503: later = 0, 429: share = 0, ...odd } = { ...meanwhile.statuses };
      say(
        `restart took ${Math.round(restartMs)} ms, longest time without an order taken ${Math.round(meanwhile.gap)} ms; answers ${JSON.stringify(meanwhile.statuses)}`,
      );
      const words = `${inFlight} runs under way: order gap ${(meanwhile.gap / 1_000).toFixed(1)} s; while it was down ${unanswered} connections refused or cut, ${later} answers 503 and ${share} 429, ${Object.keys(odd).length} other refusals, ${taken} taken; ${versions.size} versions, ${strayed} runs left theirs; ${fate.completed} of ${fate.completed + fate.parked + fate.stuck + fate.lost} completed`;
      const pass =
        meanwhile.gap <= 5_000 &&
        Object.keys(odd).length === 0 &&
        versions.size === 2 &&
        strayed + fate.lost + fate.stuck + fate.parked + fate.doubled + duplicate === 0 &&
        isDone;
      return { row: 'R14', n: runs.length, k: 1, lost: fate.lost, duplicate, stuck: fate.stuck + fate.parked, recoveryMs: meanwhile.gap, seed, pass, words };
    } finally {
      await hub.remove();
      receiver.close();
    }
  },
});

/** Runs that shipped where their version does not: orders A were pinned to the first, those after `cut` and C to the second. */
function strays(runs: RunInfo[], effects: Map<string, string[]>, cut: number): number {
  const first = runs.find(({ keys }) => keys[0]?.startsWith('A'))?.version;
  let strayed = 0;
  for (const { keys, version, startedAt } of runs) {
    const number = keys[0] ?? '';
    const isFirst = version === first;
    const isSure = number.startsWith('A') || number.startsWith('C') || Date.parse(startedAt) > cut;
    if (isSure && isFirst !== number.startsWith('A')) strayed += 1;
    const shippedBy = { first: effects.has(`/first ${number}`), second: effects.has(`/second ${number}`) };
    if (shippedBy.first !== isFirst || shippedBy.second === isFirst) strayed += 1;
  }
  return strayed;
}

export const scenario = upgrade(embeddedTarget, 'stopped and started with runs under way');
