/** Allowances and charges of document and lines: amount, category, reason. */
import { type ChargeFacts, type Facts, factsOf } from '../facts.ts';
import type { Rule } from '../rule.ts';

interface Place {
  group: string;
  of(facts: Facts): ChargeFacts[];
  /** Rule and term per question; a line's allowance has no category of its own. */
  amount: [id: string, term: string];
  category?: [id: string, term: string];
  reason: [id: string, again: string, terms: string];
}

const places: Place[] = [
  {
    group: 'An allowance of the document (BG-20)',
    of: ({ allowances }) => allowances,
    amount: ['BR-31', 'BT-92'],
    category: ['BR-32', 'BT-95'],
    reason: ['BR-33', 'BR-CO-21', 'BT-97, BT-98'],
  },
  {
    group: 'A charge of the document (BG-21)',
    of: ({ charges }) => charges,
    amount: ['BR-36', 'BT-99'],
    category: ['BR-37', 'BT-102'],
    reason: ['BR-38', 'BR-CO-22', 'BT-104, BT-105'],
  },
  {
    group: 'An allowance of a line (BG-27)',
    of: ({ lines }) => lines.flatMap(({ allowances }) => allowances),
    amount: ['BR-41', 'BT-136'],
    reason: ['BR-42', 'BR-CO-23', 'BT-139, BT-140'],
  },
  {
    group: 'A charge of a line (BG-28)',
    of: ({ lines }) => lines.flatMap(({ charges }) => charges),
    amount: ['BR-43', 'BT-141'],
    reason: ['BR-44', 'BR-CO-24', 'BT-144, BT-145'],
  },
];

export const charges: Rule[] = places.flatMap(({ group, of, amount, category, reason }) => {
  const rule = (id: string, words: string, isFine: (one: ChargeFacts) => boolean): Rule => ({
    id,
    flag: 'fatal',
    words,
    *test(tree) {
      for (const one of of(factsOf(tree))) if (!isFine(one)) yield { at: one.element };
    },
  });
  const hasReason = (one: ChargeFacts): boolean => one.reason !== undefined || one.reasonCode !== undefined;
  const [reasonId, again, terms] = reason;
  return [
    rule(amount[0], `${group} has an amount (${amount[1]}).`, (one) => one.amount !== undefined),
    ...(category === undefined ? [] : [rule(category[0], `${group} has a VAT category (${category[1]}).`, (one) => one.category !== undefined)]),
    rule(reasonId, `${group} has a reason or its code (${terms}).`, hasReason),
    rule(again, `${group} says its reason as text, as code or both (${terms}).`, hasReason),
  ];
});
