import { createHash } from 'node:crypto';
import type { Flow, FlowNode } from './flow.ts';
import { sortEdges } from './serialise.ts';

export { serialise } from './serialise.ts';

/** JSON with one spelling (RFC 8785): keys in code-unit order, no blanks; absent fields are left out. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`${value} has no JSON form`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`a ${typeof value} has no JSON form`);
  const fields = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}

/** The version of a drawing: what changes how it runs changes it; moving a box, renaming, annotating or testing does not. */
export function versionOf(flow: Flow): string {
  const { $schema: _schema, title: _title, description: _description, layout: _layout, notes: _notes, tests: _tests, ...rest } = flow;
  const nodes = Object.fromEntries(Object.entries(flow.nodes).map(([id, node]) => [id, withoutWords(node)]));
  const meaning = canonicalJson({ ...rest, nodes, edges: sortEdges(flow.edges) });
  return createHash('sha256').update(meaning).digest('hex').slice(0, 32);
}

function withoutWords({ title: _title, description: _description, ...node }: FlowNode): Omit<FlowNode, 'title' | 'description'> {
  return node;
}
