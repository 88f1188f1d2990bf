import { describe, expect, it } from 'vitest';
import { connectorNodes } from '../../connectors/index.ts';
import { checkOrder } from '../../flows/documents/order.ts';
import { writtenOut } from '../../flows/documents/written-out.ts';
import { coreNodes } from '../../nodes/index.ts';
import { outputsOf, wrongOutput } from '../../test/support/wrong-output.ts';
import { madeUp } from './made-up.ts';

describe.each([...coreNodes, ...connectorNodes()])('$type', (type) => {
  it('its made-up output is one it could give', () => {
    const port = typeof type.ports === 'function' ? '*' : type.ports[0]!;
    for (const [one, schema] of Object.entries(outputsOf(type.output!))) {
      const made = madeUp(writtenOut(schema));
      expect(wrongOutput(type, one === '*' ? port : one, made)).toBeUndefined();
    }
  });
});

it('a made-up order has its fields, and only the sums are wrong', () => {
  const codes = checkOrder(madeUp(writtenOut({ $ref: 'order.schema.json' }))).map(({ code }) => code);
  expect(new Set(codes)).toEqual(new Set(['order.arithmetic']));
});

it.each([
  [{ type: 'string', enum: ['b', 'a'] }, 'b'],
  [{ type: ['string', 'null'] }, 'value 1'],
  [{ type: 'array', items: { type: 'boolean' } }, [true]],
  [{ anyOf: [{ type: 'object', properties: { a: { const: 7 } } }, {}] }, { a: 7 }],
  [
    { type: 'object', properties: { amount: { type: 'string' }, currency: { type: 'string' } } },
    { amount: '100.00', currency: 'EUR' },
  ],
  [{}, null],
])('%j is made up as %j', (schema, value) => expect(madeUp(schema)).toEqual(value));
