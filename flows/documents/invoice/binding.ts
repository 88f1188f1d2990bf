/**
 * How elements of a syntax and fields of the neutral invoice are the same thing: one table per syntax, in the order its schema wants,
 * read by read-bound.ts and written by write-bound.ts, so what is written reads back.
 */
import type { XmlElement } from '../xml/element.ts';
import type { Invoice } from './invoice.ts';

export interface Codec {
  /** The neutral text; undefined where it cannot be told. Throws a ProblemError where it can be read two ways. */
  read(text: string, element: XmlElement): string | undefined;
  write(value: string, invoice: Invoice): { text: string; attributes?: Record<string, string> };
}

export interface Binding {
  /** Name with the prefix it is written with. */
  at: string;
  /** Field entered for `value`, `attributes` and `of`; one that begins with / starts at the invoice. */
  to?: string;
  /** `to` is a list: one element per item. */
  many?: true;
  /** An item only exists when something in it does. */
  lazy?: true;
  /** Write at least so many items. */
  least?: (invoice: Invoice) => number;
  /** Field that holds the text. */
  value?: string;
  /** Attribute → field. */
  attributes?: Record<string, string>;
  codec?: Codec;
  /** Field written before the text as `#AAI#`. */
  subject?: string;
  /** Constant text, written beside its siblings. */
  is?: string;
  /** Stands for nothing: written where the schema wants something, read as absent. */
  filler?: string;
  /** Constant attributes. */
  marks?: Record<string, string>;
  /** `is` and `marks` decide whether the element around is meant. */
  tells?: true;
  /** Written only when something stands beside it. */
  follows?: true;
  /** Written even when nothing is in it. */
  always?: true;
  /** Further reading: is this element meant? */
  when?: (element: XmlElement, invoice: Invoice) => boolean;
  /** Further writing: does this value go here? */
  given?: (value: string, invoice: Invoice) => boolean;
  /** Written only with, or only without, this field beside it. */
  needs?: string;
  unless?: string;
  /** Read after its siblings: items without scheme come first. */
  late?: (element: XmlElement) => boolean;
  of?: Binding[];
}

type More = Partial<Omit<Binding, 'at' | 'value'>>;

/** `a/b/c` as nested bindings: what enters a field stands outside, what holds the text inside. */
function chain(at: string, outer: More, inner: Partial<Binding>): Binding {
  const [first, ...rest] = at.split('/') as [string, ...string[]]; // split gives at least one
  if (rest.length === 0) return { at: first, ...outer, ...inner };
  const below = chain(rest.join('/'), {}, inner);
  return { at: first, ...outer, ...(inner.follows ? { follows: true as const } : {}), of: [inner.marks ? { ...below, tells: true } : below] };
}

const { keys } = Object;
const split = ({ to, many, lazy, least, when, late, ...inner }: More): [More, More] => [
  Object.fromEntries(Object.entries({ to, many, lazy, least, when, late }).filter(([, value]) => value !== undefined)),
  keys(inner).length > 0 ? inner : {},
];

/** An element that holds a text. */
export function text(at: string, value: string, more: More = {}): Binding {
  const [outer, inner] = split(more);
  return chain(at, outer, { ...inner, value });
}

/** A text with a scheme. */
export const identifier = (at: string, to: string, scheme = 'schemeID', more: More = {}): Binding =>
  text(at, 'value', { to, attributes: { [scheme]: 'scheme' }, ...more });

/** Elements within an element that says nothing itself. */
export const group = (at: string, ...of: Binding[]): Binding => chain(at, {}, { of });

/** Elements within an element that is a field. */
export const part = (at: string, to: string, ...of: Binding[]): Binding => chain(at, { to }, { of });

/** An element per item of a list. */
export const each = (at: string, to: string, ...of: Binding[]): Binding => chain(at, { to, many: true }, { of });

/** A constant beside others. */
export const constant = (at: string, is: string): Binding => chain(at, {}, { is });

/** A constant by which the element around is known. */
export function known(at: string, is: string): Binding {
  const told = chain(at, {}, { is, tells: true });
  return at.includes('/') ? { ...told, tells: true, of: told.of!.map((inner) => ({ ...inner, tells: true })) } : told;
}
