/** Which tables and values a drawing names, and where. */
import { compileExpression } from '../../flows/expression.ts';
import type { Flow, Json } from '../../flows/flow.ts';
import { expressionsOf } from '../../flows/flow-expressions.ts';
import { pointerOf } from '../../flows/pointer.ts';
import type { NodeType } from '../../nodes/node-type.ts';

export type FlowUse = { path: string; node?: string /** "line:column" inside the expression. */; place?: string } & (
  | { kind: 'table'; name: string; column?: string }
  | { kind: 'value'; name?: string }
);

export function usesOfFlow(flow: Flow, nodeTypes: ReadonlyMap<string, NodeType>): FlowUse[] {
  return [...nodeFields(flow, nodeTypes), ...expressionsOf(flow).flatMap(expressionUses)];
}

function expressionUses({ source, path, node }: { source: string; path: string; node?: string }): FlowUse[] {
  // Most expressions look up nothing; they need not be read for that.
  if (!/\blookup\b|\benv\b/.test(source)) return [];
  const { uses } = compileExpression(source);
  const where = { path, ...(node === undefined ? {} : { node }) };
  return [
    ...(uses?.tables ?? []).map(
      ({ table, column, place }): FlowUse => ({ ...where, kind: 'table', name: table, place, ...(column === undefined ? {} : { column }) }),
    ),
    ...(uses?.values ?? []).map(({ name, place }): FlowUse => ({ ...where, kind: 'value', place, ...(name === undefined ? {} : { name }) })),
  ];
}

/** Fields whose form is a choice among tables. */
function nodeFields(flow: Flow, nodeTypes: ReadonlyMap<string, NodeType>): FlowUse[] {
  return Object.entries(flow.nodes).flatMap(([id, node]) => {
    const fields = Object.entries((nodeTypes.get(node.type)?.config['properties'] ?? {}) as { [name: string]: { [keyword: string]: Json } }); // a config is an object's schema
    return fields.flatMap(([field, schema]): FlowUse[] => {
      const name = schema['x-widget'] === 'table' ? node.config?.[field] : undefined;
      return typeof name === 'string' ? [{ kind: 'table', name, path: pointerOf(['nodes', id, 'config', field]), node: id }] : [];
    });
  });
}
