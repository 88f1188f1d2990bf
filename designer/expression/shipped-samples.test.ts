import { expect, it } from 'vitest';
import { checkOrder } from '../../flows/documents/order.ts';
import { shippedSamples } from './shipped-samples.ts';

it('a shipped flow gets its own sample first, any other the orders', () => {
  expect(shippedSamples({ id: 'heat_pump' })[0]!.name).toBe('Heat pump with installer');
  expect(shippedSamples({ id: 'returns' }).map(({ name }) => name)).toEqual(['Return for money', 'Return for another one']);
  const orders = shippedSamples({ id: 'mine' });
  expect(orders).toHaveLength(4);
  for (const { body } of orders) expect(checkOrder(body)).toEqual([]);
});
