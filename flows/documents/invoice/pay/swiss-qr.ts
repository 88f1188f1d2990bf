/** The text of a Swiss QR-bill (SPC 0200), structured addresses only. */
import { ProblemError } from '../../../flow.ts';
import { readReference } from '../../references/schemes.ts';
import { isIban } from '../../statement/iban.ts';

export interface SwissParty {
  name: string;
  street?: string;
  number?: string;
  postcode: string;
  city: string;
  country: string;
}

export interface SwissBill {
  iban: string;
  creditor: SwissParty;
  debtor?: SwissParty;
  amount?: string;
  currency: 'CHF' | 'EUR';
  /** QRR with a QR-IBAN, ISO 11649 with any other. */
  reference?: string;
  message?: string;
  /** Swico or other, `//S1/…` */
  billing?: string;
}

/** At most 997 characters, to be drawn at error level M with the Swiss cross. Throws 422 `qr.not_possible`. */
export function swissQr({ iban, creditor, debtor, amount = '', currency, reference, message = '', billing = '' }: SwissBill): string {
  const account = iban.replace(/\s/g, '');
  if (!isIban(account) || !/^(?:CH|LI)/.test(account)) refuse(`${JSON.stringify(iban.slice(0, 40))} is not a Swiss IBAN`);
  if (amount !== '' && !/^\d{1,9}\.\d{2}$/.test(amount)) refuse(`${JSON.stringify(amount.slice(0, 40))} is not an amount with two decimals`);
  const { kind, text } = referenceOf(account, reference);
  const lines = ['SPC', '0200', '1', account, ...address(creditor), ...nobody, amount, currency, ...(debtor === undefined ? nobody : address(debtor))];
  lines.push(kind, text, cut(message, 140), 'EPD', ...(billing === '' ? [] : [cut(billing, 140)]));
  const code = lines.join('\n');
  if ([...code].length > 997) refuse('the code would hold more than 997 characters');
  return code;
}

/** An account whose institution number is 30000 to 31999 only takes QRR. */
export const isQrIban = (iban: string): boolean => /^(?:CH|LI)\d{2}3[01]\d{3}/.test(iban.replace(/\s/g, ''));

function referenceOf(account: string, reference: string | undefined): { kind: string; text: string } {
  if (isQrIban(account)) {
    const text = reference === undefined ? undefined : readReference('QRR', reference);
    return { kind: 'QRR', text: text?.padStart(27, '0') ?? refuse('a QR-IBAN needs a QR reference') };
  }
  if (reference === undefined || reference === '') return { kind: 'NON', text: '' };
  return { kind: 'SCOR', text: readReference('RF', reference) ?? refuse('this account takes references by ISO 11649 only') };
}

const nobody = ['', '', '', '', '', '', ''];
const address = ({ name, street = '', number = '', postcode, city, country }: SwissParty): string[] => [
  'S',
  cut(name, 70),
  cut(street, 70),
  cut(number, 16),
  cut(postcode, 16),
  cut(city, 35),
  country,
];
const cut = (text: string, length: number): string => [...text.replace(/\s+/g, ' ').trim()].slice(0, length).join('');

function refuse(why: string): never {
  throw new ProblemError(422, { code: 'qr.not_possible', path: '', message: `No payment code can be drawn: ${why}.` });
}
