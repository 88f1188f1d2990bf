import { describe, expect, it } from 'vitest';
import { project } from './project.ts';
import type { Viewer } from './viewer.ts';

const viewer = (role: Viewer['role']): Viewer => ({ tenant: 'main', id: 'p', name: 'P', email: '', role });

describe('what an operator sees', () => {
  it.each<[string, unknown, unknown]>([
    ['an IBAN keeps its last four', { iban: 'SE45 5000 0000 0583 9825 7466' }, { iban: '•••• 7466' }],
    [
      'whatever the spelling of the field',
      { customer_IBAN: 'SE4550000000058398257466', 'account-number': 12345678901 },
      { customer_IBAN: '•••• 7466', 'account-number': '•••• 8901' },
    ],
    ['an account as an object is hidden whole', { bankAccount: { holder: 'Åsa', iban: 'x' } }, { bankAccount: '••••' }],
    ['margin in any form', { lines: [{ marginPercent: 12, price: '5.00' }] }, { lines: [{ marginPercent: '••••', price: '5.00' }] }],
    ['an IBAN in a sentence', { text: 'IBAN DE89 3704 0044 0532 0130 00 was refused' }, { text: 'IBAN •••• 3000 was refused' }],
    ['an order number that only looks like one', { text: 'Order DE12 3704 0044 0532 0130 00' }, { text: 'Order DE12 3704 0044 0532 0130 00' }],
    ['a field that is empty stays empty', { iban: null }, { iban: null }],
    ['numbers, flags and nulls', { a: 1, b: true, c: null }, { a: 1, b: true, c: null }],
  ])('%s', (_name, given, seen) => {
    expect(project(viewer('operator'), 'run', given)).toEqual(seen);
  });

  it('a drawing is shown as drawn', () => {
    const run = { drawing: { nodes: { pay: { config: { iban: { $expr: 'order.iban' } } } } } };
    expect(project(viewer('operator'), 'run', run)).toEqual(run);
  });
});

it('an admin sees everything, and the very same object', () => {
  const run = { iban: 'SE4550000000058398257466', margin: 5 };
  expect(project(viewer('admin'), 'run', run)).toBe(run);
});
