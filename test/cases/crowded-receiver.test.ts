/** Many runs wait for one slow receiver: they are given back and called in order, and a run that calls nobody is not held up. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { lanesOf } from '../../server/adapters/system/lanes.ts';
import { manualClock } from '../support/manual-clock.ts';
import { openEngine } from '../support/open-engine.ts';
import { settle } from '../support/stages/stage.ts';
import { openStages } from '../support/stages/stages.ts';

const flow: Flow = {
  format: 1,
  id: 'call',
  title: 'Call',
  nodes: { begin: { type: 'manual@1' }, call: { type: 'call_a@1' } },
  edges: [{ from: 'begin', to: 'call' }],
};
const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});
const runs = 12;

describe.each(stages)('$name', (stage) => {
  it('two at a time and two in the queue: the others stand aside, then all of them call, each once', async () => {
    const clock = manualClock();
    const place = await stage.open(clock);
    const lanes = lanesOf(2, 2);
    const answers: (() => void)[] = [];
    const engine = openEngine(place.live('w1'), flow, () => new Promise<void>((resolve) => answers.push(resolve)), {
      enter: () => lanes.enter('erp'),
      isCrowded: (_node, _tenant, run, comeBack) => lanes.isCrowded('erp', run, comeBack),
      clock,
      renewEvery: stage.renewEvery,
    });
    const ids: string[] = [];
    for (let no = 0; no < runs; no += 1)
      ids.push((await engine.service.startManual({ tenant: 't', flow: 'call', input: {}, idempotencyKey: `c${no}`, by: 'ada' })).runId);
    const rest = async (): Promise<void> => {
      for (let turn = 0; turn < 10; turn += 1) await settle(place);
    };
    await rest();
    const waiting = await Promise.all(ids.map((id) => engine.statusOf(id)));
    expect(waiting.filter((status) => status === 'waiting')).toHaveLength(runs - 4);
    expect(answers).toHaveLength(2);
    for (let round = 0; round < 4 * runs && answers.length > 0; round += 1) {
      answers.shift()?.();
      await rest();
      expect(answers.length).toBeLessThanOrEqual(2);
    }
    for (const id of ids) expect([await engine.statusOf(id), engine.calls.get(id)]).toEqual(['completed', 1]);
    await engine.close();
    await place.close();
  });

  it('nobody calls it back: it looks again by itself', async () => {
    const clock = manualClock();
    const place = await stage.open(clock);
    let isFull = true;
    const engine = openEngine(place.live('w1'), flow, async () => undefined, { isCrowded: () => isFull, clock, renewEvery: stage.renewEvery });
    const { runId } = await engine.service.startManual({ tenant: 't', flow: 'call', input: {}, idempotencyKey: 'alone', by: 'ada' });
    for (let turn = 0; turn < 10; turn += 1) await settle(place);
    expect(await engine.statusOf(runId)).toBe('waiting');
    isFull = false;
    const until = clock.now() + 20_000;
    while (clock.next(until)) await settle(place);
    expect(await engine.statusOf(runId)).toBe('completed');
    await engine.close();
    await place.close();
  });
});
