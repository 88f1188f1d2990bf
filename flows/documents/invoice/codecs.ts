/** How single values are written in UBL and CII. */
import { ProblemError } from '../../flow.ts';
import type { Codec } from './binding.ts';

const decimalForm = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** A decimal as written; refuses exponents, hex and thousands rather than guess. */
export function readDecimal(text: string, line: number): string {
  if (decimalForm.test(text) || text === '') return text;
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
  throw new ProblemError(422, {
    code: 'einvoice.invalid_amount',
    path: `${line}:1`,
    message: `${shown} at line ${line} is not a plain decimal — write it like 1234.50, without exponent or thousands.`,
  });
}

/** Prices, quantities, percentages. */
export const decimal: Codec = { read: (text, { line }) => readDecimal(text, line), write: (text) => ({ text }) };

/** An amount that names its currency. */
export const amount: Codec = { ...decimal, write: (text, { currency }) => ({ text, attributes: currency === undefined ? {} : { currencyID: currency } }) };

/** An amount in the currency tax is accounted in. */
export const accounted: Codec = {
  ...decimal,
  write: (text, { taxCurrency }) => ({ text, attributes: taxCurrency === undefined ? {} : { currencyID: taxCurrency } }),
};

/** A day as CII has it: 20261126, format 102. */
export const day102: Codec = {
  read: (text) => (/^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text),
  write: (day) => ({ text: /^\d{4}-\d{2}-\d{2}$/.test(day) ? day.replaceAll('-', '') : day, attributes: { format: '102' } }),
};

/** Base64, however it is wrapped. */
export const base64: Codec = { read: (text) => text.replace(/\s+/g, ''), write: (text) => ({ text }) };

/** BT-8: CII counts by UNTDID 2475 what the standard and UBL count by UNTDID 2005. */
const from2475: Record<string, string> = { '5': '3', '29': '35', '72': '432' };
const from2005 = Object.fromEntries(Object.entries(from2475).map(([there, here]) => [here, there]));
export const taxPoint: Codec = { read: (code) => from2475[code] ?? code, write: (code) => ({ text: from2005[code] ?? code }) };
