/** One invoice, written as UBL and as CII, gets one verdict, also when a value of it is missing or wrong. */
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../../flow.ts';
import type { Invoice } from '../invoice.ts';
import { readInvoice } from '../read-invoice.ts';
import { validateInvoice } from '../validate.ts';
import { writeCii, writeUbl } from '../write-invoice.ts';
import { cleanCii } from './cii/mutations/clean-cii.ts';

const { invoice } = readInvoice(cleanCii({ category: 'S', rate: '25' }));

type Part = Record<string, unknown>;
const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null;

const pathsOf = (value: unknown, path: string[] = []): string[][] => [
  ...(path.length > 0 ? [path] : []),
  ...(isPart(value) ? Object.entries(value).flatMap(([name, inner]) => pathsOf(inner, [...path, name])) : []),
];

/** The invoice with another value at a path, or none. */
function changed(path: string[], change: (value: unknown) => unknown): Invoice {
  const copy = structuredClone(invoice);
  let at = copy as unknown as Part; // walked by name
  for (const name of path.slice(0, -1)) at = at[name] as Part;
  const last = path.at(-1)!; // a path has a name
  const value = change(at[last]);
  if (value !== undefined) at[last] = value;
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else delete at[last];
  return copy;
}

function verdict(text: string): string[] {
  try {
    return [...new Set(validateInvoice(text).findings.map(({ rule }) => rule))].filter((rule) => /^BR-/.test(rule)).sort();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.problems.map(({ code }) => code);
  }
}

const acts: Record<string, (value: unknown) => unknown> = {
  without: () => undefined,
  'with more of': (value) => (typeof value === 'string' && /^\d+\.\d+$/.test(value) ? (Number(value) + 7).toFixed(2) : value),
  'with decimals in': (value) => (typeof value === 'string' && /^\d+\.\d\d$/.test(value) ? `${value}1` : value),
  'with an unknown': (value) => (typeof value === 'string' && /^[A-Z0-9]{1,4}$/.test(value) ? '?Q?' : value),
};

/** Where the published sets of the two syntaxes ask differently. */
const apart: Record<string, string> = {
  'CII BR-09': 'asked of the invoice in CII, of the address in UBL',
  'CII BR-11': 'asked of the invoice in CII, of the address in UBL',
  'CII BR-20': 'asked of the representative in CII, of the address in UBL',
  'CII BR-CO-15': 'without a currency (BT-5) no total of VAT is in it; UBL asks nothing then',
  'UBL BR-61': 'asked of the payment in UBL, of the account in CII',
  'UBL BR-CO-14': 'UBL has a total of VAT around the breakdown also where its amount is missing',
  'UBL BR-CL-17': 'categories of the breakdown are BR-CL-17 in UBL',
  'CII BR-CL-18': 'and BR-CL-18 in CII',
};

describe('twins', () => {
  const paths = pathsOf(invoice);

  it.each(Object.entries(acts))('%s a value', (name, act) => {
    const wrong: string[] = [];
    let count = 0;
    for (const path of paths) {
      const other = changed(path, act);
      if (JSON.stringify(other) === JSON.stringify(invoice)) continue;
      let pair: [string, string];
      try {
        pair = [writeUbl(other), writeCii(other)];
      } catch {
        continue; // one syntax has no place for it
      }
      count++;
      const [ubl, cii] = pair.map(verdict);
      const differ = [
        ...ubl!.filter((rule) => !cii!.includes(rule)).map((rule) => `UBL ${rule}`),
        ...cii!.filter((rule) => !ubl!.includes(rule)).map((rule) => `CII ${rule}`),
      ];
      const open = differ.filter((one) => apart[one] === undefined);
      if (open.length > 0) wrong.push(`${path.join('/')}: ${open.join(' ')}`);
    }
    if (process.env['RATES']) console.info(`${count} twins ${name} a value`);
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(10);
  });
});
