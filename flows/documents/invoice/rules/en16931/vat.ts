/** The families of VAT rules: ten categories, ten questions each. What differs between them is a row. */
import type Big from 'big.js';
import { cents, isNear, numberOf, textOf, zero } from '../ask.ts';
import { type Facts, factsOf } from '../facts.ts';
import type { Miss, Rule } from '../rule.ts';
import type { Tree } from '../tree.ts';

interface Family {
  id: string;
  code: string;
  name: string;
  /** One breakdown for the category, or one per rate. */
  breakdowns: 'one' | 'perRate';
  rate: 'positive' | 'zero' | 'notNegative' | 'none';
  /** Whose tax numbers must be there; answers true when they are. */
  parties(facts: Facts): boolean;
  numbers: string;
  /** Whether a breakdown must say why no VAT is charged, or must not. */
  reason: 'needed' | 'forbidden';
}

const sellerKnown = ({ sellerTax, representativeVat }: Facts): boolean => sellerTax || representativeVat;
const sellerVat = (facts: Facts): boolean => facts.sellerVat || facts.representativeVat;
const anySeller = 'the VAT or tax number of the seller (BT-31, BT-32) or the VAT number of its representative (BT-63)';

const families: Family[] = [
  { id: 'S', code: 'S', name: 'standard rated', breakdowns: 'perRate', rate: 'positive', parties: sellerKnown, numbers: anySeller, reason: 'forbidden' },
  { id: 'Z', code: 'Z', name: 'zero rated', breakdowns: 'one', rate: 'zero', parties: sellerKnown, numbers: anySeller, reason: 'forbidden' },
  { id: 'E', code: 'E', name: 'exempt', breakdowns: 'one', rate: 'zero', parties: sellerKnown, numbers: anySeller, reason: 'needed' },
  {
    id: 'AE',
    code: 'AE',
    name: 'reverse charge',
    breakdowns: 'one',
    rate: 'zero',
    parties: (facts) => sellerKnown(facts) && (facts.buyerVat || facts.buyerLegal),
    numbers: `${anySeller}, and the VAT or registration number of the buyer (BT-48, BT-47)`,
    reason: 'needed',
  },
  {
    id: 'IC',
    code: 'K',
    name: 'intra-community supply',
    breakdowns: 'one',
    rate: 'zero',
    parties: (facts) => sellerVat(facts) && facts.buyerVat,
    numbers: 'the VAT number of the seller (BT-31) or its representative (BT-63), and that of the buyer (BT-48)',
    reason: 'needed',
  },
  {
    id: 'G',
    code: 'G',
    name: 'export outside the EU',
    breakdowns: 'one',
    rate: 'zero',
    parties: sellerVat,
    numbers: 'the VAT number of the seller (BT-31) or its representative (BT-63)',
    reason: 'needed',
  },
  {
    id: 'O',
    code: 'O',
    name: 'not subject to VAT',
    breakdowns: 'one',
    rate: 'none',
    parties: (facts) => !facts.sellerVat && !facts.representativeVat && !facts.buyerVat,
    numbers: 'no VAT number of seller (BT-31), representative (BT-63) or buyer (BT-48)',
    reason: 'needed',
  },
  {
    id: 'AF',
    code: 'L',
    name: 'IGIC of the Canary Islands',
    breakdowns: 'perRate',
    rate: 'notNegative',
    parties: sellerKnown,
    numbers: anySeller,
    reason: 'forbidden',
  },
  {
    id: 'AG',
    code: 'M',
    name: 'IPSI of Ceuta and Melilla',
    breakdowns: 'perRate',
    rate: 'notNegative',
    parties: sellerKnown,
    numbers: anySeller,
    reason: 'forbidden',
  },
];

const rateWords = { positive: 'a rate above zero', zero: 'the rate 0', notNegative: 'a rate of 0 or more', none: 'no rate' };

function isRight(wanted: Family['rate'], rate: Parameters<typeof numberOf>[0]): boolean {
  if (wanted === 'none') return rate === undefined;
  const value = numberOf(rate);
  if (value === undefined) return false;
  return wanted === 'zero' ? value.eq(0) : wanted === 'positive' ? value.gt(0) : value.gte(0);
}

const places = [
  { of: (facts: Facts) => facts.lines, group: 'A line', term: 'BT-151', rateTerm: 'BT-152' },
  { of: (facts: Facts) => facts.allowances, group: 'An allowance of the document', term: 'BT-95', rateTerm: 'BT-96' },
  { of: (facts: Facts) => facts.charges, group: 'A charge of the document', term: 'BT-102', rateTerm: 'BT-103' },
] as const;

