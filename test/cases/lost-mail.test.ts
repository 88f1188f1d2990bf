/** A mail server took a mail and its answer was lost: on every store, in every delivery, the policy of the step decides. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { type FlowCase, play } from '../support/play.ts';
import { timed, untimed } from '../support/stages/outcome.ts';
import type { Script } from '../support/stages/receivers.ts';
import { openStages } from '../support/stages/stages.ts';

const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

const flow = (policy: 'at-most-once' | 'at-least-once'): Flow => ({
  format: 1,
  id: 'tell',
  title: 'Tell the customer',
  slots: { desk: 'mail' },
  nodes: {
    begin: { type: 'begin@1' },
    mail: {
      type: 'mail.send_mail@1',
      slot: 'desk',
      policy,
      config: { to: { $expr: 'trigger.email' }, subject: 'Your order', text: 'It is on its way.', html: '<p>It is on its way.</p>' },
    },
    after: { type: 'transform@1', config: { output: { $expr: 'steps.mail' } } },
  },
  edges: [
    { from: 'begin', to: 'mail' },
    { from: 'mail', to: 'after' },
  ],
});
const input = { email: 'ada@customer.test' };
const given = (name: string, policy: 'at-most-once' | 'at-least-once', answers: Script, more: Partial<FlowCase> = {}): FlowCase => ({
  name,
  flow: flow(policy),
  input,
  receivers: { mail: answers },
  expect: { status: '', steps: [] },
  ...more,
});

const cases: { given: FlowCase; status: string; code?: string; reached: number; taken: number }[] = [
  { given: given('a mail that is taken goes out once', 'at-most-once', ['ok']), status: 'completed', reached: 1, taken: 1 },
  {
    given: given('at most once, it parks the run', 'at-most-once', ['lose-answer', 'ok']),
    status: 'parked',
    code: 'connector.effect_unknown',
    reached: 1,
    taken: 1,
  },
  {
    given: given('at most once, a person sends it again under the same id', 'at-most-once', ['lose-answer', 'ok'], { events: [{ at: 60_000, ask: 'retry' }] }),
    status: 'completed',
    reached: 2,
    taken: 1,
  },
  {
    given: given('at least once, it goes out again under the same id', 'at-least-once', ['lose-answer', 'lose-answer', 'ok']),
    status: 'completed',
    reached: 3,
    taken: 1,
  },
  { given: given('a mail that is not taken now is sent later', 'at-most-once', ['fail', 'fail', 'ok']), status: 'completed', reached: 3, taken: 1 },
  { given: given('a mail that is refused parks the run', 'at-most-once', ['refuse']), status: 'parked', code: 'connector.refused', reached: 1, taken: 0 },
];

describe.each(cases)('$given.name', ({ given, status, code, reached, taken }) => {
  const quiet = play(given, 'once');

  it('as drawn', async () => {
    const { run, calls } = await quiet;
    expect({ status: run.status, code: run.code }).toEqual({ status, code });
    expect(calls['mail']?.reached).toBe(reached);
    expect(calls['mail']?.keys).toHaveLength(taken);
    if (status === 'completed') {
      const [messageId] = calls['mail']!.keys;
      expect([...run.steps.values()].find(({ node }) => node === 'after')?.output).toEqual({ v: { messageId, accepted: ['ada@customer.test'], rejected: [] } });
    }
  });

  describe.each(stages)('$name', (stage) => {
    it('its log is the same byte for byte', async () => {
      const again = await play(given, 'once', 1, stage);
      expect(JSON.stringify(again.log)).toBe(JSON.stringify((await quiet).log));
      expect(again.calls).toEqual((await quiet).calls);
    });

    it.each(['doubled', 'crowd'] as const)('%s, it ends the same', async (delivery) => {
      expect(timed(await play(given, delivery, 1, stage))).toEqual(timed(await quiet));
    });

    it('with its worker lost before any of its commits, nobody gets a second mail unless the policy allows it', async () => {
      for (let commit = 1; ; commit += 1) {
        const played = await play(given, 'lost', commit, stage);
        if (!played.hasLost) break;
        expect(played.calls['mail']?.keys.length ?? 0, `lost before commit ${commit}`).toBeLessThanOrEqual(1);
        // Nobody knows whether a holder that ended had sent it: then it parks.
        const mayPark = given.flow.nodes['mail']!.policy === 'at-most-once';
        if (!mayPark || played.run.code !== 'connector.effect_unknown') expect(untimed(played), `lost before commit ${commit}`).toEqual(untimed(await quiet));
      }
    });
  });
});
