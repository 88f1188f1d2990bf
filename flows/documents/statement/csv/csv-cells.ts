/** Reads the cells of a row by a profile: dates and amounts only in the form the profile declares. */
import { fromUnits, toUnits, unreadable } from '../amount.ts';
import { dayOf, type Warn } from '../day.ts';
import { quoted, refuse } from '../refuse.ts';
import type { CsvProfile } from './csv-profile.ts';

/** A pattern for amounts: groups only of three, only with the declared marks. */
export function amountReader({ number: { decimal, group } }: CsvProfile): (text: string, currency: string, line: number) => string {
  const [mark, point] = [group === undefined ? '' : escaped(group), escaped(decimal)];
  const whole = group === undefined ? '\\d{1,18}' : `(?:\\d{1,18}|\\d{1,3}(?:${mark}\\d{3})+)`;
  const pattern = new RegExp(`^([+-]?)(${whole})?(?:${point}(\\d{0,6}))?([+-]?)$`);
  return (text, currency, line) => {
    const plain = text
      .trim()
      .replaceAll('\u00a0', ' ')
      .replaceAll('\u202f', ' ')
      .replaceAll('\u2212', '-')
      .replace(/^([+-]) /, '$1');
    const [all, before = '', digits = '', fraction = '', after = ''] = pattern.exec(plain) ?? [];
    if (all === undefined || digits + fraction === '' || (before !== '' && after !== '')) return unreadable(text, line);
    const amount = `${group === undefined ? digits : digits.replaceAll(group, '')}.${fraction}`;
    return fromUnits((before || after) === '-' ? -toUnits(amount) : toUnits(amount), currency);
  };
}

/** Dates as `DD.MM.YYYY` and its kin say; a two-digit year is of this century, and four digits are always welcome. */
export function dateReader({ date }: CsvProfile): (text: string, line: number, warn: Warn) => string {
  const order = [...date.matchAll(/Y+|MM|DD/g)].map(([part]) => part[0]!);
  const pattern = new RegExp(`^${escaped(date).replace(/Y+/, '(\\d{4}|\\d{2})').replace(/MM/, '(\\d{1,2})').replace(/DD/, '(\\d{1,2})')}$`);
  return (text, line, warn) => {
    const [, ...parts] = pattern.exec(text.trim()) ?? [];
    if (parts.length !== 3) return refuse('bank.invalid_date', line, `Line ${line} has the date ${quoted(text)}; the profile expects ${date}.`);
    const part = (letter: string): number => Number(parts[order.indexOf(letter)]);
    const year = part('Y');
    return dayOf(year < 100 ? 2000 + year : year, part('M'), part('D'), line, warn);
  };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
