/** Validates an e-invoice: which rules hold for it is told by its syntax, its profile and its issue date. */
import { ProblemError } from '../../flow.ts';
import type { XmlElement } from '../xml/element.ts';
import { readXml } from '../xml/read-xml.ts';
import { readDecimal } from './codecs.ts';
import { findNotUsed } from './rules/not-used.ts';
import { packOf } from './rules/packs.ts';
import { type Profile, profileOf } from './rules/profile.ts';
import { type Finding, runRules } from './rules/rule.ts';
import { type RuleSyntax, type Tree, treeOf } from './rules/tree.ts';

export interface Validation {
  syntax: RuleSyntax;
  profile: Profile;
  /** The rules it was held against, `EN 16931 1.3.16`. */
  packs: string[];
  findings: Finding[];
}

const documents: Record<string, RuleSyntax> = {
  'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2 Invoice': 'UBL',
  'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2 CreditNote': 'UBL',
  'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100 CrossIndustryInvoice': 'CII',
};

/** Throws 422 `einvoice.unknown_document` for other documents, and what readXml throws. */
export const validateInvoice = (source: string | Uint8Array): Validation => validateElement(readXml(source));

export function validateElement(root: XmlElement): Validation {
  const syntax = documents[`${root.namespace} ${root.name}`];
  if (syntax === undefined) {
    throw new ProblemError(422, {
      code: 'einvoice.unknown_document',
      path: '1:1',
      message: `${root.name} of ${root.namespace === '' ? 'no namespace' : root.namespace} is not supported — send a UBL 2.1 Invoice or CreditNote or a UN/CEFACT CrossIndustryInvoice.`,
    });
  }
  const tree = treeOf(root, syntax);
  refuseNumbers(tree);
  const profile = profileOf(tree);
  const pack = packOf(tree, profile);
  const found: Finding[] = [];
  runRules(tree, pack.rules, found);
  findNotUsed(tree, pack.notUsed, found);
  return { syntax, profile, packs: pack.names, findings: found.flatMap(pack.rename) };
}

const numeric = /(?:Amount|Quantity|Percent|Numeric)$/;

/** What cannot be read one way only is no number: 1e5, 0x1F, 1,234.50. */
function refuseNumbers({ elements }: Tree): void {
  for (const { name, text, line } of elements) if (numeric.test(name)) readDecimal(text.trim(), line);
}
