/** The form of a cancellation window. */
import { calendarField } from '../../flows/calendars/schema.ts';
import type { JsonObject } from '../../flows/flow.ts';
import { duration, fields, money } from '../schema.ts';

const name = (title: string): JsonObject => ({ title, anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }] });

const conditions = fields({
  channel: name('Channel'),
  group: name('Customer group'),
  category: name('Category'),
  payment: name('Payment method'),
  risk: name('Risk'),
  preOrder: { type: 'boolean', title: 'Pre-order' },
  quantity: { ...fields({ from: { type: 'number', title: 'From' }, to: { type: 'number', title: 'Below' } }), title: 'Quantity' },
  value: { ...fields({ from: money('From'), to: money('Below') }), title: 'Value' },
});

export const config: JsonObject = {
  ...fields({
    for: duration('Hold for', 'Where no rule fits'),
    rules: {
      type: 'array',
      title: 'Rules',
      description: 'The first that fits decides',
      minItems: 1,
      maxItems: 100,
      items: fields({ title: { type: 'string', title: 'Title' }, when: { ...conditions, title: 'When' }, for: duration('Hold for') }, ['for']),
    },
    clock: {
      type: 'string',
      title: 'Clock starts',
      enum: ['placed', 'received'],
      default: 'placed',
      'x-words': { placed: 'When placed', received: 'When received' },
    },
    calendar: { ...calendarField, description: 'Lengths count open time only' },
    shipBy: {
      title: 'Ship by',
      'x-more': true,
      description: 'The window gives way to this date',
      anyOf: [
        { type: 'string', title: 'A date', 'x-widget': 'datetime' },
        {
          ...fields(
            { at: { type: 'string', title: 'At', 'x-widget': 'datetime' }, pickPack: duration('Pick and pack'), slack: duration('Before carrier cut-off') },
            ['at'],
          ),
          title: 'With times',
        },
      ],
    },
    onEdit: {
      type: 'string',
      title: 'A change',
      enum: ['keeps', 'restarts'],
      default: 'keeps',
      description: 'What a change of the order does to the clock',
      'x-more': true,
    },
  }),
  anyOf: [{ required: ['for'] }, { required: ['rules'] }],
};
