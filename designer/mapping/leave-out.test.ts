import { describe, expect, it } from 'vitest';
import type { Json } from '../../flows/flow.ts';
import { jsonataEvaluator } from '../../server/adapters/system/expressions/evaluator.ts';
import { leaveOut } from './leave-out.ts';
import { type Answered, expressionsIn, outcomeOf } from './result.ts';
import type { SampleData } from './source-tree.ts';

const evaluate = jsonataEvaluator(1_000);

async function made(value: Json, data: SampleData): Promise<{ document: Json | undefined; stops: number }> {
  const answers = await Promise.all(
    expressionsIn(value).map(async ({ id, source }): Promise<Answered> => {
      const found = await evaluate({ source, data, now: 0, seed: 's' });
      return found === undefined ? { id } : { id, value: found };
    }),
  );
  const { document, nothing } = outcomeOf(value, answers);
  return { document, stops: nothing.size };
}

const value: Json = {
  number: { $expr: 'order.number' },
  state: { $expr: 'order.paid ? "paid" : "open"' },
  text: 'it\'s "fixed", {as} it is\n',
  list: [1, 'two', null, { three: 3 }],
  nothing: null,
  rate: -0.25,
  on: true,
  'odd name': { note: { $expr: 'order.note' }, lines: { $expr: '[order.lines.{"sku": sku}]' } },
};

describe('leaving out what is empty', () => {
  it('means the same where nothing is empty', async () => {
    const order = { number: 'A1', paid: true, note: 'Ring', lines: { sku: 'X' } };
    for (const path of [['number'], ['odd name', 'note']]) expect(await made(leaveOut(value, path)!, { order })).toEqual(await made(value, { order }));
  });

  it('leaves out where the step would have stopped', async () => {
    const valued = { ...value, state: 'open' };
    const order = { number: 'A1', lines: [] };
    expect((await made(valued, { order })).stops).toBe(1);
    expect(await made(leaveOut(valued, ['odd name', 'note'])!, { order })).toEqual({
      document: { ...valued, number: 'A1', 'odd name': { lines: [] } },
      stops: 0,
    });
  });

  it('keeps several statements together', async () => {
    const mended = leaveOut({ a: { $expr: '$x := order.a; $x + 1' }, b: { $expr: 'order.b' } }, ['b'])!;
    expect(mended).toEqual({ $expr: '{"a": ($x := order.a; $x + 1), "b": order.b}' });
    expect(await made(mended, { order: { a: 1 } })).toEqual({ document: { a: 2 }, stops: 0 });
  });

  it('is not offered where the meaning would change: lists of the drawing, fields that already stand in an expression', () => {
    expect(leaveOut({ a: { $expr: 'order.a' }, l: [{ $expr: 'order.l' }] }, ['a'])).toBeUndefined();
    expect(leaveOut({ $expr: '{"a": order.a}' }, ['a'])).toBeUndefined();
    expect(leaveOut({ a: { $expr: 'order.a' } }, ['b'])).toBeUndefined();
  });
});
