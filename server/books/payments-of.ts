/** A bank entry as payments: one, or each of those inside it where they add up to it. */
import { negated, toUnits } from '../../flows/documents/statement/amount.ts';
import { type Detail, type Entry, type Facts, noFacts } from '../../flows/documents/statement/statement.ts';
import type { PaymentFacts } from './account.ts';
import { digest } from './aliases.ts';

export function paymentsOf(entry: Entry, account: string, key: string, provisional: boolean): PaymentFacts[] {
  const { amount, currency, bookingDate, bankReference, text } = entry;
  const whole: PaymentFacts = {
    id: `${placeOf(account, bookingDate)}${digest(key)}`,
    account,
    entry: key,
    provisional,
    amount,
    currency,
    ...(bookingDate === undefined ? {} : { date: bookingDate }),
    ...said(entry),
    ...(isTakenBack(entry) ? { returned: entry.returned?.code ?? '' } : {}),
  };
  const parts = partsOf(entry);
  if (parts === undefined) return [whole];
  return entry.details.map((detail, at) => ({
    ...whole,
    ...said(detail),
    id: `${whole.id}.${at + 1}`,
    amount: parts[at]!, // one for each
    batch: { amount, text, nth: at + 1, ...(bankReference === undefined ? {} : { bankReference }) },
    ...(detail.returned === undefined ? {} : { returned: detail.returned.code ?? '' }),
  }));
}

/** Where the payments of an account's day stand. */
export const placeOf = (account: string, day = ''): string => `${digest(account)}.${day}.`;

/** As much of a kept entry as tells it from others. */
export function entryOf({ amount, currency, date, bankReference, text, batch }: PaymentFacts): Entry {
  const reference = batch === undefined ? bankReference : batch.bankReference;
  return {
    ...noFacts(),
    line: 0,
    status: 'booked',
    details: [],
    amount: batch?.amount ?? amount,
    currency,
    text: batch?.text ?? text,
    ...(date === undefined ? {} : { bookingDate: date }),
    ...(reference === undefined ? {} : { bankReference: reference }),
  };
}

/** Signed amounts of the payments inside; nothing where they do not explain the entry to the cent. */
function partsOf({ amount, currency, details }: Entry): string[] | undefined {
  if (details.length < 2) return undefined;
  const isOut = amount.startsWith('-');
  const signed = details.flatMap((detail) => signedOf(detail, currency, isOut));
  const sum = signed.reduce((all, part) => all + toUnits(part), 0n);
  return signed.length === details.length && sum === toUnits(amount) ? signed : undefined;
}

function signedOf({ amount, currency }: Detail, ofEntry: string, isOut: boolean): string[] {
  if (amount === undefined || (currency ?? ofEntry) !== ofEntry) return [];
  return [isOut ? negated(amount) : amount];
}

const isTakenBack = ({ returned, reversal }: Entry): boolean => returned !== undefined || reversal === true;

type Said = Pick<PaymentFacts, 'text' | 'references' | 'bankReference' | 'endToEndId' | 'mandate' | 'payer'>;

function said({ text, references, bankReference, endToEndId, mandateId, counterparty }: Facts): Said {
  return {
    text,
    references: references.map(({ reference }) => reference),
    ...(bankReference === undefined ? {} : { bankReference }),
    ...(endToEndId === undefined ? {} : { endToEndId }),
    ...(mandateId === undefined ? {} : { mandate: mandateId }),
    payer: {
      ...(counterparty?.name === undefined ? {} : { name: counterparty.name }),
      ...(counterparty?.account === undefined ? {} : { account: counterparty.account }),
      ...(counterparty?.postcode === undefined ? {} : { postcode: counterparty.postcode }),
    },
  };
}
