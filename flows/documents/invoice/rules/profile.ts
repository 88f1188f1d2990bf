/** Which profile an invoice says it follows: BT-24, and BT-23 where BT-24 leaves it open. */
import { told } from './ask.ts';
import type { Tree } from './tree.ts';

export type Profile = 'peppol-bis-3' | 'xrechnung' | 'factur-x-minimum' | 'factur-x-basic-wl' | 'factur-x-extended' | 'en16931';

export const specificationOf = ({ syntax, root }: Tree): string =>
  syntax === 'UBL' ? told(root, 'CustomizationID') : told(root, 'ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID');

const processOf = ({ syntax, root }: Tree): string =>
  syntax === 'UBL' ? told(root, 'ProfileID') : told(root, 'ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID');

export function profileOf(tree: Tree): Profile {
  const specification = specificationOf(tree).toLowerCase();
  if (specification.includes('peppol.eu:2017:poacc:billing')) return 'peppol-bis-3';
  if (specification.includes('xrechnung')) return 'xrechnung';
  if (/factur-?x|zugferd/.test(specification)) {
    if (specification.includes('minimum')) return 'factur-x-minimum';
    if (specification.includes('basicwl')) return 'factur-x-basic-wl';
    if (specification.includes('extended')) return 'factur-x-extended';
  }
  const isOpen = specification === '' || specification === 'urn:cen.eu:en16931:2017';
  return isOpen && processOf(tree).startsWith('urn:fdc:peppol.eu:2017:poacc:billing') ? 'peppol-bis-3' : 'en16931';
}