const rulesOf = (family: Family): Rule[] => {
  const { id, code, name } = family;
  const rule = (number: string, words: string, test: (facts: Facts, tree: Tree) => Iterable<Miss>): Rule => ({
    id: `BR-${id}-${number}`,
    flag: 'fatal',
    words,
    test: (tree) => test(factsOf(tree), tree),
  });
  const inBreakdown = (facts: Facts) => facts.breakdown.filter(({ category }) => category?.code === code);
  /** What lines, charges and allowances of the category come to, in cents each; of one rate where it counts. */
  const sumsOf = (facts: Facts): ((rate?: Big) => Big) => {
    const groups = [facts.lines.map((one) => ({ ...one, amount: one.isCounted ? one.net : undefined })), facts.charges, facts.allowances].map((group) => {
      const sums = new Map<string, Big>();
      for (const { category, amount } of group) {
        if (category?.code !== code) continue;
        for (const rate of ['all', numberOf(category.rate)?.toString()]) {
          if (rate !== undefined) sums.set(rate, (sums.get(rate) ?? zero).plus(numberOf(amount) ?? zero));
        }
      }
      return sums;
    });
    return (rate) => {
      const [lines = zero, charges = zero, allowances = zero] = groups.map((sums) => cents(sums.get(rate?.toString() ?? 'all') ?? zero));
      return lines.plus(charges).minus(allowances);
    };
  };

  return [
    rule(
      '01',
      `An invoice with ${name} items has ${family.breakdowns === 'one' ? 'exactly one VAT breakdown' : 'a VAT breakdown'} (BG-23) with category ${code} (BT-118).`,
      function* (facts, tree) {
        const isUsed = places.some(({ of }) =>
          of(facts).some((one) => one.category?.code === code || ('categories' in one && one.categories.some((further) => further.code === code))),
        );
        const count = inBreakdown(facts).length;
        if (family.breakdowns === 'one' ? (isUsed || count > 0) && count !== 1 : isUsed !== count > 0)
          yield { at: inBreakdown(facts)[0]?.element ?? tree.root, value: code };
      },
    ),
    ...places.map(({ of, group, term }, at) =>
      rule(`0${at + 2}`, `${group} that is ${name} (${term}) needs ${family.numbers}.`, function* (facts) {
        const first = of(facts).find(({ category }) => category?.code === code);
        if (first !== undefined && !family.parties(facts)) yield { at: first.category?.element ?? first.element };
      }),
    ),
    ...places.map(({ of, group, term, rateTerm }, at) =>
      rule(`0${at + 5}`, `${group} that is ${name} (${term}) has ${rateWords[family.rate]} (${rateTerm}).`, function* (facts) {
        for (const { category } of of(facts)) {
          if (category?.code !== code || isRight(family.rate, category.rate)) continue;
          yield { at: category.rate ?? category.element, value: category.rate && textOf(category.rate), fix: family.rate === 'zero' ? '0' : undefined };
        }
      }),
    ),
    rule('08', `The taxable amount (BT-116) of a breakdown that is ${name} is what lines, charges and allowances with it come to.`, function* (facts) {
      const sums = sumsOf(facts);
      for (const { element, taxable, category } of inBreakdown(facts)) {
        const rate = family.breakdowns === 'perRate' ? numberOf(category?.rate) : undefined;
        if (family.breakdowns === 'perRate' && rate === undefined) continue;
        const should = sums(rate);
        const amount = numberOf(taxable);
        if (amount === undefined || !isNear(amount, should)) yield { at: taxable ?? element, value: taxable && textOf(taxable), fix: should.toFixed(2) };
      }
    }),
    rule(
      '09',
      family.breakdowns === 'one'
        ? `The tax amount (BT-117) of a breakdown that is ${name} is 0.`
        : `The tax amount (BT-117) of a breakdown that is ${name} is its taxable amount (BT-116) times its rate (BT-119).`,
      function* (facts, { syntax }) {
        for (const { element, taxable, tax, category } of inBreakdown(facts)) {
          const amount = numberOf(tax);
          const base = numberOf(taxable);
          const rate = numberOf(category?.rate);
          const should = family.breakdowns === 'one' ? zero : base === undefined || rate === undefined ? undefined : cents(base.abs().times(rate).div(100));
          const isFine = amount !== undefined && should !== undefined && (family.breakdowns === 'one' ? amount.eq(0) : isNear(amount.abs(), should, syntax));
          if (!isFine) yield { at: tax ?? element, value: tax && textOf(tax), fix: should?.toFixed(2) };
        }
      },
    ),
    rule(
      '10',
      family.reason === 'needed'
        ? `A breakdown that is ${name} says why: exemption reason (BT-120) or code (BT-121).`
        : `A breakdown that is ${name} has no exemption reason (BT-120) or code (BT-121).`,
      function* (facts) {
        for (const { element, reason, reasonCode } of inBreakdown(facts)) {
          const isSaid = reason !== undefined || reasonCode !== undefined;
          if (isSaid !== (family.reason === 'needed')) yield { at: reason ?? reasonCode ?? element };
        }
      },
    ),
  ];
};

