/** Finds what should not lie about in samples: secrets by the name of their field or their shape, and card numbers. */
import type { Json } from './flow.ts';

export interface Sensitive {
  /** JSON pointer. */
  path: string;
  kind: 'secret' | 'card';
}

const secretName =
  /pass(word|wd|phrase)|secret|api[-_]?key|access[-_]?key|private[-_]?key|authori[sz]ation|bearer|(^|[-_])(token|pin|cvv|cvc|signature)$|[a-z]Token$/i;
const secretShape = /^(Bearer|Basic) \S{8,}|^eyJ[\w-]{10,}\.[\w-]{10,}\.|^(sk|pk|rk|shpat|shpss|ghp|xox[abp])[-_]\w{8,}|-----BEGIN [A-Z ]*PRIVATE KEY/;
/** 14 to 19 digits, alone or in groups. */
const cardShape = /(?<![\d.-])\d(?:[ -]?\d){13,18}(?![\d.-])/g;
const hidden = '•••';

/** Everything suspicious in a document, in its order. */
export function findSensitive(value: Json, path = '', name = ''): Sensitive[] {
  if (Array.isArray(value)) return value.flatMap((inner, at) => findSensitive(inner, `${path}/${at}`, name));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => findSensitive(inner, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, key));
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '' || value === hidden) return [];
  const text = String(value);
  if (secretName.test(name) || secretShape.test(text)) return [{ path, kind: 'secret' }];
  return cardsIn(text).length > 0 ? [{ path, kind: 'card' }] : [];
}

/** The document with what was found at these places made unreadable; of a card its last four digits stay. */
export function hideSensitive(value: Json, found: readonly Sensitive[], path = ''): Json {
  const here = found.find((one) => one.path === path);
  if (here) return here.kind === 'secret' ? hidden : hideCards(String(value));
  if (Array.isArray(value)) return value.map((inner, at) => hideSensitive(inner, found, `${path}/${at}`));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, hideSensitive(inner, found, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)]),
  );
}

const cardsIn = (text: string): string[] => [...text.matchAll(cardShape)].map(([digits]) => digits).filter(isCard);

const hideCards = (text: string): string => cardsIn(text).reduce((rest, card) => rest.replaceAll(card, `${hidden}${card.slice(-4)}`), text);

/** Begins as card numbers do, and its check digit is right (Luhn): most other long numbers fall out here. */
function isCard(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].map(Number);
  if (!/^(3[47]|3[068]|4|5[1-5]|2[2-7]|6)/.test(digits.join(''))) return false;
  const sum = digits.toReversed().reduce((total, digit, at) => total + (at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
  return sum % 10 === 0;
}
