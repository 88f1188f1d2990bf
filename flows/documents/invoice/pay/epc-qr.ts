/** The text of an EPC069-12 code: a SEPA transfer to scan. */
import { ProblemError } from '../../../flow.ts';
import { readReference } from '../../references/schemes.ts';
import { isIban } from '../../statement/iban.ts';

export interface Transfer {
  name: string;
  iban: string;
  bic?: string;
  /** EUR, two decimals. */
  amount?: string;
  /** Four letters. */
  purpose?: string;
  /** A sound ISO 11649 reference goes as such, anything else as text. */
  reference?: string;
  /** Shown to the payer only. */
  information?: string;
}

/** At most 331 bytes, to be drawn at error level M. Throws 422 `qr.not_possible`. */
export function epcQr({ name, iban, bic = '', amount, purpose = '', reference = '', information = '' }: Transfer): string {
  const account = iban.replace(/\s/g, '');
  const structured = readReference('RF', reference);
  if (!isIban(account)) refuse(`${JSON.stringify(iban.slice(0, 40))} is not an IBAN`);
  if (amount !== undefined && !(/^\d{1,9}(\.\d{1,2})?$/.test(amount) && Number(amount) > 0))
    refuse(`${JSON.stringify(amount.slice(0, 40))} is not an amount in EUR`);
  const lines = ['BCD', '002', '1', 'SCT', bic, cut(name, 70), account, amount === undefined ? '' : `EUR${amount}`, purpose];
  lines.push(structured ?? '', structured === undefined ? cut(reference, 140) : '', cut(information, 70));
  const text = lines.join('\n').replace(/\n+$/, '');
  if (Buffer.byteLength(text) > 331) refuse('the code would hold more than 331 bytes');
  return text;
}

const cut = (text: string, length: number): string => [...text.replace(/\s+/g, ' ').trim()].slice(0, length).join('');

function refuse(why: string): never {
  throw new ProblemError(422, { code: 'qr.not_possible', path: '', message: `No payment code can be drawn: ${why}.` });
}