/** Supplies within the union say when or where goods went. */
const community: Rule[] = [
  {
    id: 'BR-IC-11',
    flag: 'fatal',
    words: 'An intra-community supply says the day of delivery (BT-72) or the period it is invoiced for (BG-14).',
    *test(tree) {
      if (!factsOf(tree).breakdown.some(({ category }) => category?.code === 'K')) return;
      const said =
        tree.syntax === 'UBL'
          ? tree.find('Delivery/ActualDeliveryDate|/InvoicePeriod/StartDate|/InvoicePeriod/EndDate')
          : tree.find(
              'ActualDeliverySupplyChainEvent/OccurrenceDateTime|ApplicableHeaderTradeSettlement/BillingSpecifiedPeriod/StartDateTime|ApplicableHeaderTradeSettlement/BillingSpecifiedPeriod/EndDateTime',
            );
      if (!said.some((one) => textOf(one) !== '' || one.children.length > 0)) yield { at: tree.root };
    },
  },
  {
    id: 'BR-IC-12',
    flag: 'fatal',
    words: 'An intra-community supply says the country it is delivered to (BT-80).',
    *test(tree) {
      if (!factsOf(tree).breakdown.some(({ category }) => category?.code === 'K')) return;
      const countries = tree.find(
        'Delivery/DeliveryLocation/Address/Country/IdentificationCode|ApplicableHeaderTradeDelivery/ShipToTradeParty/PostalTradeAddress/CountryID',
      );
      if (!countries.some((country) => textOf(country) !== '')) yield { at: tree.root };
    },
  },
];

/** What is not subject to VAT does not mix. */
const outside: Rule[] = [
  {
    id: 'BR-O-11',
    flag: 'fatal',
    words: 'An invoice that is not subject to VAT has no other VAT breakdown (BG-23).',
    *test(tree) {
      const { breakdown } = factsOf(tree);
      if (!breakdown.some(({ category }) => category?.code === 'O')) return;
      const other = breakdown.find(({ category }) => category !== undefined && category.code !== 'O');
      if (other !== undefined) yield { at: other.element };
    },
  },
  ...places.map(
    ({ of, group, term }, at): Rule => ({
      id: `BR-O-${at + 12}`,
      flag: 'fatal',
      words: `${group} of an invoice that is not subject to VAT has category O (${term}).`,
      *test(tree) {
        const facts = factsOf(tree);
        if (!facts.breakdown.some(({ category }) => category?.code === 'O')) return;
        const other = of(facts).find(({ category }) => category !== undefined && category.code !== 'O');
        if (other !== undefined) yield { at: other.category?.element ?? other.element, value: other.category?.code, fix: 'O' };
      },
    }),
  ),
];

const hasCategory = (tree: Tree, code: string): boolean => {
  const { lines, allowances, charges, breakdown } = factsOf(tree);
  return [lines, allowances, charges, breakdown].some((group) => group.some(({ category }) => category?.code === code));
};

/** Split payment is a matter of Italy. */
const split: Rule[] = [
  {
    id: 'BR-B-01',
    flag: 'fatal',
    words: 'Split payment, category B (BT-151, BT-95, BT-102), is for invoices within Italy.',
    *test(tree) {
      if (!hasCategory(tree, 'B')) return;
      const countries =
        tree.syntax === 'UBL'
          ? tree.find(
              'AccountingSupplierParty/Party/PostalAddress/Country/IdentificationCode|AccountingCustomerParty/Party/PostalAddress/Country/IdentificationCode',
            )
          : tree.find('SellerTradeParty/PostalTradeAddress/CountryID|BuyerTradeParty/PostalTradeAddress/CountryID');
      if (countries.length < 2 || countries.some((country) => textOf(country) !== 'IT')) yield { at: tree.root };
    },
  },
  {
    id: 'BR-B-02',
    flag: 'fatal',
    words: 'Split payment, category B (BT-151, BT-95, BT-102), and standard rated, category S, do not stand in one invoice.',
    *test(tree) {
      if (hasCategory(tree, 'B') && hasCategory(tree, 'S')) yield { at: tree.root };
    },
  },
];

export const vat: Rule[] = [...families.flatMap(rulesOf), ...community, ...outside, ...split];
