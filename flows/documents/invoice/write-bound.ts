/** Writes a neutral invoice by a table of bindings; refuses rather than lose a field the syntax has no place for. */
import { ProblemError } from '../../flow.ts';
import type { Binding } from './binding.ts';
import type { Invoice, InvoiceSyntax } from './invoice.ts';
import { type Fields, fieldAt, textsOf } from './pointer.ts';
import { join } from './read-bound.ts';
import { serialise, type XmlNode } from './serialise.ts';

interface Written extends XmlNode {
  children: Written[];
  /** Says something itself, so that what is around it must be written. */
  real: boolean;
}

export interface Document {
  syntax: InvoiceSyntax;
  root: string;
  namespaces: Record<string, string>;
  table: readonly Binding[];
}

/** The invoice as XML text, UTF-8. Throws 422 `einvoice.not_expressible` naming the fields the syntax cannot carry. */
export function writeBound(invoice: Invoice, { syntax, root, namespaces, table }: Document): string {
  const used = new Set<string>();
  const children = write(table, '', invoice, used);
  const lost = [...textsOf(invoice)].filter(([pointer]) => !used.has(pointer));
  if (lost.length > 0) throw notExpressible(syntax, lost);
  return serialise({ name: root, attributes: namespaces, text: undefined, children });
}

function write(bindings: readonly Binding[], scope: string, invoice: Invoice, used: Set<string>): Written[] {
  return bindings.flatMap((binding) => {
    const at = binding.to === undefined ? scope : join(scope, binding.to);
    if (!binding.many) return element(binding, at, invoice, used) ?? [];
    const list = fieldAt(invoice as Fields, at);
    const count = Math.max(Array.isArray(list) ? list.length : 0, binding.least?.(invoice) ?? 0);
    return Array.from({ length: count }, (_, index) => element(binding, `${at}/${index}`, invoice, used) ?? []).flat();
  });
}

function element(binding: Binding, at: string, invoice: Invoice, used: Set<string>): Written | undefined {
  const { at: name, value, subject, attributes = {}, codec, is, filler, marks, follows, always, given, needs, unless, of = [], many, lazy } = binding;
  const textOf = (field: string): string | undefined => {
    const found = fieldAt(invoice as Fields, join(at, field));
    return typeof found === 'string' ? found : undefined;
  };
  const node: Written = { name, attributes: { ...marks }, text: is ?? filler, children: [], real: (many && !lazy && value === undefined) || always === true };
  if (needs !== undefined && textOf(needs) === undefined) return undefined;
  if (unless !== undefined && textOf(unless) !== undefined) return undefined;
  if (value !== undefined) {
    const found = textOf(value);
    if (found === undefined ? filler === undefined : given?.(found, invoice) === false) return undefined;
    if (found !== undefined) {
      const written = codec?.write(found, invoice) ?? { text: found };
      Object.assign(node.attributes, written.attributes);
      node.text = written.text;
      node.real = !follows;
      used.add(join(at, value));
    }
    const lead = subject === undefined ? undefined : textOf(subject);
    if (lead !== undefined && found !== undefined) {
      node.text = `#${lead}#${node.text}`;
      used.add(join(at, subject!)); // there is a lead
    }
  }
  for (const [attribute, field] of Object.entries(attributes)) {
    const found = textOf(field);
    if (found === undefined) continue;
    node.attributes[attribute] = found;
    used.add(join(at, field));
  }
  node.children = write(of, at, invoice, used);
  if (!follows && node.children.some(({ real }) => real)) node.real = true;
  return node.real || follows || saysNothing(binding) ? node : undefined;
}

/** Constants all through: written wherever something real stands beside. */
const saysNothing = ({ is, filler, of = [] }: Binding): boolean => is !== undefined || filler !== undefined || (of.length > 0 && of.every(saysNothing));

function notExpressible(syntax: InvoiceSyntax, lost: [pointer: string, text: string][]): ProblemError {
  return new ProblemError(
    422,
    lost
      .slice(0, 20)
      .map(([path]) => ({ code: 'einvoice.not_expressible', path, message: `${syntax} has no place for ${path} — leave it out or use another syntax.` })),
  );
}
