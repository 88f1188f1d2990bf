/** Units said by a name: grams for a weight in kg, cents for an amount, with tax for without. */
import { wordsOf } from './names.ts';
import type { Row } from './rows.ts';
import type { SourceNode } from './source-tree.ts';

export interface UnitStep {
  from: string;
  to: string;
  apply(text: string): string;
  /** What the button says. */
  words: string;
}

/** Words that name a unit, and how many of its base one is. */
const measures: readonly (readonly { unit: string; words: RegExp; base: number }[])[] = [
  [
    { unit: 'mg', words: /\b(mg|milligrams?)\b/, base: 0.001 },
    { unit: 'g', words: /\b(g|grams?|gramm|weight g)\b/, base: 1 },
    { unit: 'kg', words: /\b(kg|kilos?|kilograms?|weight kg)\b/, base: 1000 },
  ],
  [
    { unit: 'mm', words: /\b(mm|millimet(er|re)s?)\b/, base: 1 },
    { unit: 'cm', words: /\b(cm|centimet(er|re)s?)\b/, base: 10 },
    { unit: 'm', words: /\b(met(er|re)s?|length m|height m|width m)\b/, base: 1000 },
  ],
  [
    { unit: 'ms', words: /\b(ms|millis|milliseconds?)\b/, base: 1 },
    { unit: 's', words: /\b(seconds?|secs?)\b/, base: 1000 },
    { unit: 'min', words: /\b(minutes?|mins?)\b/, base: 60_000 },
  ],
];
const minor = /\b(cents?|minor|minor units?|pence|öre|ore)\b/;

const said = (...texts: unknown[]): string =>
  texts
    .filter((text) => typeof text === 'string')
    .map((text) => wordsOf(text as string))
    .join(' | ');
/** An amount in the smallest coin, by its name. */
export const isMinor = (node: SourceNode): boolean => minor.test(said(node.name)) && node.kind !== 'money';
const rowSays = ({ name, schema }: Row): string => said(name, schema['title'], schema['x-unit'], schema['description']);

/** The unit a target field wants, by its own words; for the row's mark. */
export function unitOf(row: Row): string | undefined {
  const text = rowSays(row);
  return measures.flat().find(({ words }) => words.test(text))?.unit;
}

/** The step from the source's unit to the target's; undefined when they agree or one of them says nothing. */
export function unitStep(row: Row, node: SourceNode): UnitStep | undefined {
  const [wanted, given] = [rowSays(row), said(node.name)];
  if ((minor.test(given) && !minor.test(wanted)) || (minor.test(wanted) && !minor.test(given))) return minorStep(row, node, minor.test(given));
  for (const measure of measures) {
    const to = measure.find(({ words }) => words.test(wanted));
    const from = measure.find(({ words }) => words.test(given));
    if (!to || !from || to === from) continue;
    const [down, up] = [to.base / from.base, from.base / to.base];
    return { from: from.unit, to: to.unit, ...(down > 1 ? divide(down) : multiply(up)) };
  }
  return undefined;
}

function minorStep(row: Row, node: SourceNode, isGiven: boolean): UnitStep | undefined {
  const isAmount = row.kind === 'number' || row.kind === 'whole' || row.kind === 'any';
  if (!isAmount || (node.kind !== 'number' && node.kind !== 'whole')) return undefined;
  return isGiven ? { from: 'cents', to: 'amount', ...divide(100) } : { from: 'amount', to: 'cents', ...multiply(100) };
}

const operand = (text: string): string => (/^[\w$.`[\]]+$/.test(text) ? text : `(${text})`);
const divide = (by: number): Pick<UnitStep, 'apply' | 'words'> => ({
  apply: (text) => `${operand(text)} / ${by}`,
  words: `Divide by ${by.toLocaleString('en')}`,
});
const multiply = (by: number): Pick<UnitStep, 'apply' | 'words'> => ({
  apply: (text) => (by === 100 ? `$round(${operand(text)} * 100)` : `${operand(text)} * ${by}`),
  words: `Multiply by ${by.toLocaleString('en')}`,
});

const gross = /\b(gross|brutto|incl|including|inclusive|with tax|with vat)\b/;
const net = /\b(net|netto|excl|excluding|exclusive|without tax|without vat|ex vat|pre tax)\b/;

/** Gross where net is wanted, or the other way round. */
export function taxMismatch(row: Row, node: SourceNode): { given: 'gross' | 'net'; wanted: 'gross' | 'net' } | undefined {
  const [wanted, given] = [rowSays(row), said(node.name)];
  if (gross.test(given) && net.test(wanted) && !gross.test(wanted)) return { given: 'gross', wanted: 'net' };
  return net.test(given) && gross.test(wanted) && !net.test(wanted) ? { given: 'net', wanted: 'gross' } : undefined;
}
