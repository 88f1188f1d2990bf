import { describe, expect, it } from 'vitest';
import type { Json } from './flow.ts';
import { findSensitive, hideSensitive } from './sensitive.ts';

const card = '4111 1111 1111 1111';

describe('what should not lie about', () => {
  it.each<[string, Json, string[]]>([
    ['a password by its name', { user: 'ada', password: 'x1' }, ['secret /password']],
    ['a token deep inside', { a: [{ accessToken: 'abc' }] }, ['secret /a/0/accessToken']],
    ['a bearer by its shape', { note: 'Bearer abcdefghij' }, ['secret /note']],
    ['a card with blanks', { payment: { number: card } }, ['card /payment/number']],
    ['a card inside a text', { note: `paid by ${card}, thanks` }, ['card /note']],
    ['a card as a number', { n: 5555555555554444 }, ['card /n']],
    ['a name with a slash', { 'a/b': { pin: '1234' } }, ['secret /a~1b/pin']],
  ])('finds %s', (_, value, found) => {
    expect(findSensitive(value).map(({ kind, path }) => `${kind} ${path}`)).toEqual(found);
  });

  it.each<[string, Json]>([
    ['an order number', { number: '#2047', id: 880100200300 }],
    ['a long id with a wrong check digit', { id: '4111111111111112' }],
    ['a phone number', { phone: '+46 70 123 45 67' }],
    ['an article with digits', { sku: '7350012345678' }],
    ['a decimal', { amount: '4111111111111111.11' }],
    ['what is hidden already', { password: '•••' }],
    ['a shipping note', { shipping: 'standard', passage: 'x', tokens: 3 }],
  ])('leaves %s alone', (_, value) => {
    expect(findSensitive(value)).toEqual([]);
  });

  it('makes it unreadable and leaves the rest', () => {
    const value: Json = { number: 'A-1', token: 'abc', note: `paid by ${card}`, lines: [{ sku: 'X' }] };
    const safe = hideSensitive(value, findSensitive(value));
    expect(safe).toEqual({ number: 'A-1', token: '•••', note: 'paid by •••1111', lines: [{ sku: 'X' }] });
    expect(findSensitive(safe)).toEqual([]);
  });
});
