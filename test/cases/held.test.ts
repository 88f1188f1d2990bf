/** A connection is paused while runs are on their way to it: nothing reaches its receiver, nothing is forgotten, and what was unsure is looked up. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { type FlowCase, type Played, play } from '../support/play.ts';
import { timed, untimed } from '../support/stages/outcome.ts';
import { openStages } from '../support/stages/stages.ts';

const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

const minute = 60_000;
const flow = (id: string, type: string, retry?: object): Flow =>
  ({
    format: 1,
    id,
    title: id,
    key: { $expr: 'trigger.number' },
    signals: { cancel: { on: 'order_cancelled', key: { $expr: 'trigger.number' } } },
    nodes: { begin: { type: 'begin@1' }, window: { type: 'wait@1', config: { for: 'PT1M' } }, call: { type, ...(retry ? { retry } : {}) } },
    edges: [
      { from: 'begin', to: 'window' },
      { from: 'window', to: 'call' },
    ],
  }) as Flow;

interface Held extends FlowCase {
  /** Calls that reached the receiver, and the attempt it ended with. */
  reached: number;
  attempt: number;
}

const input = { number: '1001' };
const slow = { attempts: 3, delay: 'PT5M' };
const cases: Held[] = [
  {
    name: 'paused before it came: one attempt, made when the connection goes on',
    flow: flow('held', 'call_a@1', { attempts: 1 }),
    input,
    events: [
      { at: 10_000, connection: 'paused' },
      { at: 90 * minute, connection: 'goes on' },
    ],
    expect: { status: 'completed', steps: [] },
    reached: 1,
    attempt: 1,
  },
  {
    name: 'paused after an answer was lost: looked up when it goes on, not called again',
    flow: flow('held_lost', 'call_b@1', slow),
    input,
    receivers: { call: ['lose-answer', 'ok'] },
    events: [
      { at: 2 * minute, connection: 'paused' },
      { at: 60 * minute, connection: 'goes on' },
    ],
    expect: { status: 'completed', steps: [] },
    reached: 1,
    attempt: 2,
  },
  {
    name: 'paused while the call is out: it comes back and counts',
    flow: flow('held_out', 'call_a@1'),
    input,
    receivers: { call: [{ ms: 20_000 }] },
    events: [
      { at: minute + 5_000, connection: 'paused' },
      { at: 30 * minute, connection: 'goes on' },
    ],
    expect: { status: 'completed', steps: [] },
    reached: 1,
    attempt: 1,
  },
  {
    name: 'canceled while it is held: nothing is called',
    flow: flow('held_canceled', 'call_a@1'),
    input,
    events: [
      { at: 10_000, connection: 'paused' },
      { at: 20 * minute, ask: 'cancel' },
      { at: 60 * minute, connection: 'goes on' },
    ],
    expect: { status: 'canceled', steps: [] },
    reached: 0,
    attempt: 1,
  },
  {
    name: 'a cancel by signal reaches it while it is held',
    flow: flow('held_signal', 'call_a@1'),
    input,
    events: [
      { at: 10_000, connection: 'paused' },
      { at: 20 * minute, signal: { name: 'order_cancelled', key: '1001', id: 's1' } },
      { at: 60 * minute, connection: 'goes on' },
    ],
    expect: { status: 'canceled', steps: [] },
    reached: 0,
    attempt: 1,
  },
  {
    name: 'paused, let go and paused again: called once, in the end',
    flow: flow('held_twice', 'call_a@1'),
    input,
    events: [
      { at: 10_000, connection: 'paused' },
      { at: 30_000, connection: 'goes on' },
      { at: 50_000, connection: 'paused' },
      { at: 20 * minute, connection: 'goes on' },
    ],
    expect: { status: 'completed', steps: [] },
    reached: 1,
    attempt: 1,
  },
];

const call = ({ run }: Played) => [...run.steps.values()].find(({ node }) => node === 'call');

describe.each(cases)('$name', (given) => {
  const reference = play(given, 'once');

  it('in the quiet', async () => {
    const played = await reference;
    expect([played.run.status, call(played)?.attempt, played.calls['call']?.reached ?? 0]).toEqual([given.expect.status, given.attempt, given.reached]);
    expect(played.log.filter(({ type }) => type === 'effect.intended')).toHaveLength(given.attempt === 2 ? 2 : given.reached);
  });

  describe.each(stages)('$name', (stage) => {
    it('its log is the same byte for byte', async () => {
      expect(JSON.stringify((await play(given, 'once', 1, stage)).log)).toBe(JSON.stringify((await reference).log));
    });

    it.each(['doubled', 'crowd'] as const)('%s, it ends the same', async (delivery) => {
      expect(timed(await play(given, delivery, 1, stage))).toEqual(timed(await reference));
    });

    it.each([1, 2, 3, 4])('with its worker lost before commit %i, it ends the same', async (commit) => {
      expect(untimed(await play(given, 'lost', commit, stage))).toEqual(untimed(await reference));
    });
  });
});

describe.each(stages)('$name', (stage) => {
  it('paused and let go while its worker is dead: whoever takes over asks first what became of the call', async () => {
    const given: FlowCase = {
      name: 'worker dead',
      flow: flow('held_dead', 'call_b@1'),
      input,
      receivers: { call: ['ok'] },
      // The worker ends with the finding in its hand, and the connection is paused when the next one comes.
      events: [
        { at: minute + 1, connection: 'paused' },
        { at: 30 * minute, connection: 'goes on' },
      ],
      expect: { status: 'completed', steps: [] },
    };
    const quiet = await play(given, 'once', 1, stage);
    const commits = 3;
    const played = await play({ ...given, receivers: { call: [{ ms: 1_000 }] } }, 'lost', commits, stage);
    expect(quiet.run.status).toBe('completed');
    expect([played.hasLost, played.run.status, played.calls['call']]).toMatchObject([true, 'completed', { reached: 1 }]);
    const types = played.log.map(({ type }) => type);
    expect(types.indexOf('step.held')).toBeGreaterThan(types.indexOf('effect.intended'));
    expect(played.log.findLast((event) => event.type === 'effect.intended')).toMatchObject({ resumed: true });
    expect(played.run.deaths).toBe(0);
  });
});
