/**
 * The rules in force for an invoice. Packs are dated: a document of a day is held against the pack of that day.
 * Before the oldest pack shipped here, the newest is used.
 */
import { elementAt } from '../../xml/element.ts';
import { numberOf, textOf, told, zero } from './ask.ts';
import { cii, ciiUnused } from './cii/index.ts';
import { oneCurrency } from './currency.ts';
import { en16931 } from './en16931/index.ts';
import { factsOf } from './facts.ts';
import type { NotUsed } from './not-used.ts';
import { peppolCii } from './peppol/cii.ts';
import { peppol } from './peppol/index.ts';
import type { Profile } from './profile.ts';
import type { Finding, Rule } from './rule.ts';
import { sparedBy } from './spared.ts';
import type { Tree } from './tree.ts';
import { ubl, ublUnused } from './ubl/index.ts';

export interface Pack {
  names: string[];
  rules: readonly Rule[];
  notUsed: NotUsed;
  /** As the pack calls it; nothing where it does not know the rule. */
  rename(finding: Finding): Finding[];
}

/** May 2026 turned mandatory on this day, November 2025 on the one before. */
const may2026 = '2026-08-24';
const november2025 = '2026-02-23';

const isOlder = (day: string): boolean => day >= november2025 && day < may2026;

function issuedOn({ syntax, root }: Tree): string {
  if (syntax === 'UBL') return told(root, 'IssueDate');
  const day = told(root, 'ExchangedDocument/IssueDateTime/DateTimeString');
  return /^\d{8}$/.test(day) ? `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` : '';
}

/** What 1.3.16 renamed; null where it is new. */
function olderName(rule: string): string | null {
  const family = /^BR-A([FG])-(\d+)$/.exec(rule);
  if (family !== null) return `BR-I${family[1] === 'F' ? 'G' : 'P'}-${family[2]}`;
  return rule === 'UBL-SR-54' ? 'BR-66' : rule === 'UBL-SR-55' ? 'BR-67' : rule === 'UBL-SR-56' ? null : rule;
}

/** Asked until 1.3.15. */
const dueOrTerms: Rule = {
  id: 'BR-CO-25',
  flag: 'fatal',
  words: 'Where an amount is due (BT-115), the invoice says when (BT-9) or on what terms (BT-20).',
  *test(tree) {
    const isDue = factsOf(tree).totals.some(({ payable }) => (numberOf(payable) ?? zero).gt(0));
    const said = tree.find(
      '/DueDate|/PaymentTerms/Note|PaymentMeans/PaymentDueDate|SpecifiedTradePaymentTerms/DueDateDateTime|SpecifiedTradePaymentTerms/Description',
    );
    if (isDue && !said.some((one) => textOf(one) !== '' || elementAt(one, 'DateTimeString') !== undefined)) yield { at: tree.root };
  },
};

const all = { UBL: [...en16931, ...ubl], CII: [...en16931, ...cii] };
const older = { UBL: [...all.UBL, dueOrTerms], CII: [...all.CII, dueOrTerms] };

export function packOf(tree: Tree, profile: Profile): Pack {
  const { syntax } = tree;
  const isOld = isOlder(issuedOn(tree));
  const isPeppol = profile === 'peppol-bis-3';
  const ofPeppol = syntax === 'UBL' ? peppol : peppolCii;
  const base = isOld ? older[syntax] : all[syntax];
  const isSpared = sparedBy(tree, profile);
  return {
    names: [`EN 16931 ${isOld ? '1.3.15' : '1.3.16'}`, ...(isPeppol ? [`Peppol BIS Billing ${isOld ? '3.0.18' : '3.0.19'}`] : [])],
    rules: isPeppol ? [...base, ...ofPeppol, ...(syntax === 'CII' ? [oneCurrency] : [])] : [...base, oneCurrency],
    notUsed: syntax === 'UBL' ? ublUnused : ciiUnused,
    rename(finding) {
      if (isSpared(finding)) return [];
      const rule = isOld ? olderName(finding.rule) : finding.rule;
      return rule === null ? [] : [rule === finding.rule ? finding : { ...finding, rule }];
    },
  };
}
