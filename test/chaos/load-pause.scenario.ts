/** R6: a process is frozen in the middle of its work and goes on later: what it knew is old, and nothing old may be written. */
import type { StepInfo } from '../../server/http/api.ts';
import { duplicatesIn, loadReceiver } from './load-receiver.ts';
import { fateOf, runsOf, settled } from './load-runs.ts';
import { send } from './load-send.ts';
import { twoCalls } from './load-two-calls.ts';
import { random } from './random.ts';
import type { Scenario } from './scenario.ts';
import { embeddedTarget, type OpenTarget, type Target } from './target.ts';

interface Size {
  /** How long each freeze lasts, ms. */
  pauses: number[];
  perSecond: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const watched = 60;

/** Steps that are settled, by run and step: what is written there is never written again. */
async function settledSteps(hub: Target, ids: string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const id of ids) {
    const { status, body } = await hub.call<{ items: StepInfo[] }>('GET', `/api/runs/${id}/steps`);
    if (status !== 200) continue;
    for (const { id: step, status, port, attempt, endedAt, output } of body.items)
      if (status === 'completed') found.set(`${id} ${step}`, JSON.stringify([port, attempt, endedAt, output]));
  }
  return found;
}

/** Runs that are just being worked at, as far as the hub can still be asked within ten seconds. */
async function underWay(hub: Target, flow: string): Promise<Map<string, string> | undefined> {
  const ask = async (): Promise<Map<string, string>> => {
    const { body } = await hub.call<{ items: { id: string }[] }>('GET', `/api/runs?flow=${flow}&limit=${watched}`);
    return settledSteps(
      hub,
      body.items.map(({ id }) => id),
    );
  };
  return Promise.race([ask().catch(() => undefined), pause(10_000).then(() => undefined)]);
}

export const pauses = (open: OpenTarget, title: string, sizes: Scenario<Size>['sizes']): Scenario<Size> => ({
  row: 'R6',
  title,
  sizes,
  async run({ pauses, perSecond }, { seed, say }) {
    const chance = random(seed);
    const receiver = await loadReceiver(seed);
    await receiver.behave({ delayMs: 60 });
    const hub = await open({ receivers: [receiver.place] });
    try {
      const flow = twoCalls({ id: 'frozen', to: receiver.url, hold: 'PT1S' });
      await hub.deploy(flow);
      const load = send({ url: `${hub.url}/in/frozen`, prefix: 'P', rate: perSecond, connections: 32, again: true });
      let changed = 0;
      let compared = 0;
      let recoveryMs = 0;
      let withCalls = 0;
      for (const ms of pauses) {
        await pause(1_500 + chance() * 1_000);
        const before = await underWay(hub, flow.id);
        // Held until a call is out, or the process would mostly be frozen at rest.
        for (let tries = 0; tries < 400 && (await receiver.seen()).inFlight === 0; tries += 1) await pause(3);
        const thaw = hub.freeze(Math.floor(chance() * 1_000));
        if ((await receiver.seen()).inFlight > 0) withCalls += 1;
        await pause(ms);
        const during = hub.processes().length > 1 ? await underWay(hub, flow.id) : undefined;
        const { calls } = await receiver.seen();
        thaw();
        const thawed = performance.now();
        while ((await receiver.seen()).calls === calls && performance.now() - thawed < 60_000) await pause(10);
        recoveryMs = Math.max(recoveryMs, performance.now() - thawed);
        await pause(1_000);
        const known = new Map([...(before ?? []), ...(during ?? [])]);
        const now = await settledSteps(hub, [...new Set([...known.keys()].map((name) => name.split(' ')[0]!))]);
        for (const [name, said] of known) {
          compared += 1;
          if (now.get(name) !== said) changed += 1;
        }
        say(`frozen for ${ms / 1_000} s; first call ${Math.round(recoveryMs)} ms after it went on; ${known.size} settled steps looked at again`);
      }
      load.stop();
      const sent = await load.done;
      await settled(hub, flow.id, 60_000);
      const fate = fateOf(sent.acked, await runsOf(hub, `flow=${flow.id}`));
      const seen = await receiver.seen();
      const duplicate = duplicatesIn(seen);
      const missing = [...sent.acked.keys()].filter((number) => !seen.effects.has(`/reserve ${number}`) || !seen.effects.has(`/ship ${number}`)).length;
      const lost = fate.lost + missing;
      const stuck = fate.stuck + fate.parked;
      const words = `${pauses.length} freezes (${withCalls} with calls out): ${changed} of ${compared} settled steps changed, ${duplicate} second effects at class A, ${seen.calls} calls for ${seen.effects.size} effects; ${sent.acked.size} acknowledged, ${lost} lost, ${stuck} stuck or parked, ${fate.doubled} doubled`;
      const pass = changed + duplicate + lost + stuck + fate.doubled === 0 && compared > 0 && withCalls > 0;
      return { row: 'R6', n: sent.acked.size, k: pauses.length, lost, duplicate, stuck, recoveryMs, seed, pass, words };
    } finally {
      await hub.remove();
      receiver.close();
    }
  },
});

export const scenario = pauses(embeddedTarget, 'frozen and thawed', {
  ci: { pauses: [20_000], perSecond: 120 },
  long: { pauses: [35_000, 60_000, 90_000, 120_000, 35_000], perSecond: 120 },
});
