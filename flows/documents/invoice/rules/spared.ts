/** What EN 16931 asks for and a smaller or larger profile of Factur-X does not have. Everything else is asked of them too. */
import { factsOf } from './facts.ts';
import type { Profile } from './profile.ts';
import type { Finding } from './rule.ts';
import type { Tree } from './tree.ts';

/** MINIMUM and BASIC WL have no lines, so nothing can be compared with them. */
const ofLines = /^(?:BR-16|BR-CO-10|BR-(?:S|Z|E|AE|IC|G|O|AF|AG)-08)$/;
/** A breakdown without a line that asks for it: rated categories answer so when nothing else uses them. */
const ofUse = /^BR-(?:S|AF|AG)-01$/;
/** MINIMUM has no address of the buyer, */
const ofBuyer = /^BR-1[01]$/;
/** and neither sums nor a breakdown. */
const ofSums = /^BR-(?:12|CO-1[348])$/;

/** What EXTENDED adds to the standard is no surplus there. */
const ofSurplus = /^CII-(?:SR|DT)-\d+$/;

export function sparedBy(tree: Tree, profile: Profile): (finding: Finding) => boolean {
  if (profile === 'factur-x-extended') return ({ rule, severity }) => severity === 'warning' && ofSurplus.test(rule);
  if (profile !== 'factur-x-minimum' && profile !== 'factur-x-basic-wl') return () => false;
  const isMinimum = profile === 'factur-x-minimum';
  const isShort = factsOf(tree).lines.length === 0 && !(isMinimum && saysMore(tree));
  return ({ rule, path }) => {
    if (isMinimum && ofBuyer.test(rule)) return true;
    if (!isShort) return false;
    return ofLines.test(rule) || (ofUse.test(rule) && path.includes('ApplicableTradeTax')) || (isMinimum && ofSums.test(rule));
  };
}

/** A MINIMUM that gives the sum of lines (BT-106) or a breakdown (BG-23) says more than the profile, and its sums are held against the whole. */
const saysMore = (tree: Tree): boolean => {
  const { totals, breakdown } = factsOf(tree);
  return breakdown.length > 0 || totals.some(({ lines }) => lines !== undefined);
};
