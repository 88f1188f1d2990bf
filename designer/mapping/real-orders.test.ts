import { describe, expect, it } from 'vitest';
import { checkOrder } from '../../flows/documents/order.ts';
import type { Json, JsonObject } from '../../flows/flow.ts';
import { jsonataEvaluator } from '../../server/adapters/system/expressions/evaluator.ts';
import { hasRealData, realJson, whySkipped } from '../../test/support/real-data.ts';
import { connect } from './connect.ts';
import { type Answered, cellOf, expressionsIn, type Outcome, outcomeOf, valuesAt, verdictOf } from './result.ts';
import { keyOf, missingIn, type Row, rowsOf } from './rows.ts';
import { orderSchema } from './schema.ts';
import { setSource, sourceAt } from './source.ts';
import { nodeAt, type SampleData, sourceTree } from './source-tree.ts';
import { suggestionsFor } from './suggest.ts';
import { type Warning, warningsFor } from './warnings.ts';

const evaluate = jsonataEvaluator(1_000);

async function play(value: Json | undefined, data: SampleData): Promise<Outcome> {
  const answers = await Promise.all(
    expressionsIn(value).map(async ({ id, source }): Promise<Answered> => {
      try {
        const found = await evaluate({ source, data, now: 0, seed: 's' });
        return found === undefined ? { id } : { id, value: found };
      } catch (error) {
        return { id, problem: { code: 'expr.failed', path: id, message: (error as Error).message } };
      }
    }),
  );
  return outcomeOf(value, answers);
}

/** Takes every suggestion until there is none. */
function takeAll(data: SampleData): { value: Json; taken: string[] } {
  const tree = sourceTree(data, [{ name: 'trigger' }]);
  let value: Json = {};
  const taken: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    const found = suggestionsFor(rowsOf(orderSchema, value), value, tree, 'trigger');
    if (found.length === 0) return { value, taken };
    for (const { row, source, reason } of found) {
      value = setSource(value, row.path, source) ?? {};
      taken.push(`${row.key} ← ${source.kind === 'fixed' ? '' : source.text} (${reason.kind}: ${reason.from})`);
    }
  }
  throw new Error('suggestions do not end');
}

const warned = async (value: Json, data: SampleData): Promise<Warning[]> => {
  const rows = rowsOf(orderSchema, value);
  const outcome = await play(value, data);
  const cells = new Map(rows.map((row) => [row.key, cellOf(row, outcome)]));
  const tree = sourceTree(data, [{ name: 'trigger' }]);
  return warningsFor(rows, { value, tree, cells, empty: new Map(), nulls: new Set(), total: 1, wholeMayBeExpression: true });
};

const rowAt = (value: Json | undefined, key: string): Row => rowsOf(orderSchema, value).find((row) => row.key === key)!;

const shopify = (): SampleData => ({ trigger: realJson('orders/shopify/order.json')['order'] ?? null });
const woo = (): SampleData => ({ trigger: realJson('orders/woocommerce/order-963.json')['data'] ?? null });

