import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGs1, withGs1Check } from './gs1.ts';
import { kindsOf, makeReference, type ReferenceKind, readReference, schemes } from './schemes.ts';

const vectors: [ReferenceKind, string][] = [
  ['RF', 'RF18 5390 0754 7034'],
  ['KID10', '12345674'],
  ['KID11', '12345674'],
  ['OGM', '+++090/9337/55493+++'],
  ['QRR', '21 00000 00003 13947 14300 09017'],
  ['VIITE', '1234561'],
  ['RF', 'RF34 1234561'],
  ['OCR', '1234566'],
];

describe('structured references', () => {
  it.each(vectors)('%s holds %s', (kind, text) => {
    expect(readReference(kind, text)).toBeDefined();
  });

  it.each(vectors)('%s refuses %s with one digit changed', (kind, text) => {
    const changed = text.replace(/\d(?=\D*\d\D*$)/, (digit) => String((Number(digit) + 1) % 10));
    expect(readReference(kind, changed)).toBeUndefined();
  });

  it.each(Object.keys(schemes) as ReferenceKind[])('%s reads what it makes and prints', (kind) => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 999_999_999 }), (number) => {
        const made = makeReference(kind, String(number));
        expect(readReference(kind, schemes[kind].print(made))).toBe(kind === 'QRR' ? made.padStart(27, '0') : made);
        expect(kindsOf(made)).toContain(kind);
      }),
    );
  });

  it.each(Object.keys(schemes) as ReferenceKind[])('%s notices any single wrong digit', (kind) => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000, max: 999_999 }), fc.nat(20), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const made = makeReference(kind, String(number));
        const digits = [...made.matchAll(/\d/g)].map(({ index }) => index);
        const index = digits[at % digits.length]!;
        const wrong = made.slice(0, index) + ((Number(made[index]) + by) % 10) + made.slice(index + 1);
        // The Dutch digit writes 10 as 1 and so cannot tell every change.
        if (kind !== 'BETALINGSKENMERK') expect(readReference(kind, wrong)).toBeUndefined();
      }),
    );
  });

  it('refuses a number a scheme cannot hold', () => {
    expect(() => makeReference('OGM', '12345678901')).toThrow(/cannot hold/);
    expect(() => makeReference('KID10', 'A')).toThrow(/cannot hold/);
  });

  it('reads what stands on a Danish slip', () => {
    const made = makeReference('FIK71', '12345');
    expect(readReference('FIK71', `+71<${made}+87654321<`)).toBe(made);
  });

  it('checks GS1 numbers', () => {
    expect(withGs1Check('10614141123456789')).toBe('106141411234567897');
    expect(withGs1Check('730001000000')).toBe('7300010000001');
    expect(isGs1('SSCC', '106141411234567897')).toBe(true);
    expect(isGs1('GLN', '7300010000002')).toBe(false);
  });
});

const file = join(import.meta.dirname, '../../../../shared/data/references/structured-references.json');
const absent = !existsSync(file);

describe.skipIf(absent)(`references of public projects${absent ? ' (skipped: ../shared/data is absent)' : ''}`, () => {
  const samples = absent ? {} : (JSON.parse(readFileSync(file, 'utf8')) as Record<string, (string | [string, string])[]>);
  it.each([
    ['iso11649_valid', 'RF', true],
    ['swiss_qrr_esr_valid', 'QRR', true],
    ['swiss_invalid', 'QRR', false],
  ] as const)('%s', (list, kind, sound) => {
    expect(samples[list]!.length).toBeGreaterThan(0);
    for (const sample of samples[list]!) {
      const text = typeof sample === 'string' ? sample : sample[0];
      expect([text, readReference(kind, text) !== undefined]).toEqual([text, sound]);
    }
  });
});
