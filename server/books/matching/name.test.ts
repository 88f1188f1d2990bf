import { describe, expect, test } from 'vitest';
import { readFebrl } from '../../../test/support/generated-book.ts';
import { hasRealData, realText, whySkipped } from '../../../test/support/real-data.ts';
import { matchInput } from './match-documents.ts';
import { foldPostcode, likeness, readName } from './name.ts';

const alike = (one: string, other: string): number => likeness(readName(one), readName(other));

test.each([
  ['Siemens Aktiengesellschaft', 'SIEMENS AG'],
  ['Kaltwasser GmbH & Co. KG', 'kaltwasser'],
  ['OOO Oboronnye', 'Oboronnye OOO'],
  ['1st National Bank', 'First National Bank'],
  ['A.B.C. Company', 'ABC Company'],
  ['Müller Söhne', 'MULLER SOHNE'],
  ['Nordlys Varme AS', 'Nordlysvarme'],
])('%s and %s are one firm', (one, other) => {
  expect(alike(one, other)).toBeGreaterThanOrEqual(0.88);
});

test.each([
  ['Deutsche Bank AG', 'Deutsche Bank GmbH'],
  ['BAE Systems, Inc.', 'BAE Industries, Inc.'],
  ['Management Company 23', 'Management Company'],
  ['Con Traffic', 'Pro Traffic'],
])('%s and %s are two', (one, other) => {
  expect(alike(one, other)).toBeLessThan(0.88);
});

test('postcodes lose blanks and the country', () => {
  expect(['SE-114 55', '1011 ab', 'ec1a 1bb'].map(foldPostcode)).toEqual(['11455', '1011AB', 'EC1A1BB']);
});

describe.skipIf(!hasRealData)(`noisy names${whySkipped}`, () => {
  test('company pairs: alike when they are one firm', () => {
    const pairs = JSON.parse(realText('matching/names/company-pairs.json')) as { query: string; candidate: string; match: boolean }[];
    const told = pairs.map((pair) => ({ ...pair, is: alike(pair.query, pair.candidate) }));
    const said = told.filter(({ is }) => is >= 0.88);
    const right = said.filter(({ match }) => match).length;
    const all = told.filter(({ match }) => match).length;
    console.log(`company pairs, N ${pairs.length}: precision ${(right / said.length).toFixed(2)}, recall ${(right / all).toFixed(2)}`);
    if (process.env['SHOW_MISSES'])
      for (const one of told.filter(({ is, match }) => is >= 0.88 !== match)) console.log(one.is.toFixed(2), one.match, one.query, '|', one.candidate);
    expect(right / said.length).toBeGreaterThan(0.87);
    expect(right / all).toBeGreaterThan(0.57);
  });

  test('febrl: the payer of a payment with one open invoice each, by name and postcode alone', () => {
    const written = readFebrl(realText('matching/febrl/dataset1.csv')).filter(({ noisy }) => noisy.length > 0);
    const items = written.map(({ name, postcode }, at) => ({ id: `i${at}`, customer: { id: `C${at}`, name, postcode }, amount: '100.00', currency: 'EUR' }));
    const payments = written.map(({ noisy }, at) => ({ id: `p${at}`, amount: '100.00', currency: 'EUR', name: noisy[0]!.name, postcode: noisy[0]!.postcode }));
    const answers = matchInput(JSON.parse(JSON.stringify(items)), JSON.parse(JSON.stringify(payments)));
    const count = (decision: string, isRight: boolean): number =>
      answers.filter((answer, at) => answer.decision === decision && (answer.allocations[0]?.item === `i${at}`) === isRight).length;
    console.log(
      `febrl dataset1, N ${answers.length}: automatic ${count('AUTO', true)} right, ${count('AUTO', false)} wrong; suggested ${count('SUGGEST', true)} right, ${count('SUGGEST', false)} wrong`,
    );
    expect(count('AUTO', false)).toBe(0);
    expect(count('AUTO', true) + count('SUGGEST', true)).toBeGreaterThan(0.6 * answers.length);
  });
});
