import { expect, it } from 'vitest';
import { serialise, versionOf } from './canonical.ts';
import { checkEnvelope } from './check.ts';
import type { Flow, FlowTest } from './flow.ts';

const test: FlowTest = {
  title: 'A small order is approved',
  trigger: 'order',
  document: { number: 'O-1', total: { amount: '10.00', currency: 'EUR' } },
  at: '2026-11-02T09:00:00.000Z',
  answers: { credit: { kind: 'mine', port: 'approved', output: { ok: true } } },
  moves: [{ do: 'next' }, { do: 'signal', name: 'paid', after: 60_000 }, { do: 'end' }],
  expect: { status: 'completed', path: ['order.done', 'credit.approved'], outputs: { credit: { ok: true } } },
  ignore: ['/credit/at'],
};
const flow: Flow = {
  format: 1,
  id: 'paid',
  title: 'Paid',
  nodes: { order: { type: 'manual@1' }, credit: { type: 'transform@1' } },
  edges: [{ from: 'order', to: 'credit' }],
};
const withTest = (more: Partial<FlowTest> = {}): Flow => ({ ...flow, tests: { small: { ...test, ...more } } });

it('a test fits the format and makes no other version', () => {
  expect(checkEnvelope(withTest())).toEqual([]);
  expect(versionOf(withTest())).toBe(versionOf(flow));
});

it('is written the same whoever saved it', () => {
  const turned = Object.fromEntries(Object.entries(test).reverse()) as unknown as FlowTest;
  expect(serialise({ ...flow, tests: { b: turned, a: test } })).toBe(serialise({ ...flow, tests: { a: test, b: test } }));
});

it('names what does not belong into one', () => {
  const codes = (more: Partial<FlowTest>) => checkEnvelope(withTest(more)).map(({ code, path }) => `${code} ${path}`);
  expect(codes({ document: { card: '4111 1111 1111 1111' } })).toEqual(['test.sensitive /tests/small/document/card']);
  expect(codes({ document: 'x'.repeat(140_000) })).toEqual(['test.too_large /tests/small']);
  expect(codes({ at: 'yesterday' })).toEqual(['flow.invalid_value /tests/small/at']);
  expect(codes({ trigger: 'gone' })).toEqual(['test.unknown_node /tests/small/trigger']);
  expect(codes({ moves: [{ do: 'jump' } as never] })).toEqual(['flow.invalid_value /tests/small/moves/0/do']);
});
