/** What a rule of an e-invoice is, and what it finds. */
import type { XmlElement } from '../../xml/element.ts';
import type { Tree } from './tree.ts';

export type Severity = 'fatal' | 'warning';

/** One thing that is wrong: where, with what, and what helps. */
export interface Finding {
  rule: string;
  severity: Severity;
  /** `/Invoice/InvoiceLine[2]/Price/PriceAmount`. */
  path: string;
  /** Line of the document. */
  line: number;
  message: string;
  /** Business terms of EN 16931 the rule speaks of, `BT-131`. */
  terms: string[];
  value?: string;
  /** A value that would be right, where the document itself tells. */
  fix?: string;
}

/** What a test of a rule reports: the element it failed at, and evidence. */
export interface Miss {
  at: XmlElement;
  value?: string | undefined;
  fix?: string | undefined;
}

export interface Rule {
  id: string;
  flag: Severity;
  words: string;
  /** Every place where the rule does not hold. */
  test(tree: Tree): Iterable<Miss>;
}

/** Business terms are named in the words. */
export const termsOf = (words: string): string[] => words.match(/\bB[TG]-\d+/g) ?? [];

export function runRules(tree: Tree, rules: readonly Rule[], into: Finding[]): void {
  for (const { id, flag, words, test } of rules) {
    for (const { at, value, fix } of test(tree)) {
      const evidence = `${value === undefined ? '' : ` Found ${JSON.stringify(value)}.`}${fix === undefined ? '' : ` Expected ${fix}.`}`;
      into.push({
        rule: id,
        severity: flag,
        path: tree.pathOf(at),
        line: at.line,
        message: `${words}${evidence}`,
        terms: termsOf(words),
        ...(value === undefined ? {} : { value }),
        ...(fix === undefined ? {} : { fix }),
      });
    }
  }
}
