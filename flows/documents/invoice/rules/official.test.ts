/** The official documents: unit tests of EN 16931, mutated invoices, examples. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { XmlElement } from '../../xml/element.ts';
import { readXml } from '../../xml/read-xml.ts';
import { validateElement, validateInvoice } from '../validate.ts';

const data = '../shared/data';
const room = `${data}/einvoice`;
const isThere = existsSync(room);
const json = <Read>(file: string): Read => JSON.parse(readFileSync(file, 'utf8')) as Read; // our own data, of known shape

const documents = new Set(['Invoice', 'CreditNote', 'CrossIndustryInvoice']);
const idsOf = (root: XmlElement): string[] => validateElement(root).findings.map(({ rule }) => rule);
const familyOf = (rule: string): string => rule.replace(/-?\d+$/, '');

interface Expectation {
  test: number;
  expect: { kind: 'success' | 'error' | 'warning'; rule: string; number: string | null }[];
}

describe.skipIf(!isThere)(isThere ? 'official documents' : `official documents (skipped: ${room} is absent)`, () => {
  it('gives every unit test of EN 16931 its verdict', () => {
    const expected = json<Record<string, Expectation[]>>(`${room}/en16931-unit/expected.json`);
    const rates = new Map<string, [right: number, all: number]>();
    const wrong: string[] = [];
    for (const [file, tests] of Object.entries(expected)) {
      const bodies = readXml(readFileSync(`${data}/${file}`))
        .children.filter(({ name }) => name === 'test')
        .map(({ children }) => children.find(({ name }) => documents.has(name)));
      for (const { test, expect: wanted } of tests) {
        const found = idsOf(bodies[test - 1]!); // the expectations count the tests of the file
        for (const { kind, rule, number } of wanted) {
          const times = found.filter((id) => id === rule).length;
          const isRight = kind === 'success' ? times === 0 : number === null ? times > 0 : times === Number(number);
          const rate = rates.get(familyOf(rule)) ?? [0, 0];
          rates.set(familyOf(rule), [rate[0] + (isRight ? 1 : 0), rate[1] + 1]);
          if (!isRight) wrong.push(`${file} #${test}: ${rule} ${kind} ${number ?? ''} found ${times}`);
        }
      }
    }
    const all = [...rates.values()].reduce((sum, [, of]) => sum + of, 0);
    if (process.env['RATES'])
      console.info([...rates].map(([family, [right, of]]) => `${family} ${right}/${of}`).join('\n'), `\n${all - wrong.length}/${all}\n${wrong.join('\n')}`);
    expect(wrong).toEqual([]);
  });

  it('finds in every mutated invoice exactly what was done to it', () => {
    const expected = json<Record<string, { 'en16931_1.3.16': Record<string, number>; 'peppol_bis_3.0.19': Record<string, number> }>>(
      `${room}/mutated/expected.json`,
    );
    const wrong = Object.entries(expected).flatMap(([file, { 'en16931_1.3.16': base, 'peppol_bis_3.0.19': peppol }]) => {
      const found = [...new Set(validateInvoice(readFileSync(`${room}/mutated/${file}`)).findings.map(({ rule, severity }) => `${rule}:${severity}`))].sort();
      const wanted = [...Object.keys(base), ...Object.keys(peppol)].sort();
      return found.join() === wanted.join() ? [] : [`${file}: wanted ${wanted.join(' ')}, found ${found.join(' ')}`];
    });
    expect(wrong).toEqual([]);
  });

  it('agrees with the recorded verdict on every complete example', () => {
    const manifest = json<{ path: string; expected: Record<string, Record<string, number> | string> | string }[]>(`${data}/MANIFEST.json`);
    const wrong = manifest.flatMap(({ path, expected }) => {
      const base = typeof expected === 'object' ? expected['en16931_1.3.16'] : undefined;
      if (!/^einvoice\/(bis3|en16931-ex|xrech|facturx)/.test(path) || typeof base !== 'object') return [];
      const { findings, profile } = validateInvoice(readFileSync(`${data}/${path}`));
      const peppol = typeof expected === 'object' && profile === 'peppol-bis-3' ? expected['peppol_bis_3.0.19'] : undefined;
      const wanted = [...Object.keys(base), ...(typeof peppol === 'object' ? Object.keys(peppol) : [])].sort();
      const asked = typeof peppol === 'object' ? findings : findings.filter(({ rule }) => /^(?:BR|UBL|CII)-/.test(rule));
      const found = [...new Set(asked.map(({ rule, severity }) => `${rule}:${severity}`))].sort();
      const missing = wanted.filter((id) => !found.includes(id));
      const extra = found.filter((id) => !wanted.includes(id));
      return missing.length + extra.length === 0 ? [] : [`${path} (${profile}): missing ${missing.join(' ')}, extra ${extra.join(' ')}`];
    });
    expect(wrong).toEqual([]);
  });

  it('validates a full invoice within 10 ms, median', () => {
    const files = readdirSync(`${room}/bis3-examples`).map((file) => readFileSync(`${room}/bis3-examples/${file}`));
    for (const file of files) validateInvoice(file);
    const times = files
      .flatMap((file) =>
        Array.from({ length: 3 }, () => {
          const began = performance.now();
          validateInvoice(file);
          return performance.now() - began;
        }),
      )
      .sort((a, b) => a - b);
    const median = times[Math.floor(times.length / 2)]!;
    if (process.env['RATES']) console.info(`median ${median.toFixed(1)} ms, slowest ${times.at(-1)?.toFixed(1)} ms`);
    expect(median).toBeLessThan(10);
  });
});
