import type { Flow } from '../../flows/flow.ts';
import type { JsonObject, NodeTypeInfo } from '../../server/http/api.ts';
import { visibleTo } from '../expression/upstream.ts';
import { fieldsOf } from './kinds.ts';
import type { Promised } from './source-tree.ts';

/** The roots of the left pane for a step, with what is promised of their fields. The item of a container comes first. */
export function promisedTo(flow: Flow, node: string, nodeTypes: readonly NodeTypeInfo[]): Promised[] {
  const { schema, steps, hasItem } = visibleTo(flow, nodeTypes, node);
  const roots = fieldsOf(schema) ?? {};
  const isTrigger = (type: string): boolean => nodeTypes.some((one) => one.type === type && one.trigger !== undefined);
  const root = (name: string): Promised => ({ name, schema: (roots[name] ?? {}) as JsonObject });
  return [
    ...(hasItem ? [root('item')] : []),
    root('order'),
    root('trigger'),
    ...steps.filter(({ type }) => !isTrigger(type)).map(({ id, title, schema: gives }) => ({ name: `steps.${id}`, title, schema: gives })),
    root('run'),
  ];
}
