/** What several nodes share. Pure. */
import type { FlowNode } from '../../flows/flow.ts';
import type { Json, JsonObject } from '../../server/http/api.ts';
import { sameJson } from '../draft/same-json.ts';
import { form as words } from '../text/en/form.ts';
import { propertiesOf } from './schema-kind.ts';

/** The type all nodes are of; undefined when they differ. */
export const sharedType = (nodes: readonly FlowNode[]): string | undefined => (nodes.every(({ type }) => type === nodes[0]?.type) ? nodes[0]?.type : undefined);

/** The value all nodes have in a field, or that they differ. */
export function shared(values: readonly (Json | undefined)[]): { value: Json | undefined } | 'mixed' {
  return values.every((value) => sameJson(value, values[0])) ? { value: values[0] } : 'mixed';
}

/** One config and one schema for all: fields in which nodes differ are empty and say so. */
export function sharedConfig(configs: readonly JsonObject[], schema: JsonObject): { config: JsonObject; schema: JsonObject } {
  const config: JsonObject = {};
  const mixed: Record<string, JsonObject> = {};
  for (const [name, rule] of Object.entries(propertiesOf(schema))) {
    const found = shared(configs.map((one) => one[name]));
    const { default: _standard, ...plain } = rule;
    if (found === 'mixed') mixed[name] = { ...plain, 'x-mixed': true, description: words.many.mixedHint };
    else if (found.value !== undefined) config[name] = found.value;
  }
  return { config, schema: { ...schema, required: [], properties: { ...propertiesOf(schema), ...mixed } } };
}
