/** Every way a payment could be allocated: by what it names, and by what its likely payers owe. */
import type { AmountIndex } from './amount-index.ts';
import { type Explained, explainAmount } from './explain-amount.ts';
import type { ItemIndex } from './item-index.ts';
import type { How, Mentions } from './mentions.ts';
import type { Payer } from './payer-index.ts';
import type { OpenItem, Payment, Settings } from './shapes.ts';
import { statedAllocations } from './stated.ts';
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

/** With more open than this, sums of everything are not tried. */
const mostSummed = 200;
/** Beside an exact item, other sums are looked for among so few. */
const fewOthers = 14;
const strength: How[] = ['weak', 'scan', 'tail', 'related', 'number', 'structured'];

export function proposalsOf(
  payment: Payment,
  mentions: Mentions,
  payers: readonly Payer[],
  { byCustomer }: ItemIndex,
  settings: Settings,
  amounts: AmountIndex,
): Proposal[] {
  const proposals: Proposal[] = [];
  const seen = new Set<string>();
  const propose = (payer: Payer, items: OpenItem[], more: Partial<Proposal> = {}): Explained | undefined => {
    const explained = explainAmount(payment, items, settings);
    if (explained !== undefined) proposeAs(payer, items, explained, more);
    return explained;
  };
  const proposeAs = (payer: Payer, items: OpenItem[], explained: Explained, more: Partial<Proposal> = {}): void => {
    const key = items
      .map(({ id }) => id)
      .sort()
      .join(' ');
    if (seen.has(key)) return;
    seen.add(key);
    const hows = items.map((item) => mentions.items.get(item) ?? (mentions.range.includes(item) ? 'number' : undefined));
    const told = hows.filter((how) => how !== undefined).sort((a, b) => strength.indexOf(a) - strength.indexOf(b));
    proposals.push({
      fit: explained.fit,
      allocations: explained.allocations,
      parts: explained.parts,
      items,
      payer,
      named: told[0],
      partlyNamed: told.length > 0 && told.length < items.length,
      only: false,
      hasTwin: false,
      ...more,
    });
  };

  for (const payer of payers) {
    const stated = statedAllocations(payment, mentions, payer.customer.id);
    if (stated !== undefined) proposeAs(payer, stated.items, stated);
    const open = byCustomer.get(payer.customer.id) ?? [];
    const named = [...mentions.items.keys()].filter(({ customer }) => customer === payer.customer.id);
    const sure = named.filter((item) => mentions.items.get(item) !== 'weak');
    if (named.length > 0) fromNames(payer, open, named, sure, propose);
    if (mentions.range.length > 0 && mentions.range.every(({ customer }) => customer === payer.customer.id)) propose(payer, mentions.range);
    fromAmount(payer, open, propose);
  }
  fromGroup();
  return proposals;

  /** One member of a group pays what several of them owe. */
  function fromGroup(): void {
    const all = [...mentions.items.keys()].filter((item) => mentions.items.get(item) !== 'weak');
    const owners = payers.filter(({ customer }) => all.some((item) => item.customer === customer.id));
    const [first] = owners;
    if (first === undefined || owners.length < 2 || first.customer.group === undefined) return;
    if (owners.every(({ customer }) => customer.group === first.customer.group) && new Set(all.map(({ customer }) => customer)).size === owners.length)
      propose(first, all);
  }

  /** Whether others of the few open items sum to one of them: then the amount alone decides nothing. */
  function isSumOfOthers(item: OpenItem, open: OpenItem[]): boolean {
    const others = open.filter((other) => other !== item && other.currency === item.currency);
    return (
      others.length > 1 &&
      others.length <= fewOthers &&
      onlySubset(
        others.map(({ amount }) => amount),
        item.amount,
      ) !== undefined
    );
  }

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
    const fitting = amounts.near(payer.customer.id, payment).flatMap((item) => {
      const fit = explainAmount(payment, [item], settings)?.fit;
      return fit === undefined || fit === 'part' || fit === 'over' ? [] : [{ item, fit }];
    });
    const exact = fitting.filter(({ fit }) => fit === 'exact');
    const best = exact.length > 0 ? exact : fitting;
    const toTheCent = fitting.filter(({ fit }) => fit === 'exact' || fit === 'discount').length;
    for (const { item } of best.slice(0, 5))
      offer(payer, [item], { only: fitting.length === 1, hasTwin: Math.max(best.length, toTheCent) > 1 || isSumOfOthers(item, open) });
    if (exact.length > 0 || open.length < 2 || open.length > mostSummed) return;
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
