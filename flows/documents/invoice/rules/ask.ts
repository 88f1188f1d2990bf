/** Questions rules ask of elements; none of them guesses what is not there. */
import Big from 'big.js';
import { elementAt, elementsAt, type XmlElement } from '../../xml/element.ts';

/** Text with blanks collapsed; '' where nothing is. */
export const textOf = (element: XmlElement | undefined): string => (element === undefined ? '' : element.text.replace(/\s+/g, ' ').trim());

/** Text at a path. */
export const told = (from: XmlElement | undefined, path: string): string => textOf(elementAt(from, path));

export const has = (from: XmlElement | undefined, path: string): boolean => elementAt(from, path) !== undefined;

export const anyHas = (from: XmlElement | undefined, path: string): boolean => elementsAt(from, path).length > 0;

/** An exact number; undefined where there is none. */
export function numberOf(element: XmlElement | undefined): Big | undefined {
  const text = textOf(element);
  if (text.length > 40) return undefined;
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? new Big(text.replace(/^\+/, '').replace(/\.$/, '')) : undefined;
}

export const numberAt = (from: XmlElement | undefined, path: string): Big | undefined => numberOf(elementAt(from, path));

/** Sum of what can be read. */
export function sumOf(elements: Iterable<XmlElement | undefined>): Big {
  let sum = zero;
  for (const element of elements) sum = sum.plus(numberOf(element) ?? zero);
  return sum;
}

export const zero = new Big(0);

/** Two decimals, a half goes up: what XPath's round does. */
export function cents(value: Big): Big {
  const raised = value.times(100).plus('0.5');
  const cut = raised.round(0, Big.roundDown);
  return (cut.gt(raised) ? cut.minus(1) : cut).div(100);
}

/** Both are less than one apart; UBL stops short of one, CII admits it. */
export const isNear = (a: Big, b: Big, syntax: 'UBL' | 'CII' = 'UBL'): boolean => a.minus(b).abs()[syntax === 'CII' ? 'lte' : 'lt'](1);

export const decimalsOf = (element: XmlElement | undefined): number => textOf(element).split('.')[1]?.length ?? 0;

/** A day that exists. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
