import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../flows/flow.ts';
import { rowsOf } from './rows.ts';
import { each } from './source.ts';
import { expressionFor, isManyFrom, locate, mentioned, scopeOf } from './source-path.ts';
import { flatten, nodeAt, sourceTree } from './source-tree.ts';
import { fitsText, indexOfShown, isRowOpen, openAtFirst, shownNodes, shownRows } from './tree-rows.ts';

const data: JsonObject = {
  order: { number: 'A1', 'ship to': { zip: '21452' }, lines: [{ sku: 'X' }, { sku: 'Y', taxes: [{ rate: '0.25' }] }] },
  steps: { credit: { limit: { amount: '100.00', currency: 'SEK' } } },
};
const tree = sourceTree(data, [
  { name: 'order', schema: { type: 'object', properties: { number: { type: 'string' }, note: { type: 'string' } } } },
  { name: 'steps.credit', title: 'Credit gate' },
]);

describe('the left pane', () => {
  it('shows what the order holds and what schemas promise, lists by the fields of their items', () => {
    expect(flatten(tree).map(({ key, kind }) => `${key} ${kind}`)).toEqual([
      'order object',
      'order.number text',
      'order.ship to object',
      'order.ship to.zip text',
      'order.lines list',
      'order.lines.[].sku text',
      'order.lines.[].taxes list',
      'order.lines.[].taxes.[].rate text',
      'order.note text',
      'steps object',
      'steps.credit object',
      'steps.credit.limit money',
      'steps.credit.limit.amount text',
      'steps.credit.limit.currency text',
    ]);
    expect(nodeAt(tree, ['steps', 'credit'])?.title).toBe('Credit gate');
  });

  it('filters by name and by value, and keeps the way there', () => {
    const found = (text: string) => shownNodes(tree, () => false, fitsText(text)).map(({ key }) => key);
    expect(found('zip')).toEqual(['order', 'order.ship to', 'order.ship to.zip']);
    expect(found('0.25')).toEqual(['order', 'order.lines', 'order.lines.[].taxes', 'order.lines.[].taxes.[].rate']);
    expect(found('nowhere')).toEqual([]);
  });

  it('opens the first document and what is mapped', () => {
    const open = openAtFirst(flatten(tree), new Set(['steps.credit.limit']));
    expect([...open]).toEqual(['order', 'order.ship to', 'order.lines', 'order.lines.[].taxes', 'steps', 'steps.credit']);
  });
});

describe('paths of the left as expressions', () => {
  const lines = ['order', 'lines'];

  it('are whole outside of lists, of the item inside, and from the root where they leave it', () => {
    expect(expressionFor(['order', 'ship to', 'zip'], [])).toBe('order.`ship to`.zip');
    expect(expressionFor(['order', 'lines', each, 'sku'], [lines])).toBe('sku');
    expect(expressionFor(['order', 'number'], [lines])).toBe('$$.order.number');
    expect(expressionFor(['order', 'lines', each, 'sku'], [lines, ['order', 'lines', each, 'taxes']])).toBeUndefined();
    expect(isManyFrom(['order', 'lines', each, 'sku'], [])).toBe(true);
    expect(isManyFrom(['order', 'lines', each, 'sku'], [lines])).toBe(false);
  });

  it('lead back to where they came from', () => {
    for (const node of flatten(tree)) expect(locate(expressionFor(node.path, [])!, [], tree)).toBe(node);
    const value: Json = { rows: { $expr: '[order.lines.{"vat": [taxes.{"rate": rate}]}]' } };
    const scope = scopeOf(value, ['rows', each, 'vat', each, 'rate'], tree);
    expect(scope).toEqual([lines, ['order', 'lines', each, 'taxes']]);
    expect(locate('rate', scope, tree)?.key).toBe('order.lines.[].taxes.[].rate');
  });

  it('are found inside longer expressions, and not inside texts and calls', () => {
    const keys = (text: string) => mentioned({ kind: 'expr', text }, [], tree).map(({ key }) => key);
    expect(keys('$replace(order.number, "order.note", "") & order.lines[0].sku')).toEqual(['order.number', 'order.lines.[].sku']);
    expect(keys('/* order.note */ order.`ship to`.zip')).toEqual(['order.ship to.zip']);
  });
});

describe('the right pane', () => {
  const target: JsonObject = {
    type: 'object',
    required: ['to'],
    properties: {
      to: { type: 'object', required: ['zip'], properties: { zip: { type: 'string' } } },
      from: { type: 'object', properties: { zip: { type: 'string' } } },
      rows: { type: 'array', items: { type: 'object', required: ['sku'], properties: { sku: { type: 'string' } } } },
    },
  };
  const shown = (value: Json, wanted: [string, boolean][] = [], selected?: string): string[] => {
    const rows = rowsOf(target, value);
    return shownRows(rows, (row) => isRowOpen(row, rows, new Map(wanted), selected)).map(({ key }) => key);
  };

  it('folds what holds nothing and lacks nothing', () => {
    expect(shown({})).toEqual(['to', 'to.zip', 'from', 'rows']);
    expect(shown({ from: { zip: '1' } })).toEqual(['to', 'to.zip', 'from', 'from.zip', 'rows']);
    expect(shown({}, [['to', false]])).toEqual(['to', 'from', 'rows']);
    expect(shown({}, [], 'rows.sku')).toEqual(['to', 'to.zip', 'from', 'rows', 'rows.sku']);
    expect(indexOfShown([{ key: 'to' }, { key: 'from' }], 'from.zip')).toBe(1);
  });

  it('asks for fields of a list once the list is mapped, and for none where a row above gives all', () => {
    const missing = (value: Json) => rowsOf(target, value).flatMap(({ key, state }) => (state === 'missing' ? [key] : []));
    expect(missing({})).toEqual(['to.zip']);
    expect(missing({ to: { $expr: 'order.to' }, rows: { $expr: '[order.lines.{}]' } })).toEqual(['rows.sku']);
    expect(missing({ $expr: 'order' })).toEqual([]);
  });
});
