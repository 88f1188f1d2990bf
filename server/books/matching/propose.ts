/** Every way a payment could be allocated: by what it names, and by what its likely payers owe. */
import { type Explained, explainAmount, worthOf } from './explain-amount.ts';
import type { ItemIndex } from './item-index.ts';
import type { How, Mentions } from './mentions.ts';
import type { Payer } from './payer-index.ts';
import type { OpenItem, Payment, Settings } from './shapes.ts';
import { onlySubset } from './subset-sum.ts';

export interface Proposal extends Explained {
  items: OpenItem[];
  payer: Payer;
  /** How its items are named, the weakest first; none when only the amount speaks. */
  named: How | undefined;
  /** Some of its items are named, others are not. */
  partlyNamed: boolean;
  /** Nothing else of this payer fits the amount. */
  only: boolean;
  /** Something else of this payer fits the amount as well. */
  hasTwin: boolean;
}

/** Items of one payer looked at one by one; a customer with more open is found by references. */
const mostSingles = 5_000;
const strength: How[] = ['weak', 'scan', 'tail', 'related', 'number', 'structured'];

export function proposalsOf(payment: Payment, mentions: Mentions, payers: readonly Payer[], { byCustomer }: ItemIndex, settings: Settings): Proposal[] {
  const proposals: Proposal[] = [];
  const seen = new Set<string>();
  const propose = (payer: Payer, items: OpenItem[], more: Partial<Proposal> = {}): Explained | undefined => {
    const explained = explainAmount(payment, items, settings);
    const key = items
      .map(({ id }) => id)
      .sort()
      .join(' ');
    if (explained === undefined || seen.has(key)) return explained;
    seen.add(key);
    const hows = items.map((item) => mentions.items.get(item) ?? (mentions.range.includes(item) ? 'number' : undefined));
    const told = hows.filter((how) => how !== undefined).sort((a, b) => strength.indexOf(a) - strength.indexOf(b));
    proposals.push({
      ...explained,
      items,
      payer,
      named: told[0],
      partlyNamed: told.length > 0 && told.length < items.length,
      only: false,
      hasTwin: false,
      ...more,
    });
    return explained;
  };

  for (const payer of payers) {
    const open = byCustomer.get(payer.customer.id) ?? [];
    const named = [...mentions.items.keys()].filter(({ customer }) => customer === payer.customer.id);
    const sure = named.filter((item) => mentions.items.get(item) !== 'weak');
    if (named.length > 0) fromNames(payer, open, named, sure, propose);
    if (mentions.range.length > 0 && mentions.range.every(({ customer }) => customer === payer.customer.id)) propose(payer, mentions.range);
    fromAmount(payer, open, propose);
  }
  return proposals;

  function fromNames(payer: Payer, open: OpenItem[], named: OpenItem[], sure: OpenItem[], offer: typeof propose): void {
    const explained = offer(payer, named);
    if (sure.length > 0 && sure.length < named.length) offer(payer, sure);
    if (explained?.fit === 'exact') return;
    const total = named.reduce((sum, { amount }) => sum + amount, 0n);
    const credits = open.filter((item) => item.amount < 0n && item.currency === payment.currency && !named.includes(item));
    const taken =
      credits.length > 0 && total > payment.amount
        ? onlySubset(
            credits.map(({ amount }) => amount),
            payment.amount - total,
            1,
          )
        : undefined;
    if (taken !== undefined && taken !== 'many') offer(payer, [...named, ...taken.at.map((at) => credits[at]!)]); // places of the list
    if (named.length > 2) {
      const some = onlySubset(
        named.map(({ amount }) => amount),
        payment.amount,
        1,
      );
      if (some !== undefined && some !== 'many')
        offer(
          payer,
          some.at.map((at) => named[at]!),
        ); // places of the list
    }
  }

  /** Single items first; sums of several only when no single one fits. */
  function fromAmount(payer: Payer, open: OpenItem[], offer: typeof propose): void {
    const fitting = open.slice(0, mostSingles).flatMap((item) => {
      const value = worthOf(item, payment);
      const fit = value === undefined ? undefined : explainAmount(payment, [item], settings)?.fit;
      return fit === undefined || fit === 'part' || fit === 'over' ? [] : [{ item, fit }];
    });
    const exact = fitting.filter(({ fit }) => fit === 'exact');
    const best = exact.length > 0 ? exact : fitting;
    for (const { item } of best.slice(0, 5)) offer(payer, [item], { only: fitting.length === 1, hasTwin: best.length > 1 });
    if (exact.length > 0 || open.length < 2) return;
    const sameCurrency = open.filter(({ currency }) => currency === payment.currency);
    const all = sameCurrency.reduce((sum, { amount }) => sum + amount, 0n);
    if (sameCurrency.length > 1 && all === payment.amount) {
      const several =
        sameCurrency.length > 40 ||
        onlySubset(
          sameCurrency.map(({ amount }) => amount),
          payment.amount,
        ) === 'many';
      offer(payer, sameCurrency, { only: !several, hasTwin: several && sameCurrency.length <= 40 });
      return;
    }
    const subset = onlySubset(
      sameCurrency.map(({ amount }) => amount),
      payment.amount,
    );
    if (subset !== undefined && subset !== 'many')
      offer(
        payer,
        subset.at.map((at) => sameCurrency[at]!),
        { only: fitting.length === 0 },
      ); // places of the list
  }
}
