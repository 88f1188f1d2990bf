import { afterAll, describe, expect, test } from 'vitest';
import type { Json } from '../../../../flows/flow.ts';
import type { LookupTable } from '../../../../flows/lookup-table.ts';
import { expressionPool } from './expression-pool.ts';

const versions: { from: number; version: string; table: LookupTable }[] = [
  { from: 2_000, version: 'rates/2', table: { columns: ['country', 'rate'], key: 'country', rows: [['SE', 12]] } },
  {
    from: 0,
    version: 'rates/1',
    table: {
      columns: ['country', 'rate'],
      key: 'country',
      rows: [
        ['SE', 25],
        ['DE', 19],
      ],
    },
  },
];
let reads = 0;
const expressions = expressionPool({
  references: {
    at({ tables, env }, now) {
      reads += 1;
      const version = versions.find(({ from }) => from <= now)!;
      const referred = { tables: new Map(tables.includes('rates') ? [['rates', version]] : []), env: env ? { warehouse: 'W1' } : undefined };
      return now === 1_000 ? Promise.resolve(referred) : referred;
    },
  },
});
afterAll(() => expressions.close());

const data = { order: { country: 'SE', lines: [{ country: 'SE' }, { country: 'DE' }, { country: 'NO' }] } };
const evaluate = async (source: string, now = 0) => expressions.evaluate(source, data, { now, seed: 's' });
const ways: [string, (source: string) => string][] = [
  ['natively', (source) => source],
  ['on the main thread', (source) => `( ${source}; ${source} )`],
  ['in a worker', (source) => `( [1..2]; ${source} )`],
];

describe.each(ways)('%s', (_way, place) => {
  test.each<[string, number, Json | undefined]>([
    ['$lookup("rates", order.country)', 0, { country: 'SE', rate: 25 }],
    ['$lookup("rates", order.country, "rate")', 0, 25],
    ['$lookup("rates", order.country, "rate")', 1_000, 25],
    ['$lookup("rates", order.country, "rate")', 3_000, 12],
    ['$lookup("rates", order.country).rate', 0, 25],
    ['$lookup("rates", "NO")', 0, undefined],
    ['env.warehouse', 0, 'W1'],
    ['order.lines.$lookup("rates", country, "rate")', 0, [25, 19]],
    ['$map(order.lines.country, $lookup("rates", ?, "rate"))', 0, [25, 19]],
    ['$lookup(order, "country")', 0, 'SE'],
    ['order.$lookup("country")', 0, 'SE'],
  ])('%s at %i', async (source, now, expected) => {
    expect(await evaluate(place(source), now)).toEqual(expected);
  });

  test.each([
    ['$lookup("rate", order.country)', 'There is no table "rate"'],
    ['$lookup("rates", order.country, "rat")', 'Did you mean rate?'],
    ['"rates" ~> $lookup(order.country, "rate")', 'write its name in quotes'],
    ['$lookup("rates", order)', 'needs one text or number'],
  ])('%s fails in words', async (source, words) => {
    await expect(evaluate(place(source))).rejects.toMatchObject({ code: 'expr.failed', message: expect.stringContaining(words) });
  });
});

test('an expression that looks up nothing asks for nothing', async () => {
  reads = 0;
  await evaluate('$sum([1, 2])');
  expect(reads).toBe(0);
});
