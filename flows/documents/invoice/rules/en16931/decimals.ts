/** Amounts have at most two decimals: BR-DEC, one row per amount. */
import type { XmlElement } from '../../../xml/element.ts';
import { decimalsOf, textOf } from '../ask.ts';
import { type Facts, factsOf } from '../facts.ts';
import type { Rule } from '../rule.ts';

type Maybe = XmlElement | undefined;

const inCurrency =
  (which: 'currency' | 'taxCurrency') =>
  (facts: Facts): Maybe[] =>
    facts[which] === '' ? [] : facts.taxTotals.map(({ amount }) => amount).filter((amount) => amount?.attributes['currencyID'] === facts[which]);

const rows: [id: string, amount: string, of: (facts: Facts) => Maybe[]][] = [
  ['BR-DEC-01', 'An allowance of the document (BT-92)', ({ allowances }) => allowances.map(({ amount }) => amount)],
  ['BR-DEC-02', 'The base of an allowance of the document (BT-93)', ({ allowances }) => allowances.map(({ base }) => base)],
  ['BR-DEC-05', 'A charge of the document (BT-99)', ({ charges }) => charges.map(({ amount }) => amount)],
  ['BR-DEC-06', 'The base of a charge of the document (BT-100)', ({ charges }) => charges.map(({ base }) => base)],
  ['BR-DEC-09', 'The sum of line net amounts (BT-106)', ({ totals }) => totals.map(({ lines }) => lines)],
  ['BR-DEC-10', 'The sum of allowances (BT-107)', ({ totals }) => totals.map(({ allowances }) => allowances)],
  ['BR-DEC-11', 'The sum of charges (BT-108)', ({ totals }) => totals.map(({ charges }) => charges)],
  ['BR-DEC-12', 'The total without VAT (BT-109)', ({ totals }) => totals.map(({ net }) => net)],
  ['BR-DEC-13', 'The total VAT (BT-110)', inCurrency('currency')],
  ['BR-DEC-14', 'The total with VAT (BT-112)', ({ totals }) => totals.map(({ gross }) => gross)],
  ['BR-DEC-15', 'The total VAT in accounting currency (BT-111)', inCurrency('taxCurrency')],
  ['BR-DEC-16', 'The amount paid (BT-113)', ({ totals }) => totals.map(({ paid }) => paid)],
  ['BR-DEC-17', 'The rounding amount (BT-114)', ({ totals }) => totals.map(({ rounding }) => rounding)],
  ['BR-DEC-18', 'The amount due (BT-115)', ({ totals }) => totals.map(({ payable }) => payable)],
  ['BR-DEC-19', 'The taxable amount of a VAT breakdown (BT-116)', ({ breakdown }) => breakdown.map(({ taxable }) => taxable)],
  ['BR-DEC-20', 'The tax amount of a VAT breakdown (BT-117)', ({ breakdown }) => breakdown.map(({ tax }) => tax)],
  ['BR-DEC-23', 'The net amount of a line (BT-131)', ({ lines }) => lines.map(({ net }) => net)],
  ['BR-DEC-24', 'An allowance of a line (BT-136)', ({ lines }) => lines.flatMap(({ allowances }) => allowances.map(({ amount }) => amount))],
  ['BR-DEC-25', 'The base of an allowance of a line (BT-137)', ({ lines }) => lines.flatMap(({ allowances }) => allowances.map(({ base }) => base))],
  ['BR-DEC-27', 'A charge of a line (BT-141)', ({ lines }) => lines.flatMap(({ charges }) => charges.map(({ amount }) => amount))],
  ['BR-DEC-28', 'The base of a charge of a line (BT-142)', ({ lines }) => lines.flatMap(({ charges }) => charges.map(({ base }) => base))],
];

export const decimals: Rule[] = rows.map(([id, amount, of]) => ({
  id,
  flag: 'fatal',
  words: `${amount} has at most two decimals.`,
  *test(tree) {
    for (const element of of(factsOf(tree))) if (element !== undefined && decimalsOf(element) > 2) yield { at: element, value: textOf(element) };
  },
}));
