import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { rowsOf } from './rows.ts';
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

  it('a config has the fields of its schema, and those that take no expression are known', () => {
    const target = targetOf(typeOf('http_request@1'), {}, '')!;
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
    expect(['/total', '/port', '/text', '/none'].map((path) => targetOf({ config }, {}, path))).toEqual([undefined, undefined, undefined, undefined]);
  });
});
