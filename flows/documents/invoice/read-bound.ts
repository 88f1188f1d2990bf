/** Reads an element tree into a neutral invoice by a table of bindings; what no binding knows is put aside with its path. */
import { elementAt, type XmlElement } from '../xml/element.ts';
import type { Binding } from './binding.ts';
import type { Aside, Invoice, Place } from './invoice.ts';
import { type Fields, fieldAt, setField } from './pointer.ts';

/** Attributes that repeat what the document says elsewhere. */
const repeating = new Set(['currencyID', 'format']);

export function readBound(root: XmlElement, table: readonly Binding[]): { invoice: Invoice; places: Map<string, Place>; asides: Aside[] } {
  const invoice: Invoice = {};
  const fields = invoice as Fields; // an invoice is made of texts, lists and objects only
  const places = new Map<string, Place>();
  const asides: Aside[] = [];
  const counts = new Map<string, number>();

  const setAside = (element: XmlElement, path: string): void => {
    for (const [name, value] of Object.entries(element.attributes)) asides.push({ path: `${path}/@${name}`, line: element.line, text: value });
    const text = element.text.trim();
    if (text !== '' || element.children.length === 0) asides.push({ path, line: element.line, text });
    for (const [child, at] of paths(element, path)) setAside(child, at);
  };

  /** Sets a field, or says that another value stands there. */
  const put = (pointer: string, value: string, path: string, line: number): boolean => {
    const before = fieldAt(fields, pointer);
    if (before !== undefined) return before === value;
    setField(fields, pointer, value);
    places.set(pointer, { path, line });
    return true;
  };

  const read = (element: XmlElement, binding: Binding, scope: string, path: string): void => {
    let at = binding.to === undefined ? scope : join(scope, binding.to);
    const list = at;
    if (binding.many) {
      const index = counts.get(list) ?? 0;
      at = `${list}/${index}`;
      if (!binding.lazy) setField(fields, at, {});
    }
    readOwn(element, binding, at, path);
    readChildren(element, binding.of ?? [], at, path);
    if (binding.many && fieldAt(fields, at) !== undefined) counts.set(list, (counts.get(list) ?? 0) + 1);
  };

  const readOwn = (element: XmlElement, { value, codec, is, filler, marks, subject, attributes = {} }: Binding, at: string, path: string): void => {
    let text = element.text.trim();
    const { line } = element;
    const lead = subject === undefined ? null : /^#([A-Z]{3})#/.exec(text);
    if (lead !== null) {
      put(join(at, subject!), lead[1]!, path, line); // a lead is only looked for where there is a subject, and has one group
      text = text.slice(lead[0].length).trim();
    }
    if (value !== undefined && text !== filler) {
      const told = codec === undefined ? text : codec.read(text, element);
      if (told === undefined || !put(join(at, value), told, path, line)) asides.push({ path, line, text });
    } else if (value === undefined && text !== '' && !(is !== undefined && saysSame(text, is))) asides.push({ path, line, text });
    for (const [name, told] of Object.entries(element.attributes)) {
      if (repeating.has(name) || marks?.[name] === told) continue;
      const field = attributes[name];
      if (field === undefined || !put(join(at, field), told.trim(), `${path}/@${name}`, line)) asides.push({ path: `${path}/@${name}`, line, text: told });
    }
  };

  const readChildren = (element: XmlElement, bindings: readonly Binding[], at: string, path: string): void => {
    const taken = new Set<Binding>();
    const late: (() => void)[] = [];
    for (const [child, childPath] of paths(element, path)) {
      const binding = bindings.find((one) => localName(one) === child.name && !taken.has(one) && isMeant(child, one, invoice));
      if (binding === undefined) setAside(child, childPath);
      else {
        if (!binding.many) taken.add(binding);
        if (binding.late?.(child)) late.push(() => read(child, binding, at, childPath));
        else read(child, binding, at, childPath);
      }
    }
    for (const readLate of late) readLate();
  };

  readChildren(root, table, '', `/${root.name}`);
  return { invoice, places, asides };
}

/** Indicators may be written as 0 and 1. */
const indicators: Record<string, string> = { '0': 'false', '1': 'true' };
const saysSame = (text: string, is: string): boolean => text === is || indicators[text] === is;

/** Whether an element is the one a binding speaks of. */
function isMeant(element: XmlElement, { marks, is, tells, of, when }: Binding, invoice: Invoice): boolean {
  if (tells && is !== undefined && !saysSame(element.text.trim(), is)) return false;
  for (const name in marks) if (element.attributes[name] !== marks[name]) return false;
  if (when !== undefined && !when(element, invoice)) return false;
  return (of ?? []).every((inner) => {
    if (!inner.tells) return true;
    const child = elementAt(element, localName(inner));
    return child !== undefined && isMeant(child, inner, invoice);
  });
}

/** The children with their paths; a number only where a name repeats. */
function* paths(element: XmlElement, path: string): Generator<[XmlElement, string]> {
  const totals = new Map<string, number>();
  for (const { name } of element.children) totals.set(name, (totals.get(name) ?? 0) + 1);
  const seen = new Map<string, number>();
  for (const child of element.children) {
    const nth = (seen.get(child.name) ?? 0) + 1;
    seen.set(child.name, nth);
    yield [child, totals.get(child.name) === 1 ? `${path}/${child.name}` : `${path}/${child.name}[${nth}]`];
  }
}

const locals = new WeakMap<Binding, string>();
function localName(binding: Binding): string {
  const known = locals.get(binding);
  if (known !== undefined) return known;
  const local = binding.at.slice(binding.at.indexOf(':') + 1);
  locals.set(binding, local);
  return local;
}

/** A field below a pointer, beside it when it begins with .., or from the invoice itself when it begins with /. */
export function join(scope: string, field: string): string {
  if (field.startsWith('/')) return field;
  return field.startsWith('../') ? `${scope.slice(0, scope.lastIndexOf('/'))}/${field.slice(3)}` : `${scope}/${field}`;
}
