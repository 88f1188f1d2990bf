import { describe, expect, it } from 'vitest';
import createOrder from '../../connectors/sandbox/erp/actions/create-order.ts';
import type { JsonObject } from '../../flows/flow.ts';
import { sampleOrder } from '../../flows/samples.ts';
import { coreNodes } from '../../nodes/index.ts';
import { rowsOf } from './rows.ts';
import { sourceTree } from './source-tree.ts';
import { suggestionsFor } from './suggest.ts';
import { targetOf } from './target.ts';

const typeOf = (type: string) => coreNodes.find((one) => one.type === type)!;

describe('what is mapped onto', () => {
  it('the value that becomes the order is an order, any other is what it holds', () => {
    const transform = typeOf('transform@1');
    const order = targetOf(transform, { as: 'order' }, '/output')!;
    expect(rowsOf(order, {}).map(({ key }) => key)).toContain('lines.unitPrice');
    const any = targetOf(transform, {}, '/output')!;
    expect(rowsOf(any, { a: { b: 1 } }).map(({ key, extra }) => [key, extra])).toEqual([
      ['a', true],
      ['a.b', true],
    ]);
  });

  it('the config of an action has the fields of its schema, and those that take no expression are known', () => {
    const http = typeOf('http_request@1');
    const target = targetOf(http, {}, '')!;
    const rows = rowsOf(target, { method: 'POST', url: { $expr: 'order.url' } });
    expect(rows.find(({ key }) => key === 'url')).toMatchObject({ required: true, state: 'given' });
    expect(rows.some(({ isFixed }) => isFixed)).toBe(true);
  });

  it('money, a duration and what is fixed in the drawing are no mapping', () => {
    const config: JsonObject = {
      type: 'object',
      properties: {
        total: { type: 'object', properties: { amount: {}, currency: {} } },
        port: { type: 'object', properties: { a: {} }, 'x-expr': false },
        text: { type: 'string' },
      },
    };
    expect(['/total', '/port', '/text', '/none'].map((path) => targetOf({ config, group: 'connectors' }, {}, path))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(targetOf(typeOf('wait@1'), {}, '')).toBeUndefined();
  });

  it('what goes to the ERP is suggested from the order, each as the action takes it', () => {
    const order = sampleOrder('order_to_cash', 'A1', 0) as unknown as JsonObject;
    const tree = sourceTree({ order }, [{ name: 'order' }]);
    const rows = rowsOf(targetOf(createOrder, {}, '')!, {});
    const found = suggestionsFor(rows, {}, tree).map(({ row, source }) => [row.key, source.kind === 'fixed' ? '' : source.text]);
    expect(found).toEqual([
      ['lines', 'order.lines'],
      ['total', 'order.total'],
      ['order', 'order.number'],
    ]);
  });
});
