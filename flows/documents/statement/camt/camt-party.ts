import { elementAt, elementsAt, textAt, type XmlElement } from '../../xml/element.ts';
import { given } from '../given.ts';
import type { Party } from '../statement.ts';
import { tidy } from '../text.ts';

/** A party of RltdPties: v01 to v07 write it plain, from v08 it is wrapped in Pty or Agt. */
export function partyOf(parties: XmlElement | undefined, role: string): Party {
  const outer = elementAt(parties, role);
  const agent = elementAt(outer, 'Agt/FinInstnId') ?? elementAt(outer, 'FinInstnId');
  const party = elementAt(outer, 'Pty') ?? agent ?? outer;
  const address = elementAt(party, 'PstlAdr');
  const name = textAt(party, 'Nm') ?? textAt(party, 'NmAndAdr/Nm');
  const street = [textAt(address, 'StrtNm'), textAt(address, 'BldgNb')].filter(Boolean).join(' ');
  const lines = elementsAt(address, 'AdrLine').map(({ text }) => tidy(text));
  const ids = elementsAt(party, 'Id').flatMap(idsOf);
  return {
    ...(name === undefined ? {} : { name: tidy(name) }),
    ...(street === '' ? {} : { street: tidy(street) }),
    ...given('postcode', textAt(address, 'PstCd')),
    ...given('city', textAt(address, 'TwnNm')),
    ...given('country', textAt(address, 'Ctry')),
    ...(lines.length === 0 ? {} : { lines }),
    ...(ids.length === 0 ? {} : { ids }),
  };
}

/** IBAN, else whatever number the bank gives an account. */
export function accountOf(account: XmlElement | undefined): string | undefined {
  const id = elementAt(account, 'Id');
  const number = textAt(id, 'IBAN') ?? textAt(id, 'BBAN') ?? textAt(id, 'UPIC') ?? textAt(id, 'PrtryAcct/Id') ?? textAt(id, 'Othr/Id');
  return number?.replace(/\s/g, '');
}

/** BIC, else number in a clearing system, else name. */
export function bankOf(servicer: XmlElement | undefined): string | undefined {
  const bank = elementAt(servicer, 'FinInstnId') ?? servicer;
  return (
    textAt(bank, 'BICFI') ??
    textAt(bank, 'BIC') ??
    textAt(bank, 'CmbndId/BIC') ??
    textAt(bank, 'ClrSysMmbId/MmbId') ??
    textAt(bank, 'ClrSysMmbId/Id') ??
    textAt(bank, 'Nm')
  );
}

/** Every identifier of a firm or person, at whatever depth the version keeps it. */
function idsOf(id: XmlElement): string[] {
  const found: string[] = [];
  const walk = (element: XmlElement): void => {
    if (['SchmeNm', 'Issr', 'DtAndPlcOfBirth', 'IdTp'].includes(element.name)) return;
    if (element.children.length === 0 && element.text.trim() !== '') found.push(tidy(element.text));
    element.children.forEach(walk);
  };
  id.children.forEach(walk);
  return found;
}
