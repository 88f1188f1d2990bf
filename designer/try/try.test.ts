import { describe, expect, it } from 'vitest';
import type { Flow, FlowTest, TryAnswer, TryStep } from '../../server/http/api.ts';
import { differencesOf } from './differences.ts';
import { withoutTest, withTest } from './flow-tests.ts';
import { otherSignals } from './other-signals.ts';
import { nextEvent, trackPoints } from './track-points.ts';
import { tryPath } from './try-path.ts';
import { answering, askOf, beginningAt, endingAt, freshTry, losing, moved, oneBack, startedOver, startOf } from './try-state.ts';

const at = '2026-11-02T09:00:00.000Z';
const later = (ms: number): string => new Date(Date.parse(at) + ms).toISOString();
const flow: Flow = {
  format: 1,
  id: 'f',
  title: 'F',
  nodes: { order: { type: 'manual@1' }, hold: { type: 'wait@1' }, book: { type: 'http_request@1' } },
  edges: [
    { from: 'order', to: 'hold' },
    { from: 'hold', to: 'book' },
  ],
};
const step = (node: string, more: Partial<TryStep> = {}): TryStep => ({
  ...{
    id: node,
    node,
    title: node,
    type: 'wait@1',
    status: 'completed',
    attempt: 1,
    revision: 0,
    startedAt: at,
    endedAt: at,
    input: {},
    attempts: [],
    story: '',
    visit: 1,
    port: 'done',
    output: { of: node },
  },
  ...more,
});
const answer = (steps: TryStep[], more: Partial<TryAnswer> = {}): TryAnswer => ({
  ...{ trigger: 'order', status: 'waiting', at, now: at, ms: 1, steps, past: [], coming: [], waits: [], listensTo: [], order: {}, moves: [] },
  ...more,
});

describe('what a try is made of', () => {
  const state = moved(moved(freshTry(at), { do: 'next' }), { do: 'signal', name: 'paid' });

  it('one back is one move fewer, and from the beginning keeps the answers', () => {
    expect(oneBack(state).moves).toEqual([{ do: 'next' }]);
    const answered = answering(losing(state, 'book'), 'book', { kind: 'mine', output: {} });
    expect(startedOver(answered)).toMatchObject({ moves: [], lost: [], answers: { book: { kind: 'mine' } } });
    expect(answering(answered, 'book', undefined).answers).toEqual({});
  });

  it('lost answers are lost from the beginning, whenever they were chosen', () => {
    const ask = askOf(losing(state, 'book'), { kind: 'json', name: 'x', body: { n: 1 } }, withTest('t', {} as FlowTest)(flow));
    expect(ask.flow).toEqual(flow);
    expect(ask.moves).toEqual([{ do: 'lose', node: 'book' }, ...state.moves]);
    expect(losing(losing(state, 'book'), 'book').lost).toEqual([]);
  });

  it('a document and a sample come in at the chosen instant, a real order when it did', () => {
    expect(askOf(state, { kind: 'json', name: 'x', body: 1 }, flow)).toMatchObject({ document: 1, at });
    expect(askOf(state, { kind: 'sample', id: 's', name: 'S' }, flow)).toMatchObject({ sample: 's', at });
    expect(askOf(state, { kind: 'run', id: 'r', key: 'O-1' }, flow)).not.toHaveProperty('at');
    expect(startOf({ placedAt: '2026-01-05T08:00:00Z' }, 0)).toBe('2026-01-05T08:00:00.000Z');
    expect([startOf({ placedAt: 'soon' }, 0), startOf(undefined, 0)]).toEqual(['1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z']);
  });

  it('a part begins with what came before it, and a new answer wins over that', () => {
    const own = answering(state, 'order', { kind: 'mine', output: 'mine' });
    const part = endingAt(beginningAt(own, 'book', answer([step('order'), step('hold', { port: 'released' }), step('book')])), 'book');
    expect(part).toMatchObject({
      from: 'book',
      to: 'book',
      moves: [],
      answers: { order: { output: 'mine' }, hold: { kind: 'mine', port: 'released', output: { of: 'hold' } } },
    });
    expect(part.answers).not.toHaveProperty('book');
    expect(endingAt(beginningAt(part, undefined, undefined), undefined)).not.toMatchObject({ from: expect.anything() });
  });
});

