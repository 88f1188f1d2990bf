/** Tasks in four deliveries on every stage: what time and people do to them is the same however bells ring and whoever dies. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Flow, Json } from '../../flows/flow.ts';
import { taskIdOf } from '../../server/engine/ids.ts';
import { runIdOf } from '../../server/engine/start.ts';
import { type FlowCase, type Played, play } from '../support/play.ts';
import { timed, untimed } from '../support/stages/outcome.ts';
import { openStages } from '../support/stages/stages.ts';

const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

const hour = 3_600_000;
const flow = (config: Flow['nodes'][string]['config']): Flow => ({
  format: 1,
  id: 'people',
  title: 'People',
  key: { $expr: 'trigger.number' },
  signals: { reminded: { on: 'task.reminded', to: 'nudge' }, escalated: { on: 'task.escalated', to: 'alarm' } },
  nodes: {
    begin: { type: 'begin@1' },
    ask: { type: 'task@1', config: { title: 'Look', role: 'operator', ...config } },
    nudge: { type: 'call_a@1' },
    alarm: { type: 'call_a@1' },
    after: { type: 'transform@1', config: { output: { $expr: 'steps.ask' } } },
    late: { type: 'transform@1', config: { output: 'late' } },
  },
  edges: [
    { from: 'begin', to: 'ask' },
    { from: 'ask', to: 'after' },
    { from: 'ask.timeout', to: 'late' },
  ],
});

/** The answer of one person, or of two: what the API sends once it is decided. */
const answer = (name: string, hours: number, data: Json): NonNullable<FlowCase['events']>[number] => {
  const run = runIdOf('t', 'case', `case-${name}`, 'people');
  const task = taskIdOf(run, stepOf(), 0);
  return { at: hours * hour, signal: { name: 'task.completed', key: run, id: task, data } };
};
let asked = 'ask';
const stepOf = (): string => asked;

const night = 'nobody is there in the night';
const two = 'two people decide';
const alone = 'one decides alone';
const ladder = { remind: ['PT2H', 'PT6H'], escalate: [{ after: 'PT4H', role: 'lead' }], deadline: 'P1D' };
const ada = { by: 'Ada', byId: 'p1', answer: { ok: true } };

const made = (name: string, config: Flow['nodes'][string]['config'], events: FlowCase['events'], expected: FlowCase['expect']): FlowCase => ({
  name,
  flow: flow(config),
  input: { number: name },
  ...(events ? { events } : {}),
  expect: expected,
});

// The step's id carries how it was reached; one quiet play tells it.
const scouted = await play(made('scout', {}, undefined, { status: 'waiting', steps: [] }), 'once');
asked = [...scouted.run.steps.values()].find(({ node }) => node === 'ask')!.id;

const cases: FlowCase[] = [
  made(night, ladder, [answer(night, 9, ada)], {
    status: 'completed',
    steps: ['after:done', 'alarm:done', 'ask:done', 'begin:done', 'nudge:done', 'nudge:done'],
    calls: { nudge: 2, alarm: 1 },
  }),
  made('the deadline ends it', ladder, undefined, {
    status: 'completed',
    steps: ['alarm:done', 'ask:timeout', 'begin:done', 'late:done', 'nudge:done', 'nudge:done'],
    calls: { nudge: 2, alarm: 1 },
  }),
  made(two, { fourEyes: true }, [answer(two, 1, { ...ada, confirmedBy: 'Otto', confirmedById: 'p2' })], {
    status: 'completed',
    steps: ['after:done', 'ask:done', 'begin:done'],
  }),
  made(alone, { fourEyes: true }, [answer(alone, 1, { ...ada, confirmedBy: 'Ada', confirmedById: 'p1' })], {
    status: 'parked',
    code: 'data.invalid',
    steps: ['ask:failed', 'begin:done'],
  }),
];

const visits = (played: Played): string[] =>
  [...played.run.steps.values()].map((step) => `${step.node}:${step.status === 'completed' ? (step.port ?? 'done') : step.status}`).sort();

describe.each(cases)('$name', (given) => {
  it('goes as drawn', async () => {
    const played = await play(given, 'once');
    expect({ status: played.run.status, code: played.run.code, steps: visits(played) }).toEqual({
      status: given.expect.status,
      code: given.expect.code,
      steps: given.expect.steps,
    });
    for (const [node, count] of Object.entries(given.expect.calls ?? {})) expect(played.calls[node]?.keys.length, `effects at ${node}`).toBe(count);
  });

  describe.each(stages)('$name', (stage) => {
    it('its log is the same byte for byte', async () => {
      expect(JSON.stringify((await play(given, 'once', 1, stage)).log)).toBe(JSON.stringify((await play(given, 'once')).log));
    });
    it.each(['doubled', 'crowd'] as const)('%s, it ends the same', async (delivery) => {
      expect(timed(await play(given, delivery, 1, stage))).toEqual(timed(await play(given, 'once')));
    });
    it.each([1, 2, 3, 4])('with its worker lost before commit %i, it ends the same', async (commit) => {
      expect(untimed(await play(given, 'lost', commit, stage))).toEqual(untimed(await play(given, 'once')));
    });
  });
});

it('each reminder and escalation is an event of the log, at the instant it was due', async () => {
  const played = await play(cases[0]!, 'once');
  const moves = played.log.flatMap((event) => (event.type === 'step.waiting' && event.moves ? [{ after: event.at - played.startedAt, ...event.moves }] : []));
  expect(moves.map(({ after, no, role }) => [after / hour, no, role])).toEqual([
    [2, 1, 'operator'],
    [4, 2, 'lead'],
    [6, 3, 'lead'],
  ]);
});
