/** How buyers of the demo pay: the whole or a part, with a reference the bank passes on, wraps, cuts short, or that is wrong. */
import { createRequire } from 'node:module';
import type { DayEntry } from '../../../flows/documents/statement/camt/write-camt053.ts';
import type { JsonObject, Money } from '../../../flows/flow.ts';
import { fromMinor, minus, plus, toMinor } from '../../../flows/money.ts';
import { objectOf, textOf } from '../../../nodes/json-fields.ts';
import type { SandboxStore } from '../server/store.ts';
import type { Bill } from './bill.ts';

const require = createRequire(import.meta.url);

/** `structured`: in its own field; `wrapped`: broken across lines; `cut`: its end is lost; `wrong`: that of another invoice. */
export const quotings = ['structured', 'wrapped', 'cut', 'wrong'] as const;
export type Quoting = (typeof quotings)[number];

export interface BankFile {
  name: string;
  content: string;
}

const widest = 35;
const opening: Money = { amount: '120000.00', currency: 'EUR' };

/** The bank's file of the day with this one payment. */
export function payBill(bill: Bill, amount: Money, quoting: Quoting, payer: NonNullable<DayEntry['other']>, store: SandboxStore, now: number): BankFile {
  const sequence = store.next('bank.statement');
  const at = new Date(now).toISOString();
  const id = `SBX${at.slice(0, 10).replaceAll('-', '')}${String(sequence).padStart(5, '0')}`;
  const before = balanceIn(store, amount.currency);
  const after = plus(before, amount);
  store.put('bank.balance', amount.currency, { balance: { ...after } });
  const ref = `${id}-1`;
  const { writeCamt053 } =
    require('../../../flows/documents/statement/camt/write-camt053.ts') as typeof import('../../../flows/documents/statement/camt/write-camt053.ts'); // at its first need
  const content = writeCamt053({
    id,
    sequence,
    account: bill.account,
    owner: bill.payee,
    at,
    opening: before.amount,
    closing: after.amount,
    currency: amount.currency,
    entries: [{ ref, amount, side: 'credit', other: payer, ...quoted(bill, quoting) }],
  });
  store.put('bank.payment', ref, { id: ref, number: bill.number, amount: { ...amount }, reference: bill.reference, quoting, at });
  return { name: `${id}.camt.053.xml`, content };
}

/** What is left of a bill once `paid` came in; never below zero. */
export function restOf(bill: Bill, store: SandboxStore): Money {
  const whole: Money = { amount: bill.payable, currency: bill.currency };
  const paid = store.list('bank.payment').filter(({ number, quoting }) => number === bill.number && quoting !== 'wrong');
  const rest = paid.reduce((left, { amount }) => minus(left, moneyOf(amount, bill.currency)), whole);
  return toMinor(rest) < 0n ? fromMinor(0n, bill.currency) : rest;
}

function quoted({ number, reference }: Bill, quoting: Quoting): Pick<DayEntry, 'lines' | 'creditorReference'> {
  if (quoting === 'structured') return reference.startsWith('RF') ? { lines: [], creditorReference: reference } : { lines: [reference] };
  if (quoting === 'wrapped') return { lines: wrapped(`STANDING ORDER PAYMENT, YOUR ${number} OF THIS MONTH`) };
  if (quoting === 'cut') return { lines: [`PAYMENT OF YOUR INVOICE ${number}`.slice(0, -2)] };
  return { lines: [`INVOICE ${number.replace(/\d+$/, (digits) => String(Number(digits) + 700).padStart(digits.length, '0'))}`] };
}

const wrapped = (text: string): string[] => Array.from({ length: Math.ceil(text.length / widest) }, (_, at) => text.slice(at * widest, (at + 1) * widest));

const balanceIn = (store: SandboxStore, currency: string): Money => {
  const kept = store.get('bank.balance', currency)?.['balance'];
  return kept === undefined ? { ...opening, currency } : moneyOf(kept, currency);
};

const moneyOf = (value: JsonObject[string] | undefined, currency: string): Money => ({ amount: textOf(objectOf(value)['amount']) ?? '0', currency });
