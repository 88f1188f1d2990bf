/** The worker ends right after or right before each single write it makes to MongoDB, and the case ends the same. */
import { afterAll, describe, expect, it } from 'vitest';
import { type FlowCase, play } from '../support/play.ts';
import { flowCases } from '../support/stages/flow-cases.ts';
import { untimed } from '../support/stages/outcome.ts';
import { openStages } from '../support/stages/stages.ts';

const stages = (await openStages()).filter(({ renewEvery }) => renewEvery > 0);
afterAll(async () => {
  for (const stage of stages) await stage.close();
});
// What those with more than two hundred items write, the others do too.
const cases = flowCases.filter(({ name }) => !name.includes('hundred'));

/** A call that is made at most once may not have been made when its holder ended before it left. */
const isAtMostOnce = ({ flow }: FlowCase): boolean => Object.values(flow.nodes).some(({ policy }) => policy === 'at-most-once');

describe.each(stages)('$name', (stage) => {
  it.each(cases)('$name', async (given) => {
    const quiet = untimed(await play(given, 'once'));
    const expected = isAtMostOnce(given) ? { ...quiet, keys: expect.anything() } : quiet;
    for (const sign of [1, -1]) {
      for (let write = 1; ; write += 1) {
        const played = await play(given, 'cut', sign * write, stage);
        expect(untimed(played), `ended ${sign > 0 ? 'after' : 'before'} write ${write}`).toEqual(expected);
        if (!played.hasLost) break;
      }
    }
  });
});
