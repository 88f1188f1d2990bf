/** Every flow case on both stages in four deliveries: once, every bell doubled, worker lost between effect and commit, eight workers at once. */
import { afterAll, describe, expect, it } from 'vitest';
import { type FlowCase, type Played, play } from '../support/play.ts';
import { flowCases } from '../support/stages/flow-cases.ts';
import { timed, untimed } from '../support/stages/outcome.ts';
import { openStages } from '../support/stages/stages.ts';

const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

const visits = (played: Played): string[] =>
  [...played.run.steps.values()].map((step) => `${step.node}:${step.status === 'completed' ? (step.port ?? 'done') : step.status}`).sort();

const quiet = new Map<FlowCase, Promise<Played>>();
/** The case as the reference store plays it when nothing disturbs. */
function reference(given: FlowCase): Promise<Played> {
  if (!quiet.has(given)) quiet.set(given, play(given, 'once'));
  return quiet.get(given)!;
}

describe.each(flowCases)('$name', (given) => {
  it('goes as drawn', async () => {
    const played = await reference(given);
    expect({ status: played.run.status, code: played.run.code, steps: visits(played) }).toEqual({
      status: given.expect.status,
      code: given.expect.status === 'canceled' ? 'run.canceled' : given.expect.code,
      steps: [...(given.expect.steps.length ? given.expect.steps : visits(played))].sort(),
    });
    for (const [node, count] of Object.entries(given.expect.calls ?? {})) expect(played.calls[node]?.keys.length ?? 0, `effects at ${node}`).toBe(count);
    for (const [node, ms] of Object.entries(given.expect.within ?? {})) {
      const step = [...played.run.steps.values()].find((one) => one.node === node)!;
      expect(step.endedAt! - played.startedAt).toBeLessThanOrEqual(ms);
    }
  });

  describe.each(stages)('$name', (stage) => {
    it('its log is the same byte for byte', async () => {
      const first = await reference(given);
      const again = await play(given, 'once', 1, stage);
      expect(JSON.stringify(again.log)).toBe(JSON.stringify(first.log));
      expect(again.tasks).toEqual(first.tasks);
      expect(again.calls).toEqual(first.calls);
    });

    it.each(['doubled', 'crowd'] as const)('%s, it ends the same', async (delivery) => {
      expect(timed(await play(given, delivery, 1, stage))).toEqual(timed(await reference(given)));
    });

    it.each([1, 2, 3, 4])('with its worker lost before commit %i, it ends the same', async (commit) => {
      expect(untimed(await play(given, 'lost', commit, stage))).toEqual(untimed(await reference(given)));
    });
  });
});
