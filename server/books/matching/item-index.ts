/** Finds open items by their numbers and references, and customers by theirs: one look-up each, however many items are open. */
import { kindsOf } from '../../../flows/documents/references/schemes.ts';
import { compact, shapeOf, stripped, unscanned } from './compact.ts';
import type { Customer, OpenItem } from './shapes.ts';

export interface ItemIndex {
  byNumber: Map<string, OpenItem[]>;
  byReference: Map<string, OpenItem[]>;
  byRelated: Map<string, OpenItem[]>;
  /** Last five digits → items. */
  byTail: Map<string, OpenItem[]>;
  /** Scanner-proof number → items. */
  byScan: Map<string, OpenItem[]>;
  byCustomer: Map<string, OpenItem[]>;
  /** Customer numbers, VAT numbers. */
  customersById: Map<string, Customer[]>;
  /** Shape of our own numbers → smallest and largest; digits only ones are told apart from chance by it. */
  shapes: Map<string, { least: string; most: string }>;
}

export const digitsOf = (number: string): string => number.replace(/\D/g, '');

export function indexItems(items: readonly OpenItem[], customers: readonly Customer[]): ItemIndex {
  const index: ItemIndex = {
    byNumber: new Map(),
    byReference: new Map(),
    byRelated: new Map(),
    byTail: new Map(),
    byScan: new Map(),
    byCustomer: new Map(),
    customersById: new Map(),
    shapes: new Map(),
  };
  for (const item of items) {
    const number = compact(item.number);
    add(index.byNumber, number, item);
    if (stripped(number) !== number) add(index.byNumber, stripped(number), item);
    add(index.byScan, unscanned(number), item);
    const digits = digitsOf(number);
    if (digits.length >= 5) add(index.byTail, digits.slice(-5), item);
    for (const reference of item.references) add(index.byReference, referenceKey(reference), item);
    for (const related of item.related) add(index.byRelated, stripped(compact(related)), item);
    add(index.byCustomer, item.customer, item);
    const shape = shapeOf(number);
    const range = index.shapes.get(shape);
    if (range === undefined) index.shapes.set(shape, { least: number, most: number });
    else if (number < range.least) range.least = number;
    else if (number > range.most) range.most = number;
  }
  for (const customer of customers) for (const id of customer.ids) if (compact(id).length >= 3) add(index.customersById, stripped(compact(id)), customer);
  return index;
}

/** A structured reference as it is looked up. */
export const referenceKey = (reference: string): string => stripped(compact(reference));

/** Items a sound structured reference leads to: the one it was issued for, or the one whose number it carries. */
export function itemsOfReference(reference: string, { byReference, byNumber }: ItemIndex): OpenItem[] {
  const key = referenceKey(reference);
  const issued = byReference.get(key);
  if (issued !== undefined) return kindsOf(compact(reference)).length > 0 || kindsOf(reference).length > 0 ? issued : [];
  const whole = compact(reference);
  for (const kind of kindsOf(whole)) {
    const body =
      kind === 'RF'
        ? whole.slice(4)
        : kind === 'OGM'
          ? whole.slice(0, -2)
          : kind === 'BETALINGSKENMERK'
            ? whole.slice(1)
            : kind === 'OCR-LENGTH'
              ? whole.slice(0, -2)
              : whole.slice(0, -1);
    const found = body.length >= 4 ? byNumber.get(stripped(body)) : undefined;
    if (found?.length === 1) return found;
  }
  return [];
}

export function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else if (!known.includes(value)) known.push(value);
}
