import { describe, expect, it } from 'vitest';
import type { Flow, FlowTest, Json } from '../../flows/flow.ts';
import type { TryAnswer, TryStep } from '../http/api.ts';
import { firstDifference } from './difference.ts';
import { runTests, settled, testId, testOf } from './flow-tests.ts';

const at = '2026-11-02T09:00:00.000Z';
const step = (node: string, port: string | undefined, output: Json | undefined, more: Partial<TryStep> = {}): TryStep => ({
  ...{ id: node, node, title: node, type: 'x@1', status: port === undefined ? 'waiting' : 'completed', attempt: 1, revision: 0 },
  ...{ startedAt: at, input: null, attempts: [], story: '', visit: 1 },
  ...(port === undefined ? {} : { port }),
  ...(output === undefined ? {} : { output }),
  ...more,
});
const tried = (steps: TryStep[], more: Partial<TryAnswer> = {}): TryAnswer => ({
  ...{ trigger: 'order', status: 'completed', at, now: at, ms: 1, steps, past: [], coming: [], waits: [], listensTo: [], order: {}, moves: [{ do: 'end' }] },
  ...more,
});
const good = tried([
  step('order', 'placed', {}),
  step('credit', 'approved', { limit: 5, by: { id: 'r1' } }, { source: 'recorded' }),
  step('ship', 'sent', { n: 1 }, { source: 'sandbox' }),
]);
const test = testOf('Small', good, { number: 'O-1', password: 'hunter22' }, {});
const said = (answer: TryAnswer, more: Partial<FlowTest> = {}) => firstDifference({ ...test, ...more }, answer, (node) => node.toUpperCase())?.words;
const with3 = (third: TryStep, more: Partial<TryAnswer> = {}) => tried([...good.steps.slice(0, 2), third], more);

describe('a test made of a try', () => {
  it('keeps the way, the outputs and the answers no sandbox gives again, and no secret', () => {
    expect(test).toEqual({
      title: 'Small',
      trigger: 'order',
      document: { number: 'O-1', password: '•••' },
      at,
      answers: { credit: { kind: 'recorded', port: 'approved', output: { limit: 5, by: { id: 'r1' } } } },
      moves: [{ do: 'end' }],
      expect: {
        status: 'completed',
        path: ['order.placed', 'credit.approved', 'ship.sent'],
        outputs: { credit: { limit: 5, by: { id: 'r1' } }, ship: { n: 1 } },
      },
    });
  });

  it('leaves out what is another for another order', async () => {
    const other = tried([good.steps[0]!, step('credit', 'approved', { limit: 5, by: { id: 'r2' } }), good.steps[2]!]);
    expect((await settled(test, async (as) => (as === 'it is' ? good : other))).ignore).toEqual(['/credit/by/id']);
    expect(said(other)).toBe('CREDIT: field by.id is "r2", not "r1"');
    expect(said(other, { ignore: ['/credit/by/id'] })).toBeUndefined();
  });

  it('has a name of its own', () => {
    expect([testId('Größe zählt!', []), testId('a test', ['a_test', 'a_test_2']), testId('42', [])]).toEqual(['grosse_zahlt', 'a_test_3', 'test']);
  });
});

describe('the first difference', () => {
  it.each([
    ['nothing', good, undefined],
    ['another port', with3(step('ship', 'late', {})), 'SHIP left through late instead of sent'],
    ['a wait', with3(step('ship', undefined, undefined), { status: 'waiting' }), 'SHIP goes on waiting instead of sent'],
    ['another node', with3(step('ask', 'yes', {})), 'SHIP was not reached: ASK came instead'],
    [
      'a failure',
      with3(step('ship', undefined, undefined, { status: 'failed', error: { code: 'x', message: 'the door is shut' } })),
      'SHIP failed: the door is shut',
    ],
    ['an end before it', tried(good.steps.slice(0, 2)), 'SHIP was not reached; the order ended before it'],
    ['one step more', tried([...good.steps, step('bill', 'done', {})]), 'BILL came as one step more, after the expected 3'],
    ['a field', with3(step('ship', 'sent', { n: 2, more: true })), 'SHIP: field n is 2, not 1'],
    ['a status', tried(good.steps, { status: 'parked', reason: 'too long' }), 'The order is parked (too long), not completed'],
  ])('%s', (_, answer, words) => {
    expect(said(answer)).toBe(words);
  });
});

it('tests run one by one; one that cannot be played says why', async () => {
  const flow: Flow = {
    format: 1,
    id: 'f',
    title: 'F',
    nodes: { ship: { type: 'x@1', title: 'Ship' } },
    edges: [],
    tests: { a: test, b: { ...test, title: 'Broken' } },
  };
  const play = async (_: Flow, one: FlowTest): Promise<TryAnswer> => {
    if (one.title === 'Broken') throw new Error('There is no such node.');
    return good;
  };
  expect(await runTests(play, flow)).toMatchObject([
    { id: 'a', passed: true },
    { id: 'b', passed: false, difference: 'There is no such node.' },
  ]);
  expect(await runTests(play, flow, 'b')).toHaveLength(1);
});