describe.skipIf(!hasRealData)(`orders of shops become the canonical order${whySkipped}`, () => {
  it('all suggestions for a Shopify order give everything that is required; the total of a line, which Shopify does not say, is computed', async () => {
    const { value, taken } = takeAll(shopify());
    expect(missingIn(rowsOf(orderSchema, value)).map(({ key }) => key)).toEqual([]);
    const { document } = await play(value, shopify());
    expect(valuesAt(document, ['lines', '[]', 'total'])).toEqual([
      { amount: '0.00', currency: 'USD' },
      { amount: '0.00', currency: 'USD' },
    ]);
    expect(taken).toContain('lines.unitPrice ← $money(price, $$.trigger.currency) (word: price)');
    expect(document).toMatchObject({
      currency: 'USD',
      total: { amount: '10.00', currency: 'USD' },
      shipTo: { city: 'Shippington', postcode: 'K2P0S0', name: 'Steve Shipper' },
      billTo: { city: 'Billtown' },
      customer: { name: 'John Smith', email: 'john@test.com' },
      taxesIncluded: false,
    });
  });

  it('all suggestions for a WooCommerce order give an order that holds, but for articles the shop has no number for', async () => {
    const { value } = takeAll(woo());
    const { document, problems } = await play(value, woo());
    expect([...problems]).toEqual([]);
    expect(missingIn(rowsOf(orderSchema, value))).toEqual([]);
    expect(checkOrder(document ?? null).map(({ path }) => path)).toEqual(['/lines/0/sku']);
    expect(document).toMatchObject({ placedAt: '2018-04-03T23:05:12Z', shipTo: { city: 'Niagara Falls' }, customer: { id: '11' } });
  });

  it('what is missing is said before any order runs', () => {
    expect(missingIn(rowsOf(orderSchema, {})).map(({ key }) => key)).toEqual(['number', 'placedAt', 'currency', 'lines', 'total']);
    expect(missingIn(rowsOf(orderSchema, { $expr: 'trigger' }))).toEqual([]);
  });

  it('a price dragged onto money is a text and not money, and one click makes it money', async () => {
    const tree = sourceTree(shopify(), [{ name: 'trigger' }]);
    const drawn = connect({}, rowAt({}, 'total'), nodeAt(tree, ['trigger', 'total_price'])!, tree);
    if ('refused' in drawn) throw new Error(drawn.refused);
    expect(drawn.value).toEqual({ total: { $expr: 'trigger.total_price' } });
    const [warning] = await warned(drawn.value ?? null, shopify());
    expect(warning).toMatchObject({ kind: 'kind', given: 'text', wanted: 'money' });
    expect(warning!.fixes[0]!.apply(drawn.value)).toEqual({ total: { $expr: '$money(trigger.total_price, trigger.currency)' } });
    expect(await warned(warning!.fixes[0]!.apply(drawn.value)!, shopify())).toEqual([]);
  });

  it('a field of a line dragged onto a line maps the list around both', async () => {
    const tree = sourceTree(shopify(), [{ name: 'trigger' }]);
    const drawn = connect({}, rowAt({}, 'lines.title'), nodeAt(tree, ['trigger', 'line_items', 'title'])!, tree);
    if ('refused' in drawn) throw new Error(drawn.refused);
    expect(drawn.value).toEqual({ lines: { $expr: '[trigger.line_items.{"title": title}]' } });
    const further = connect(drawn.value, rowAt(drawn.value, 'lines.id'), nodeAt(tree, ['trigger', 'id'])!, tree);
    if ('refused' in further) throw new Error(further.refused);
    expect((await play(further.value, shopify())).document).toEqual({
      lines: [
        { title: 'Soda', id: 123456 },
        { title: 'Another Beer For Good Times', id: 123456 },
      ],
    });
    const ids = (await warned(further.value!, shopify())).find(({ row }) => row.key === 'lines.id')!;
    expect(ids).toMatchObject({ kind: 'kind', given: 'number', wanted: 'text' });
    expect(ids.fixes[0]!.apply(further.value)).toEqual({ lines: { $expr: '[trigger.line_items.{"title": title, "id": $string($$.trigger.id)}]' } });
  });

  it('a field of a line where one value is wanted is said, and the first is one click away', async () => {
    const value = { note: { $expr: 'trigger.line_items.title' } };
    const [warning] = await warned(value, shopify());
    expect(warning).toMatchObject({ kind: 'many' });
    expect((await play(warning!.fixes[0]!.apply(value), shopify())).document).toEqual({ note: 'Soda' });
  });

  it('a local time lacks its offset, and that of a field in UTC gets it', async () => {
    const local = await warned({ placedAt: { $expr: 'trigger.date_created' } }, woo());
    expect(local[0]).toMatchObject({ kind: 'value', complaint: { kind: 'offset' }, fixes: [] });
    const value = { placedAt: { $expr: 'trigger.date_created_gmt' } };
    const [utc] = await warned(value, woo());
    expect(utc!.fixes[0]!.apply(value)).toEqual({ placedAt: { $expr: 'trigger.date_created_gmt & "Z"' } });
  });

  it('what one order lacks is counted, also in one line of many', async () => {
    const value = {
      number: { $expr: 'trigger.name' },
      lines: { $expr: '[trigger.line_items.{"sku": sku, "quantity": quantity}]' },
      note: { $expr: 'trigger.nothing' },
    };
    const rows = rowsOf(orderSchema, value);
    const { lacks, fails } = verdictOf(rows, await play(value, shopify()));
    expect(lacks.map(({ key }) => key)).toEqual(['placedAt', 'currency', 'lines.unitPrice', 'lines.total', 'total']);
    expect(fails.map(({ key }) => key)).toEqual(['lines.sku', 'note']);
  });
});

