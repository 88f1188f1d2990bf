/** Totals add up: BR-CO-10 to 18 and 53. Amounts are exact decimals. */
import type Big from 'big.js';
import type { XmlElement } from '../../../xml/element.ts';
import { cents, isNear, numberOf, sumOf, textOf, zero } from '../ask.ts';
import { factsOf, type TotalsFacts } from '../facts.ts';
import type { Rule } from '../rule.ts';

type Maybe = XmlElement | undefined;

/** A total that is not what it should be. */
const differs = (total: Maybe, should: Big | undefined): boolean => should === undefined || !(numberOf(total)?.eq(should) ?? false);

const missOf = (group: XmlElement, total: Maybe, should: Big | undefined) => ({
  at: total ?? group,
  value: total === undefined ? undefined : textOf(total),
  fix: should?.toFixed(2),
});

function ofTotals(
  id: string,
  words: string,
  total: (totals: TotalsFacts) => Maybe,
  should: (totals: TotalsFacts, rule: Parameters<Rule['test']>[0]) => Big | undefined | 'skip',
): Rule {
  return {
    id,
    flag: 'fatal',
    words,
    *test(tree) {
      for (const totals of factsOf(tree).totals) {
        const right = should(totals, tree);
        if (right !== 'skip' && differs(total(totals), right)) yield missOf(totals.element, total(totals), right);
      }
    },
  };
}

/** What an absent amount counts as. */
const orZero = (element: Maybe): Big | undefined => (element === undefined ? zero : numberOf(element));

function plus(...parts: (Big | undefined)[]): Big | undefined {
  let sum = zero;
  for (const part of parts) {
    if (part === undefined) return undefined;
    sum = sum.plus(part);
  }
  return cents(sum);
}

const minus = (value: Big | undefined): Big | undefined => value?.times(-1);

export const totals: Rule[] = [
  ofTotals(
    'BR-CO-10',
    'The sum of line net amounts (BT-106) is the sum of the net amounts of the lines (BT-131).',
    ({ lines }) => lines,
    (_, tree) => cents(sumOf(factsOf(tree).lines.flatMap(({ isCounted, net }) => (isCounted ? [net] : [])))),
  ),
  ofTotals(
    'BR-CO-11',
    'The sum of allowances (BT-107) is the sum of the allowances of the document (BT-92).',
    ({ allowances }) => allowances,
    ({ allowances }, tree) => {
      const all = factsOf(tree).allowances;
      return allowances === undefined && all.length === 0 ? 'skip' : cents(sumOf(all.map(({ amount }) => amount)));
    },
  ),
  ofTotals(
    'BR-CO-12',
    'The sum of charges (BT-108) is the sum of the charges of the document (BT-99).',
    ({ charges }) => charges,
    ({ charges }, tree) => {
      const all = factsOf(tree).charges;
      return charges === undefined && all.length === 0 ? 'skip' : cents(sumOf(all.map(({ amount }) => amount)));
    },
  ),
  ofTotals(
    'BR-CO-13',
    'The total without VAT (BT-109) is the sum of lines (BT-106) less allowances (BT-107) plus charges (BT-108).',
    ({ net }) => net,
    ({ lines, allowances, charges }) => plus(numberOf(lines), minus(orZero(allowances)), orZero(charges)),
  ),
  {
    id: 'BR-CO-14',
    flag: 'fatal',
    words: 'The total VAT (BT-110) is the sum of the tax amounts of the breakdown (BT-117).',
    *test(tree) {
      for (const { element, amount, parts } of factsOf(tree).taxTotals) {
        if (parts === undefined) continue;
        const should = cents(sumOf(parts));
        if (differs(amount, should)) yield missOf(element, amount, should);
      }
    },
  },
  {
    id: 'BR-CO-15',
    flag: 'fatal',
    words: 'The total with VAT (BT-112) is the total without VAT (BT-109) plus the total VAT in the currency of the invoice (BT-110).',
    *test(tree) {
      const { currency, totals: all, taxTotals } = factsOf(tree);
      if (currency === '' && tree.syntax === 'UBL') return;
      const inCurrency = taxTotals.filter(({ amount }) => amount?.attributes['currencyID'] === currency);
      for (const { element, net, gross } of all.length > 0 ? all : [{ element: tree.root, net: undefined, gross: undefined }]) {
        const isOutside = tree.syntax === 'CII' && inCurrency.length === 0;
        const tax = inCurrency.length === 1 ? numberOf(inCurrency[0]!.amount) : isOutside ? zero : undefined;
        const should = plus(numberOf(net), tax);
        if (differs(gross, should)) yield missOf(element, gross, should);
      }
    },
  },
  ofTotals(
    'BR-CO-16',
    'The amount due (BT-115) is the total with VAT (BT-112) less what is paid (BT-113) plus rounding (BT-114).',
    ({ payable }) => payable,
    ({ gross, paid, rounding }) => plus(numberOf(gross), minus(orZero(paid)), orZero(rounding)),
  ),
  {
    id: 'BR-CO-17',
    flag: 'fatal',
    words: 'The tax amount of a VAT breakdown (BT-117) is its taxable amount (BT-116) times its rate (BT-119).',
    *test(tree) {
      for (const { element, taxable, tax, rate: given } of factsOf(tree).breakdown) {
        const amount = numberOf(tax);
        const rate = numberOf(given);
        const base = numberOf(taxable);
        if (given === undefined || rate?.round(0).eq(0)) {
          if (!amount?.round(0).eq(0)) yield missOf(element, tax, zero);
          continue;
        }
        const should = rate === undefined || base === undefined ? undefined : cents(base.abs().times(rate).div(100));
        if (amount === undefined || should === undefined || !isNear(amount.abs(), should, tree.syntax)) yield missOf(element, tax, should);
      }
    },
  },
  {
    id: 'BR-CO-18',
    flag: 'fatal',
    words: 'The invoice has at least one VAT breakdown (BG-23).',
    *test(tree) {
      if (factsOf(tree).breakdown.length === 0 && (tree.syntax === 'UBL' || factsOf(tree).lines.length > 0)) yield { at: tree.root };
    },
  },
  {
    id: 'BR-53',
    flag: 'fatal',
    words: 'Where tax is accounted in another currency (BT-6), the total VAT is also given in it (BT-111).',
    *test(tree) {
      const { taxCurrency } = factsOf(tree);
      if (taxCurrency === '') return;
      const amounts = tree.syntax === 'UBL' ? tree.named('TaxAmount') : tree.named('TaxTotalAmount');
      if (!amounts.some(({ attributes }) => attributes['currencyID'] === taxCurrency)) yield { at: tree.root, value: taxCurrency };
    },
  },
];
