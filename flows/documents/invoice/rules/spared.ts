/** What EN 16931 asks for and a smaller or larger profile of Factur-X does not have. Everything else is asked of them too. */
import { factsOf } from './facts.ts';
import type { Profile } from './profile.ts';
import type { Finding } from './rule.ts';
import type { Tree } from './tree.ts';

/** MINIMUM and BASIC WL have no lines, so nothing can be compared with them. */
const ofLines = /^(?:BR-16|BR-CO-10|BR-(?:S|Z|E|AE|IC|G|O|AF|AG)-08)$/;
/** A breakdown without a line that asks for it: rated categories answer so when nothing else uses them. */
const ofUse = /^BR-(?:S|AF|AG)-01$/;
/** MINIMUM has neither address of the buyer nor sums nor a breakdown. */
const ofParts = /^BR-(?:1[0-2]|CO-1[34]|CO-18)$/;

/** What EXTENDED adds to the standard is no surplus there. */
const ofSurplus = /^CII-(?:SR|DT)-\d+$/;

export function sparedBy(tree: Tree, profile: Profile): (finding: Finding) => boolean {
  if (profile === 'factur-x-extended') return ({ rule, severity }) => severity === 'warning' && ofSurplus.test(rule);
  if (profile !== 'factur-x-minimum' && profile !== 'factur-x-basic-wl') return () => false;
  const isMinimum = profile === 'factur-x-minimum';
  if (factsOf(tree).lines.length > 0 || (isMinimum && saysMore(tree))) return () => false;
  return ({ rule, path }) => ofLines.test(rule) || (ofUse.test(rule) && path.includes('ApplicableTradeTax')) || (isMinimum && ofParts.test(rule));
}

/** A MINIMUM that gives the sum of lines (BT-106) or a breakdown (BG-23) is more than that, and is held against the whole. */
const saysMore = (tree: Tree): boolean => {
  const { totals, breakdown } = factsOf(tree);
  return breakdown.length > 0 || totals.some(({ lines }) => lines !== undefined);
};
