import { expect, test } from 'vitest';
import { authFields, missingIn, secretsOf } from './auth-fields.ts';

const fields = authFields({
  type: 'object',
  required: ['shop', 'token'],
  properties: {
    shop: { type: 'string', title: 'Shop' },
    port: { type: 'integer' },
    token: { type: 'string', 'x-secret': true },
    sign: { type: 'string', 'x-secret': true },
  },
});

test('secret fields stand apart from settings', () => {
  expect([fields.settings.map(({ name }) => name), fields.secrets.map(({ name }) => name)]).toEqual([
    ['shop', 'port'],
    ['token', 'sign'],
  ]);
});

test('only secrets that are changed are sent', () => {
  expect(secretsOf({ token: { value: 'x', ends: '2027-01-14' }, sign: 'forget', other: undefined, empty: { value: '' } })).toEqual({
    secrets: { sign: null, token: 'x' },
    ends: { token: '2027-01-14' },
  });
});

test.each([
  ['nothing is there', {}, {}, [], ['shop', 'token']],
  ['all is given', { shop: 'a' }, { token: { value: 'x' } }, [], []],
  ['the vault holds it', { shop: 'a' }, {}, ['token'], []],
  ['the vault holds it and it is opened, but not typed', { shop: 'a' }, { token: { value: '' } }, ['token'], []],
  ['a needed one is forgotten', { shop: 'a' }, { token: 'forget' as const }, ['token'], ['token']],
] as const)('missing where %s', (_, values, changes, held, missing) => {
  expect(missingIn(fields, values, changes, held)).toEqual(missing);
});
