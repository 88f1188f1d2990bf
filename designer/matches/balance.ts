/** What a person decides about a payment while it is typed: lines, and where the difference goes. Exact in minor units. */
import { exponentOf, fromMinor, parseAmount } from '../../flows/money.ts';
import type { MatchCandidate, MatchConfirm, MatchLine, MatchParts } from '../../server/http/api.ts';
import { amountOf } from '../show/amount.ts';

/** Where money goes that is missing or left. */
export type Way = 'discount' | 'fee' | 'writeOff' | 'fx' | 'onAccount';
export const ways: readonly Way[] = ['discount', 'fee', 'writeOff', 'fx', 'onAccount'];

export interface TypedLine extends MatchLine {
  /** What is typed, as it is typed. */
  typed: string;
}

export interface Draft {
  lines: TypedLine[];
  way?: Way;
  reason?: string;
}

export interface Balance {
  payment: bigint;
  items: bigint;
  /** The payment less the items: negative when money is missing. */
  gap: bigint;
  /** Must be zero before it can be confirmed. */
  left: bigint;
  /** Items whose amount cannot be read, or is more than is open. */
  wrong: Set<string>;
}

export const draftOf = ({ lines, parts }: Pick<MatchCandidate, 'lines' | 'parts'>): Draft => {
  const way = ways.find((each) => !/^-?0*\.?0*$/.test(parts[each]));
  return {
    lines: lines.map((line) => ({ ...line, typed: written(parseAmount(line.clears, line.currency), line.currency) })),
    ...(way === undefined ? {} : { way }),
  };
};

/** An amount as the reader writes it. */
const written = (units: bigint, currency: string): string => amountOf(fromMinor(units, currency));

/** Missing money can be discount, fee or given up; money that is left goes on account; a rate goes both ways. */
export const fits = (way: Way, gap: bigint): boolean => gap !== 0n && (way === 'fx' || (way === 'onAccount') === gap > 0n);

/** Minor units of what a person types: blanks and the reader's own grouping are let through. */
export function readTyped(typed: string, currency: string): bigint | undefined {
  const plain = typed.replace(/[\s\u00a0\u202f'\u2019]/g, '').replace('\u2212', '-');
  const last = Math.max(plain.lastIndexOf(','), plain.lastIndexOf('.'));
  const isDecimal = last >= 0 && plain.length - last - 1 <= Math.max(2, exponentOf(currency));
  const digits = isDecimal ? `${plain.slice(0, last).replace(/[.,]/g, '')}.${plain.slice(last + 1)}` : plain.replace(/[.,]/g, '');
  try {
    return parseAmount(digits.replace(/\.$/, '').replace(/^(-?)0+(?=\d)/, '$1'), currency);
  } catch {
    return undefined;
  }
}

export function balanceOf(amount: string, currency: string, { lines, way }: Draft): Balance {
  const payment = parseAmount(amount, currency);
  const wrong = new Set<string>();
  let items = 0n;
  for (const line of lines) {
    const clears = readTyped(line.typed, currency);
    const open = parseAmount(line.open, line.currency);
    const isWithin = clears !== undefined && line.currency === currency && (open >= 0n ? clears > 0n && clears <= open : clears < 0n && clears >= open);
    if (!isWithin) wrong.add(line.item);
    items += clears ?? 0n;
  }
  const gap = payment - items;
  return { payment, items, gap, left: way !== undefined && fits(way, gap) ? 0n : gap, wrong };
}

/** Pays a part: what is missing stays open, taken from the last lines first. */
export function payPart(amount: string, currency: string, draft: Draft): Draft {
  let missing = -balanceOf(amount, currency, draft).gap;
  const lines = draft.lines.toReversed().map((line) => {
    const clears = readTyped(line.typed, currency) ?? 0n;
    const less = missing <= 0n || clears <= 0n ? 0n : missing < clears ? missing : clears;
    missing -= less;
    return less === 0n ? line : { ...line, typed: written(clears - less, currency) };
  });
  return { lines: lines.toReversed().filter(({ typed }) => readTyped(typed, currency) !== 0n) };
}

/** An item more: as much of it as is left of the payment. */
export function withItem(amount: string, currency: string, draft: Draft, item: MatchLine): Draft {
  if (draft.lines.some((line) => line.item === item.item)) return draft;
  const { gap } = balanceOf(amount, currency, draft);
  const open = parseAmount(item.open, item.currency);
  const clears = open < 0n || gap <= 0n || gap > open ? open : gap;
  return { ...draft, lines: [...draft.lines, { ...item, typed: written(clears, item.currency) }] };
}

/** The part a way takes up, as it is written into the books. */
export const partsOf = ({ way }: Draft, { gap }: Balance, currency: string): Partial<MatchParts> =>
  way !== undefined && fits(way, gap) ? { [way]: fromMinor(gap, currency).amount } : {};

export function confirmationOf(draft: Draft, balance: Balance, currency: string): MatchConfirm {
  return {
    allocations: draft.lines.map(({ item, typed }) => ({ item, amount: fromMinor(readTyped(typed, currency) ?? 0n, currency).amount })),
    parts: partsOf(draft, balance, currency),
    ...(draft.reason === undefined || draft.way !== 'writeOff' ? {} : { reason: draft.reason }),
  };
}
