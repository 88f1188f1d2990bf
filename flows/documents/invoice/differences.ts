/** Where two neutral invoices say something else: pointers. 100 and 100.00 say the same. */
import Big from 'big.js';
import type { Invoice } from './invoice.ts';
import { textsOf } from './pointer.ts';

export function differences(one: Invoice, other: Invoice): string[] {
  const [here, there] = [new Map(textsOf(one)), new Map(textsOf(other))];
  return [...new Set([...here.keys(), ...there.keys()])].filter((pointer) => !isSame(pointer, here.get(pointer), there.get(pointer)));
}

const isNumber = /^-?\d+(?:\.\d+)?$/;
/** Fields that hold numbers; an invoice number 007 is not 7. */
const numbers = /^\/totals\/|\/(?:amount|base|percent|rate|tax|net|gross|discount|quantity)$/;

function isSame(pointer: string, one: string | undefined, other: string | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined || !numbers.test(pointer) || !isNumber.test(one) || !isNumber.test(other)) return false;
  return new Big(one).eq(new Big(other));
}