describe('the event track', () => {
  const tried = answer([], {
    now: later(1_800_000),
    past: [
      { at, kind: 'start', words: 'Order placed', node: 'order' },
      { at: later(1_800_000), kind: 'hold', words: 'Released', node: 'hold' },
      { at: later(1_800_000), kind: 'left', words: 'Book', node: 'book' },
    ],
    coming: [
      { at: later(86_400_000), kind: 'signal', words: 'quote accepted' },
      { at: later(86_400_000), kind: 'ended', words: 'Completed' },
    ],
  });

  it('says how far each point is from the start, which is now and which is next', () => {
    expect(trackPoints(tried, () => 'Mon 2 Nov').map(({ words, when, state }) => [words, when.replaceAll('\u00a0', ' '), state])).toEqual([
      ['Order placed', 'Mon 2 Nov', 'past'],
      ['Released', '+30 m', 'past'],
      ['Book', 'at once, now', 'now'],
      ['quote accepted', '+1 d, next', 'next'],
      ['Completed', 'at once', 'later'],
    ]);
  });

  it('the next event is the first that comes', () => {
    expect(nextEvent(tried)).toEqual({ words: 'quote accepted', away: 84_600_000 });
    expect(nextEvent({ ...tried, coming: [] })).toBeUndefined();
  });
});

it('cards say what was skipped, who answered and what is still missing', () => {
  const steps = [
    step('order', { type: 'manual@1' }),
    step('hold', { endedAt: later(1_800_000) }),
    step('book', { id: 'b', status: 'waiting', startedAt: later(1_800_000) }),
  ];
  const waits: TryAnswer['waits'] = [
    { step: 'b', node: 'book', title: 'Book', needs: 'all', signals: [{ name: 'a', seen: at }, { name: 'c' }, { name: 'x', ends: true }] },
  ];
  const path = tryPath(flow, answer(steps, { waits }));
  expect(Object.values(path.words ?? {}).map((words) => words.replaceAll('\u00a0', ' '))).toEqual(['0 ms', '30 m skipped', '1 of 2 signals']);
  expect(path.nodes).toEqual({ order: 'completed', hold: 'completed', book: 'waiting' });
});

it('what else the order hears is named as the drawing names it, without what is asked for anyway', () => {
  const rules = { ...flow, signals: { cancel: { on: 'shop.cancelled' }, edit: {} } };
  const waits: TryAnswer['waits'] = [{ step: 'b', node: 'book', title: 'Book', signals: [{ name: 'paid' }, { name: 'cancel' }] }];
  const heard = { listensTo: ['shop.cancelled', 'edit', 'paid', 'task.completed', 'run.ended'], waits };
  expect(otherSignals(rules, heard, 'b')).toEqual(['edit']);
  expect(otherSignals(rules, heard, undefined)).toEqual(['cancel', 'edit', 'paid']);
});

it('a test comes into the drawing and leaves it without a trace', () => {
  const test = { title: 'T' } as FlowTest;
  const kept = withTest('t', test)(flow);
  expect(kept.tests).toEqual({ t: test });
  expect(withoutTest('t')(kept)).toEqual(flow);
});

it('an output is compared field by field', () => {
  expect(differencesOf({ a: 1, lines: [{ sku: 'x' }], same: true }, { a: 2, lines: [{ sku: 'y' }], same: true, more: null })).toEqual([
    { field: 'a', real: 1, here: 2 },
    { field: 'lines.0.sku', real: 'x', here: 'y' },
    { field: 'more', real: undefined, here: null },
  ]);
  expect(differencesOf('x', 'x')).toEqual([]);
});
