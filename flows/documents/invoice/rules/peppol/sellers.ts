/** How rules of a country are asked: of sellers there, or of parties that both are there. */
import { elementAt, elementsAt, type XmlElement } from '../../../xml/element.ts';
import { textOf, told } from '../ask.ts';
import type { Rule, Severity } from '../rule.ts';
import type { Tree } from '../tree.ts';

export const seller = 'AccountingSupplierParty/Party';
export const buyer = 'AccountingCustomerParty/Party';

export const countryOf = ({ root }: Tree, party: string): string => told(root, `${party}/PostalAddress/Country/IdentificationCode`).toUpperCase();

export const vatOf = (party: XmlElement | undefined): string => {
  const scheme = elementsAt(party, 'PartyTaxScheme').find((one) => told(one, 'TaxScheme/ID') === 'VAT');
  return told(scheme, 'CompanyID');
};

/** Country of a VAT number, else of the address. */
export const taxCountryOf = (tree: Tree, party: string): string => {
  const at = elementAt(tree.root, party);
  const representative = party === seller ? vatOf(elementAt(tree.root, 'TaxRepresentativeParty')) : '';
  return (vatOf(at).slice(0, 2) || representative.slice(0, 2) || countryOf(tree, party) || 'XX').toUpperCase();
};

/** A rule of sellers of a country, each at an element. */
export const each = (
  id: string,
  words: string,
  applies: (tree: Tree) => boolean,
  where: string,
  isFine: (element: XmlElement, tree: Tree) => boolean,
  flag: Severity = 'fatal',
): Rule => ({
  id,
  flag,
  words,
  *test(tree) {
    if (!applies(tree)) return;
    for (const element of tree.find(where))
      if (!isFine(element, tree)) yield { at: element, value: element.children.length === 0 ? textOf(element) : undefined };
  },
});

export const by =
  (country: string) =>
  (tree: Tree): boolean =>
    countryOf(tree, seller) === country;
export const within =
  (country: string) =>
  (tree: Tree): boolean =>
    countryOf(tree, seller) === country && countryOf(tree, buyer) === country;
