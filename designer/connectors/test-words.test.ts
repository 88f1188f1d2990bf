import { expect, test } from 'vitest';
import type { ConnectionTest } from '../../server/http/api.ts';
import { headlineOf, waysOut } from './test-words.ts';

const tested: ConnectionTest = {
  ok: false,
  words: 'Shopify does not accept the access token',
  ms: 96,
  reach: 'no-right',
  host: 'acme.myshopify.com',
  tried: [{ call: 'GET https://acme.myshopify.com/shop.json', answer: '401', ok: false, ms: 96 }],
};
const secrets = [{ name: 'accessToken', title: 'Access token' }];

test.each<[ConnectionTest['reach'], RegExp, string[]]>([
  ['signed-in', /^Signed in at acme/, []],
  ['no-right', /^Reached acme.myshopify.com, but it does not let us in$/, ['replace', 'copy']],
  ['nobody', /^Nobody answers at acme/, ['address', 'copy']],
  ['no-place', /nothing at this address/, ['address', 'copy']],
  ['trouble', /none we can use/, ['again', 'copy']],
  ['nothing', /^Nothing could be called/, ['address']],
])('a test that got to "%s" says so and offers at most two ways out', (reach, headline, acts) => {
  expect(headlineOf({ ...tested, reach })).toMatch(headline);
  expect(waysOut({ ...tested, reach }, 'Shopify', secrets).map(({ act }) => act)).toEqual(acts);
});

test('the message for the other side says what was called and what came back', () => {
  const [, theirs] = waysOut(tested, 'Shopify', secrets);
  expect(theirs).toMatchObject({ text: expect.stringContaining('The call GET https://acme.myshopify.com/shop.json is answered: 401.') });
});