describe('units and names', () => {
  const target: JsonObject = {
    type: 'object',
    properties: {
      weight: { type: 'number', title: 'Weight in kg', maximum: 400 },
      priceNet: { type: 'number' },
      amount: { type: 'number' },
      shipOn: { type: 'string', format: 'date' },
    },
  };
  const data: SampleData = { order: { grams: 148_000, price_gross: 12.5, amount_cents: 1999, ship_at: '2026-11-17T08:00:00Z' } };
  const tree = sourceTree(data, [{ name: 'order' }]);
  const of = async (value: Json) => {
    const rows = rowsOf(target, value);
    const outcome = await play(value, data);
    return warningsFor(rows, {
      value,
      tree,
      cells: new Map(rows.map((row) => [row.key, cellOf(row, outcome)])),
      empty: new Map([['shipOn', 3]]),
      nulls: new Set(),
      total: 20,
      wholeMayBeExpression: false,
    });
  };

  it('grams for kilograms', async () => {
    const value = { weight: { $expr: 'order.grams' } };
    const [unit, high] = await of(value);
    expect(unit).toMatchObject({ kind: 'unit', given: 'g', wanted: 'kg' });
    expect(high).toMatchObject({ kind: 'value', complaint: { kind: 'high', bound: 400 } });
    expect(unit!.fixes[0]!.apply(value)).toEqual({ weight: { $expr: 'order.grams / 1000' } });
    expect(await of({ weight: { $expr: 'order.grams / 1000' } })).toEqual([]);
  });

  it('cents for an amount, gross for net', async () => {
    expect((await of({ amount: { $expr: 'order.amount_cents' } }))[0]).toMatchObject({
      kind: 'unit',
      given: 'cents',
      fixes: [{ text: 'order.amount_cents / 100' }],
    });
    expect((await of({ priceNet: { $expr: 'order.price_gross' } }))[0]).toMatchObject({ kind: 'tax', given: 'gross', wanted: 'net' });
  });

  it('a moment for a date, and a field that is empty in some orders', async () => {
    const value = { shipOn: { $expr: 'order.ship_at' } };
    const [date, empty] = await of(value);
    expect(date).toMatchObject({ kind: 'kind', given: 'time', wanted: 'date', fixes: [{ text: '$substring(order.ship_at, 0, 10)' }] });
    expect(empty).toMatchObject({ kind: 'empty', orders: 3, total: 20, fixes: [] });
  });

  it('suggests for a line what stands in the line, and of the order only what has a name of its own', () => {
    const lined: JsonObject = {
      type: 'object',
      properties: { rows: { type: 'array', items: { type: 'object', properties: { id: {}, title: {}, sku: {}, currency: {} } } } },
    };
    const shop = sourceTree({ order: { id: 'A', title: 'T', currency: 'SEK', rows: [{ sku: 'X' }] }, run: { id: 'R' } }, [{ name: 'order' }, { name: 'run' }]);
    const value = { rows: { $expr: '[order.rows.{}]' } };
    const found = suggestionsFor(rowsOf(lined, value), value, shop).map(({ row, source }) => [row.name, source.kind === 'expr' && source.text]);
    expect(found).toEqual([
      ['sku', 'sku'],
      ['currency', '$$.order.currency'],
    ]);
  });

  it('suggests by name, by another word and with the unit brought along', () => {
    const found = suggestionsFor(rowsOf(target, {}), {}, tree);
    expect(found.map(({ row, source, reason }) => [row.key, source, reason.kind])).toContainEqual([
      'weight',
      { kind: 'expr', text: 'order.grams / 1000' },
      'word',
    ]);
  });

  it('a field that is null in some orders is asked for before it is left out', async () => {
    const value = { number: 'A1', note: { $expr: 'order.note' } };
    const rows = rowsOf(orderSchema, value);
    const nothing = await play(value, { order: { note: null } });
    expect(verdictOf(rows, nothing).fails.map(({ key }) => key)).toEqual(['note']);
    const [warning] = warningsFor(rows, {
      value,
      tree,
      cells: new Map(),
      empty: new Map([['note', 1]]),
      nulls: new Set(['note']),
      total: 1,
      wholeMayBeExpression: true,
    });
    const [out, instead] = warning!.fixes;
    const mended = out!.apply(value)!;
    for (const order of [{ note: null }, {}]) {
      expect((await play(mended, { order })).document).toEqual({ number: 'A1' });
      expect((await play(instead!.apply(value), { order })).document).toEqual({ number: 'A1', note: '' });
    }
    expect((await play(mended, { order: { note: 'Ring' } })).document).toEqual({ number: 'A1', note: 'Ring' });
  });

  it('a field inside an object of the drawing may be left out when it is empty', async () => {
    const value = { customer: { email: { $expr: 'order.email' }, name: 'Ada' } };
    const rows = rowsOf(orderSchema, value);
    const [warning] = warningsFor(rows, {
      value,
      tree,
      cells: new Map(),
      empty: new Map([['customer.email', 2]]),
      nulls: new Set(),
      total: 20,
      wholeMayBeExpression: false,
    });
    const mended = warning!.fixes.find(({ kind }) => kind === 'leave-out')!.apply(value)!;
    expect(mended).toEqual({ customer: { $expr: '{"email": order.email, "name": "Ada"}' } });
    expect(await play(mended, { order: {} })).toMatchObject({ document: { customer: { name: 'Ada' } }, nothing: new Set() });
    expect(sourceAt(mended, ['customer', 'email'])).toEqual({ kind: 'expr', text: 'order.email' });
  });
});

it('keys of rows are how people write them', () => expect(keyOf(['lines', '[]', 'sku'])).toBe('lines.sku'));
