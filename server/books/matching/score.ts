/** Weighs a proposal: evidence adds up as log-odds, the logistic function makes a chance of it. */
import type { Mentions } from './mentions.ts';
import type { Payer } from './payer-index.ts';
import type { Proposal } from './propose.ts';
import type { Payment } from './shapes.ts';

export interface Scored extends Proposal {
  p: number;
  evidence: string[];
  /** What speaks against it; with any of these a person decides. */
  against: string[];
}

/** Odds before anything is known. */
const bias = -4;
const naming = { structured: 8, number: 5, related: 3, tail: 3.5, scan: 3.5, weak: 2 } as const;
/** A short number whose item fits to the cent and whose payer is known is hardly chance. */
const shortButFitting = 4.5;
const namingWords = {
  structured: 'structured reference',
  number: 'number',
  related: 'order or contract number',
  tail: 'cut number',
  scan: 'misread number',
  weak: 'short number',
} as const;
const fitting = { exact: 3, discount: 2.5, fee: 2, fx: 2, part: 0, over: -1 } as const;
const fittingWords = {
  exact: 'the amount is exact',
  discount: 'the amount is exact less the cash discount',
  fee: 'the amount is right but for a bank fee',
  fx: 'the amount is right at the day rate',
  part: 'it pays a part',
  over: 'it pays more than is open',
} as const;

export const chance = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

export function score(proposal: Proposal, payment: Payment, mentions: Mentions, payers: readonly Payer[]): Scored {
  const evidence: string[] = [];
  const against: string[] = [];
  let odds = bias;
  const weigh = (weight: number, words: string): void => {
    odds += weight;
    (weight < 0 ? against : evidence).push(words);
  };
  const { payer, named, items, fit } = proposal;
  const { customer } = payer;

  if (named !== undefined) {
    const numbers = items.filter((item) => mentions.items.has(item) || mentions.range.includes(item)).map(({ number }) => number);
    const weight = named === 'weak' && fit === 'exact' && isKnown(payer) ? shortButFitting : naming[named];
    weigh(proposal.partlyNamed ? weight / 2 : weight, `${namingWords[named]} of ${listed(numbers)} is named`);
  }
  odds += fitting[fit];
  (fit === 'over' ? against : evidence).push(fittingWords[fit]);
  if (fit === 'part' && items.length > 1) weigh(-2, 'it does not pay all that it names');
  if (proposal.only && named === undefined) weigh(2, `nothing else of ${customer.name} fits`);

  if (payer.alias >= 2) weigh(5, `the payer was confirmed ${payer.alias} times as ${customer.name}`);
  else if (payer.alias === 1) weigh(2.5, `the payer was confirmed once as ${customer.name}`);
  else if (payer.ownAccount) weigh(5, `the account is ${customer.name}'s own`);
  if (mentions.customers.has(customer)) weigh(3, `customer number of ${customer.name}`);
  if (payer.likeness >= 0.95) weigh(2, `the name is ${customer.name}`);
  else if (payer.likeness >= 0.88) weigh(1, `the name is like ${customer.name}`);
  if (payer.samePostcode) weigh(1.5, `postcode ${customer.postcode}`);

  const owners = new Set(items);
  const others = [...mentions.items].filter(([item, how]) => !owners.has(item) && how !== 'weak' && how !== 'related');
  const foreign = others.find(([item]) => item.customer !== customer.id);
  if (foreign !== undefined) weigh(-6, `${foreign[0].number} of another customer is named`);
  else if (others[0] !== undefined && !isWithin(mentions, proposal)) weigh(-4, `${others[0][0].number} is named too`);
  const unclear = [...mentions.items].find(([item, how]) => how === 'weak' && !owners.has(item));
  if (unclear !== undefined && named === undefined) weigh(-2, `${unclear[0].number} may be named`);
  if (mentions.strange.length > 0 && named !== 'structured') weigh(-4, `${listed(mentions.strange)} is named and not open`);
  const rightful = payers.find((other) => other.customer !== customer && isSure(other) && !isSameGroup(other, payer));
  if (rightful !== undefined && !isSure(payer)) weigh(-3, `the payer is ${rightful.customer.name}`);
  const lookalike = payers.find(
    (other) =>
      other.customer !== customer && other.likeness >= 0.88 && other.likeness >= payer.likeness && Number(other.samePostcode) >= Number(payer.samePostcode),
  );
  if (lookalike !== undefined && named === undefined && !isSure(payer) && !mentions.customers.has(customer))
    weigh(-1, `${lookalike.customer.name} has the same name`);
  if (proposal.hasTwin && (named === undefined || named === 'weak' || named === 'related')) weigh(-3, 'another open item has the same amount');
  if (payment.date !== undefined && items.some(({ date, amount }) => amount > 0n && date !== undefined && date > payment.date!))
    weigh(-1, 'it was paid before the invoice'); // checked in the same line
  return { ...proposal, p: chance(odds), evidence, against };
}

/** A list whose range reading is the proposal names nothing beside it. */
const isWithin = (mentions: Mentions, { items }: Proposal): boolean => mentions.range.length > 0 && mentions.range.length === items.length;

const isSure = ({ alias, ownAccount, likeness, samePostcode }: Payer): boolean => alias >= 2 || ownAccount || (likeness >= 0.95 && samePostcode);

const isKnown = (payer: Payer): boolean => isSure(payer) || payer.alias > 0 || payer.likeness >= 0.88;

const isSameGroup = (one: Payer, other: Payer): boolean => one.customer.group !== undefined && one.customer.group === other.customer.group;

const listed = (numbers: readonly string[]): string =>
  numbers.length > 3 ? `${numbers.slice(0, 3).join(', ')} and ${numbers.length - 3} more` : numbers.join(', ');
