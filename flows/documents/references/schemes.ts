/**
 * Structured payment references by scheme. A bare number passes a scheme by chance once in ten:
 * take a reference for one only where the creditor's account uses the scheme and the number was issued.
 */
import { ProblemError } from '../../flow.ts';
import { luhn, mod10Recursive, mod11, mod11Dutch, mod97, mod731 } from './check-digits.ts';

export type ReferenceKind = 'RF' | 'KID10' | 'KID11' | 'OGM' | 'QRR' | 'VIITE' | 'OCR' | 'OCR-LENGTH' | 'FIK71' | 'FIK75' | 'BETALINGSKENMERK';

export interface ReferenceScheme {
  /** ISO 3166-1; none where it holds everywhere. */
  country?: string;
  /** What is left when blanks and decoration are taken off. */
  compact(text: string): string;
  /** Whether a compact reference has the right form and check digits. */
  isSound(compact: string): boolean;
  /** The reference for a body (digits; letters too for RF). */
  make(body: string): string;
  /** As it is printed. */
  print(compact: string): string;
}

const bare = (text: string): string => text.replace(/[\s.]/g, '');
const grouped = (text: string, size: number): string => text.replace(new RegExp(`(.{${size}})(?=.)`, 'g'), '$1 ');
/** Groups of five counted from the right, as giro slips have it. */
const fromRight = (text: string): string => text.replace(/(?<=.)(?=(?:.{5})+$)/g, ' ');
const same = (text: string): string => text;

/** A number whose last sign checks the others. */
function trailing(form: RegExp, check: (body: string) => string, rest: Partial<ReferenceScheme> = {}): ReferenceScheme {
  return {
    compact: bare,
    isSound: (text) => form.test(text) && check(text.slice(0, -1)) === text.slice(-1),
    make: (body) => body + check(body),
    print: same,
    ...rest,
  };
}

const ogmCheck = (body: string): string => String(mod97(body) || 97).padStart(2, '0');

export const schemes: Record<ReferenceKind, ReferenceScheme> = {
  /** ISO 11649 */
  RF: {
    compact: (text) => bare(text).toUpperCase(),
    isSound: (text) => /^RF\d{2}[A-Z0-9]{1,21}$/.test(text) && mod97(text.slice(4) + text.slice(0, 4)) === 1,
    make: (body) => `RF${String(98 - mod97(`${body.toUpperCase()}RF00`)).padStart(2, '0')}${body.toUpperCase()}`,
    print: (text) => grouped(text, 4),
  },
  KID10: trailing(/^\d{2,25}$/, luhn, { country: 'NO' }),
  KID11: trailing(/^\d{1,24}[\d-]$/, mod11, { country: 'NO' }),
  OGM: {
    country: 'BE',
    compact: (text) => text.replace(/[\s+*/.]/g, ''),
    isSound: (text) => /^\d{12}$/.test(text) && ogmCheck(text.slice(0, 10)) === text.slice(10),
    make: (body) => body.padStart(10, '0') + ogmCheck(body),
    print: (text) => `+++${text.slice(0, 3)}/${text.slice(3, 7)}/${text.slice(7)}+++`,
  },
  /** Shorter ones are the former ESR; zeros in front say nothing. */
  QRR: trailing(/^\d{5,27}$/, mod10Recursive, {
    country: 'CH',
    make: (body) => body.padStart(26, '0') + mod10Recursive(body),
    print: (text) => fromRight(text.padStart(27, '0')),
  }),
  VIITE: trailing(/^\d{4,20}$/, mod731, { country: 'FI', compact: (text) => bare(text).replace(/^0+/, ''), print: fromRight }),
  OCR: trailing(/^\d{2,25}$/, luhn, { country: 'SE' }),
  /** The last but one is the length, the check digit counted. */
  'OCR-LENGTH': {
    country: 'SE',
    compact: bare,
    isSound: (text) => /^\d{3,25}$/.test(text) && Number(text.at(-2)) === text.length % 10 && luhn(text.slice(0, -1)) === text.slice(-1),
    make: (body) => withCheck(`${body}${(body.length + 2) % 10}`),
    print: same,
  },
  FIK71: trailing(/^\d{15}$/, luhn, { country: 'DK', compact: fikOf('71'), make: (body) => withCheck(body.padStart(14, '0')) }),
  FIK75: trailing(/^\d{16}$/, luhn, { country: 'DK', compact: fikOf('75'), make: (body) => withCheck(body.padStart(15, '0')) }),
  BETALINGSKENMERK: {
    country: 'NL',
    compact: bare,
    isSound: (text) => /^\d{16}$/.test(text) && mod11Dutch(text.slice(1)) === text[0],
    make: (body) => mod11Dutch(body.padStart(15, '0')) + body.padStart(15, '0'),
    print: (text) => grouped(text, 4),
  },
};

/** The compact form of a sound reference, undefined otherwise. */
export function readReference(kind: ReferenceKind, text: string): string | undefined {
  const compact = schemes[kind].compact(text);
  return schemes[kind].isSound(compact) ? compact : undefined;
}

/** The reference for an invoice or customer number; throws 422 `reference.not_possible` where the scheme cannot hold it. */
export function makeReference(kind: ReferenceKind, number: string): string {
  const body = kind === 'RF' ? number.replace(/[^A-Za-z0-9]/g, '') : number.replace(/\D/g, '');
  const made = body === '' ? '' : schemes[kind].make(body);
  if (schemes[kind].isSound(made)) return made;
  throw new ProblemError(422, {
    code: 'reference.not_possible',
    path: '',
    message: `${kind} cannot hold ${JSON.stringify(number.slice(0, 40))} — use a shorter number with digits.`,
  });
}

/** Every scheme a text passes; more than one is common. */
export const kindsOf = (text: string): ReferenceKind[] => (Object.keys(schemes) as ReferenceKind[]).filter((kind) => readReference(kind, text) !== undefined); // the keys are the kinds

/** A slip prints +71<123456789012345+12345678<; only what stands between the signs is the reference. */
function fikOf(form: string): (text: string) => string {
  const slip = new RegExp(`^\\+?${form}\\s*<\\s*(\\d+)`);
  return (text) => slip.exec(text.trim())?.[1] ?? bare(text);
}

function withCheck(body: string): string {
  return body + luhn(body);
}
