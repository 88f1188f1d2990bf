import { expect, it } from 'vitest';
import { newAjv } from '../ajv.ts';
import { sampleOrder } from '../samples.ts';
import { writtenOut } from './written-out.ts';

it('an order written out says the same as the order by reference', () => {
  const schema = writtenOut({ $ref: 'order.schema.json', description: 'What was ordered' });
  expect(JSON.stringify(schema)).not.toContain('$ref');
  expect(schema).toMatchObject({
    description: 'What was ordered',
    title: 'Order',
    properties: { lines: { items: { properties: { sku: { type: 'string' } } } } },
  });
  const check = newAjv().compile(schema);
  expect(check(sampleOrder('heat_pump', 'S-1', 0))).toBe(true);
  expect(check({ ...sampleOrder('heat_pump', 'S-1', 0), total: { amount: '1.00', currency: 'euro' } })).toBe(false);
});

it('a reference to nothing is named', () => {
  expect(() => writtenOut({ properties: { a: { $ref: 'parts.schema.json#/$defs/nothing' } } })).toThrow('parts.schema.json#/$defs/nothing');
});
