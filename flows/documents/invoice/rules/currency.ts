/** An invoice speaks one currency. EN 16931 says so in words, no rule of its set asks it; Peppol does (R051), so this is asked of all others. */
import type { XmlElement } from '../../xml/element.ts';
import { factsOf } from './facts.ts';
import type { Rule } from './rule.ts';

export const oneCurrency: Rule = {
  id: 'einvoice.currency_differs',
  flag: 'fatal',
  words: 'Lines and totals are in the currency of the invoice (BT-5).',
  *test(tree) {
    const { currency, lines, totals } = factsOf(tree);
    if (currency === '') return;
    for (const { element } of [...lines, ...totals]) {
      for (const amount of amountsIn(element)) {
        const own = amount.attributes['currencyID']?.trim();
        if (own !== undefined && own !== currency) yield { at: amount, value: own, fix: currency };
      }
    }
  },
};

/** VAT may stand in the currency it is accounted in (BT-111). */
function* amountsIn({ children }: XmlElement): Generator<XmlElement> {
  for (const child of children) {
    if (child.name.endsWith('Amount') && !child.name.startsWith('TaxTotal')) yield child;
    if (child.name !== 'TaxTotal') yield* amountsIn(child);
  }
}
