/** A waiting run is moved to another version of its flow, on any store and whatever is lost on the way. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { effectKeyOf } from '../../server/engine/ids.ts';
import { type FlowCase, type Played, play } from '../support/play.ts';
import { timed, untimed } from '../support/stages/outcome.ts';
import { openStages } from '../support/stages/stages.ts';

const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

const minute = 60_000;
const hour = 60 * minute;
const waitFor = { type: 'wait_for@1', title: 'Installer booked', config: { any: ['booked'], deadline: 'P1D' } };
const flow: Flow = {
  format: 1,
  id: 'moving',
  title: 'Moving',
  key: { $expr: 'trigger.number' },
  nodes: { begin: { type: 'begin@1' }, ask: { type: 'call_a@1' }, installer: waitFor, reserve: { type: 'call_b@1' } },
  edges: [
    { from: 'begin', to: 'ask' },
    { from: 'ask', to: 'installer' },
    { from: 'installer', to: 'reserve' },
  ],
};
const booked = { at: 2 * hour, signal: { name: 'booked', key: '1001', id: 's1' } };
const moved = { at: hour, ask: 'move' as const };
const base = { flow, input: { number: '1001' } };

const cases: FlowCase[] = [
  {
    ...base,
    name: 'the deadline of a moved run leads where it is drawn now, at the instant it was set to',
    later: {
      ...flow,
      nodes: { ...flow.nodes, call: { type: 'call_a@1' } },
      edges: [...flow.edges, { from: 'installer.timeout', to: 'call' }],
    },
    events: [moved],
    expect: { status: 'completed', steps: ['begin:done', 'ask:done', 'installer:timeout', 'call:done'], calls: { ask: 1, call: 1, reserve: 0 } },
  },
  {
    ...base,
    name: 'what follows a moved wait is as drawn now',
    later: {
      ...flow,
      nodes: { begin: flow.nodes['begin']!, ask: flow.nodes['ask']!, installer: waitFor, pack: { type: 'call_a@1' }, tell: { type: 'call_b@1' } },
      edges: [flow.edges[0]!, flow.edges[1]!, { from: 'installer', to: 'pack' }, { from: 'pack', to: 'tell' }],
    },
    events: [moved, booked],
    expect: {
      status: 'completed',
      steps: ['begin:done', 'ask:done', 'installer:done', 'pack:done', 'tell:done'],
      calls: { ask: 1, pack: 1, tell: 1, reserve: 0 },
    },
  },
  {
    ...base,
    name: 'a pinned run goes on as it began',
    later: { ...flow, nodes: { ...flow.nodes, installer: { ...waitFor, config: { any: ['booked'], deadline: 'P7D' } }, reserve: { type: 'call_a@1' } } },
    events: [moved],
    expect: { status: 'parked', code: 'step.timeout', steps: ['begin:done', 'ask:done', 'installer:failed'], calls: { ask: 1, reserve: 0 } },
  },
  {
    ...base,
    name: 'a moved run is canceled as any other',
    later: { ...flow, nodes: { ...flow.nodes, reserve: { type: 'call_a@1' } } },
    events: [moved, { at: 2 * hour, ask: 'cancel' }],
    expect: { status: 'canceled', steps: ['begin:done', 'ask:done', 'installer:canceled'], calls: { ask: 1, reserve: 0 } },
  },
];

const quiet = new Map<FlowCase, Promise<Played>>();
function reference(given: FlowCase): Promise<Played> {
  if (!quiet.has(given)) quiet.set(given, play(given, 'once'));
  return quiet.get(given)!;
}
const visits = ({ run }: Played): string[] =>
  [...run.steps.values()].map((step) => `${step.node}:${step.status === 'completed' ? (step.port ?? 'done') : step.status}`).sort();
const moves = ({ log }: Played) => log.filter(({ type }) => type === 'run.moved');

describe.each(cases)('$name', (given) => {
  const isPinned = given.name.startsWith('a pinned');

  it('as the reference store plays it', async () => {
    const played = await reference(given);
    const { status, code, steps, calls = {} } = given.expect;
    expect({ status: played.run.status, steps: visits(played) }).toEqual({ status, steps: [...steps].sort() });
    if (code) expect(played.run.code).toBe(code);
    for (const [node, count] of Object.entries(calls)) expect(played.calls[node]?.keys.length ?? 0, node).toBe(count);
    expect(moves(played)).toHaveLength(isPinned ? 0 : 1);
    // The deadline counts from when the wait began, not from the move.
    const waited = played.run.steps.get('installer')!;
    if (waited.port === 'timeout') expect(waited.endedAt! - waited.waitsSince!).toBe(24 * hour);
  });

  it('keys of its effects are those of its steps, whatever the version', async () => {
    const played = await reference(given);
    for (const step of played.run.steps.values()) if (step.effect) expect(step.effect.key).toBe(effectKeyOf(played.run.id, step.id, 0));
  });

  describe.each(stages)('$name', (stage) => {
    it.each(['once', 'doubled', 'crowd'] as const)('%s, it ends the same', async (delivery) => {
      expect(timed(await play(given, delivery, 1, stage))).toEqual(timed(await reference(given)));
    });

    it.each([1, 2, 3, 4, 5, 6])('with its worker lost before commit %i, it ends the same', async (commit) => {
      expect(untimed(await play(given, 'lost', commit, stage))).toEqual(untimed(await reference(given)));
    });

    it.each([-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('with its worker lost around write %i, it ends the same', async (write) => {
      expect(untimed(await play(given, 'cut', write, stage))).toEqual(untimed(await reference(given)));
    });
  });
});
