/** What both syntaxes are asked alike: how a Peppol rule is written, and that the amount of a line comes out. */
import { cents, numberAt, numberOf, sumOf, textOf, zero } from '../ask.ts';
import { factsOf } from '../facts.ts';
import type { Miss, Rule, Severity } from '../rule.ts';
import type { Tree } from '../tree.ts';

export const rule = (id: string, words: string, test: (tree: Tree) => Iterable<Miss>, flag: Severity = 'fatal'): Rule => ({
  id: `PEPPOL-${id}`,
  flag,
  words,
  test,
});

/** Amounts that differ by no more are the same to Peppol. */
export const near = (a: ReturnType<typeof cents>, b: ReturnType<typeof cents>): boolean => a.minus(b).abs().lte('0.02');

/** `base` leads from a line to the quantity its price is for. */
export const lineAmount = (base: string): Rule =>
  rule(
    'EN16931-R120',
    'The net amount of a line (BT-131) is quantity (BT-129) times price (BT-146) per base quantity (BT-149), plus charges, less allowances.',
    function* (tree) {
      for (const { element, net, quantity, price, charges: more, allowances: less } of factsOf(tree).lines) {
        const per = numberAt(element, base);
        const each = (numberOf(price) ?? zero).div(per === undefined || per.eq(0) ? 1 : per);
        const count = quantity === undefined ? zero.plus(1) : (numberOf(quantity) ?? zero);
        const should = count
          .times(each)
          .plus(cents(sumOf(more.map(({ amount }) => amount))))
          .minus(cents(sumOf(less.map(({ amount }) => amount))));
        if (!near(numberOf(net) ?? zero, should)) yield { at: net ?? element, value: net && textOf(net), fix: cents(should).toFixed(2) };
      }
    },
  );
