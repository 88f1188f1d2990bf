/** Names of firms and people as they are compared: folded, without legal forms, word against word. */
import { jaroWinkler } from './jaro-winkler.ts';
import { withoutForms } from './legal-forms.ts';

export interface Name {
  words: string[];
  forms: Set<string>;
}

const ordinals: Record<string, string> = { '1st': 'first', '2nd': 'second', '3rd': 'third', intl: 'international', int: 'international', natl: 'national' };
const letters: Record<string, string> = { ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };
const silent = new Set(['the', 'and', 'und', 'og', 'och', 'et', 'of', 'mr', 'mrs', 'ms', 'dr', 'herr', 'frau', 'hr', 'fr', 'mme', 'm', 'firma']);

/** Lower case without accents; points inside abbreviations vanish, other signs part words. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[øæœßłđðþı]/g, (sign) => letters[sign]!) // every sign of the class is in the table
    .replace(/[.'’`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

export function readName(text: string): Name {
  const all = fold(text).split(' ').filter(Boolean);
  const { words, forms } = withoutForms(all);
  const telling = words.map((word) => ordinals[word] ?? word).filter((word) => !silent.has(word));
  return { words: telling.length > 0 ? telling : words, forms };
}

/** 0 to 1: each word with its best partner, weighed by length; a word without partner costs, numbers must agree, so must legal forms. */
export function likeness(one: Name, other: Name): number {
  if (one.words.length === 0 || other.words.length === 0) return 0;
  const [mine, theirs] = [one.words.join(''), other.words.join('')];
  const formsClash = one.forms.size > 0 && other.forms.size > 0 && ![...one.forms].some((form) => other.forms.has(form));
  const cap = formsClash ? 0.85 : 1;
  if (mine === theirs) return cap;
  const [short, long] = one.words.length <= other.words.length ? [one.words, other.words] : [other.words, one.words];
  const free = new Set(long.keys());
  let sum = 0;
  let weight = 0;
  for (const word of short) {
    let best = 0;
    let partner = -1;
    for (const at of free) {
      const alike = alikeWords(word, long[at]!);
      if (alike > best) [best, partner] = [alike, at];
    }
    free.delete(partner);
    const share = Math.max(2, word.length);
    weight += share;
    sum += share * (best >= 0.84 ? best : best * 0.4);
  }
  let lost = 0;
  let isNumbered = false;
  for (const at of free) {
    const isNumber = /^\d+$|^[ivx]+$/.test(long[at]!); // places of the list
    isNumbered ||= isNumber;
    lost += isNumber ? 6 : Math.max(2, long[at]!.length); // places of the list
  }
  const aligned = sum / (weight + lost * 0.7);
  const joined =
    !isNumbered && Math.abs(mine.length - theirs.length) <= 2 && Math.min(mine.length, theirs.length) >= 8 && short.length !== long.length
      ? jaroWinkler(mine, theirs) - 0.02
      : 0;
  return Math.min(cap, Math.max(aligned, joined));
}

function alikeWords(one: string, other: string): number {
  if (one === other) return 1;
  if (/\d/.test(one) || /\d/.test(other)) return 0;
  if (one.length === 1 || other.length === 1) return one[0] === other[0] ? 0.85 : 0;
  if (Math.min(one.length, other.length) < 4) return Math.min(0.84, jaroWinkler(one, other));
  return jaroWinkler(one, other);
}

/** A postcode without blanks, country prefix and dashes: `SE-114 55` → `11455`. */
export const foldPostcode = (text: string): string =>
  text
    .toUpperCase()
    .replace(/^[A-Z]{1,2}-(?=\d)/, '')
    .replace(/[^A-Z0-9]/g, '');
