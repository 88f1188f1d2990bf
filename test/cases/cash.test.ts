/** Money that comes in moves the run that waits for it: on every store, in every delivery, told once. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { type FlowCase, play } from '../support/play.ts';
import { timed, untimed } from '../support/stages/outcome.ts';
import { openStages } from '../support/stages/stages.ts';

const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

const bankFile = `:20:S1
:25:SE4550000000058398257466
:28C:1/1
:60F:C260301EUR0,00
:61:2603020302C100,00NTRFNONREF//B1
:86:166?20Invoice INV-10017?32Nordlys AS
:62F:C260302EUR100,00
`;

const flow: Flow = {
  format: 1,
  id: 'cash',
  title: 'Cash',
  key: { $expr: 'trigger.number' },
  nodes: {
    begin: { type: 'begin@1' },
    take: { type: 'take_statement@1', config: { file: { $expr: 'trigger.file' } } },
    match: { type: 'match_payment@1' },
    again: { type: 'match_payment@1' },
    money: { type: 'wait_for@1', config: { all: ['payment.received'], deadline: 'P30D' } },
    ship: { type: 'call_a@1' },
  },
  edges: [
    { from: 'begin', to: 'take' },
    { from: 'take', to: 'match' },
    { from: 'match', to: 'again' },
    { from: 'begin', to: 'money' },
    { from: 'money', to: 'ship' },
  ],
};

const given = (number: string): FlowCase => ({
  name: `cash ${number}`,
  flow,
  input: { number, file: bankFile },
  owed: [{ number: 'INV-10017', customer: 'Nordlys AS', amount: '100.00', date: '2026-02-01', related: ['SO-9'] }],
  expect: { status: 'completed', steps: [] },
});
const visits = ({ run }: Awaited<ReturnType<typeof play>>): string[] =>
  [...run.steps.values()].map((step) => `${step.node}:${step.status === 'completed' ? (step.port ?? 'done') : step.status}`).sort();

describe.each(['INV-10017', 'SO-9'])('an order known by %s', (number) => {
  it('goes on when its invoice is paid', async () => {
    const played = await play(given(number), 'once');
    expect(played.run.status).toBe('completed');
    expect(visits(played)).toEqual(['again:matched', 'begin:done', 'match:matched', 'money:done', 'ship:done', 'take:taken']);
    expect(played.calls['ship']?.keys).toHaveLength(1);
  });

  describe.each(stages)('$name', (stage) => {
    it.each(['doubled', 'crowd'] as const)('%s, it ends the same', async (delivery) => {
      expect(timed(await play(given(number), delivery, 1, stage))).toEqual(timed(await play(given(number), 'once')));
    });

    it.each([1, 2, 3, 4])('with its worker lost before commit %i, it ends the same', async (commit) => {
      expect(untimed(await play(given(number), 'lost', commit, stage))).toEqual(untimed(await play(given(number), 'once')));
    });
  });
});

it('an order whose invoice is not paid waits on', async () => {
  const played = await play(given('SO-10'), 'once');
  expect(visits(played)).toContain('match:matched');
  expect(played.calls['ship']).toBeUndefined();
});
