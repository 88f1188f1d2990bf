import { describe, expect, test } from 'vitest';
import { formFields, missing, outcomesOf, refusalsByField, sayName } from './form-fields.ts';

const form = {
  type: 'object',
  required: ['quantity', 'outcome'],
  properties: {
    quantity: { type: 'integer', title: 'Quantity' },
    reachable: { type: 'boolean' },
    carrier: { type: 'string', enum: ['DHL', 'DSV', 'GLS', 'UPS', 'own'] },
    priority: { type: 'string', enum: ['normal', 'urgent'] },
    day: { type: 'string', format: 'date' },
    note: { type: 'string', maxLength: 2000 },
    outcome: { type: 'string', enum: ['approve', 'decline'] },
  },
};

describe('the form of a task', () => {
  test.each([
    ['quantity', 'integer'],
    ['reachable', 'yes-no'],
    ['carrier', 'select'],
    ['priority', 'radios'],
    ['day', 'date'],
    ['note', 'long'],
  ])('"%s" is asked by %s', (name, widget) => {
    expect(formFields(form).find((field) => field.name === name)?.widget).toBe(widget);
  });

  test('the outcome is asked by buttons, not by a field', () => {
    expect(outcomesOf(form)).toEqual(['approve', 'decline']);
    expect(formFields(form).map((field) => field.name)).not.toContain('outcome');
  });

  test('a required field that is empty is named before anything is sent; "no" is an answer', () => {
    expect(missing(formFields({ ...form, required: ['quantity', 'reachable'] }), { reachable: false })).toEqual(['quantity']);
  });

  test('a refusal of the hub stands at its field', () => {
    expect(refusalsByField([{ path: '/answer/quantity', message: 'Value must be >= 1.' }])).toEqual({ quantity: 'Value must be >= 1.' });
  });

  test.each([
    ['poNumber', 'Po number'],
    ['terms.open_items', 'Terms open items'],
  ])('%s reads as %s', (name, words) => {
    expect(sayName(name)).toBe(words);
  });
});
