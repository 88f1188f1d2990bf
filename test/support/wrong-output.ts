import { newAjv } from '../../flows/ajv.ts';
import { writtenOut } from '../../flows/documents/written-out.ts';
import type { Json, JsonObject } from '../../flows/flow.ts';
import type { NodeOutput, NodeType } from '../../nodes/node-type.ts';

const ajv = newAjv();
const checks = new WeakMap<JsonObject, ReturnType<typeof ajv.compile>>();

/** Schemas by port; `*` for every port there is. */
export const outputsOf = (output: NodeOutput): Record<string, JsonObject> =>
  'ports' in output ? (output['ports'] as Record<string, JsonObject>) : { '*': output }; // its ports are schemas by type

/** Where an output is not what its node type says it gives, in words; undefined when it is, or nothing is said. */
export function wrongOutput(type: NodeType, port: string, output: Json): string | undefined {
  if (!type.output) return undefined;
  const schemas = outputsOf(type.output);
  const schema = schemas[port] ?? schemas['*'];
  if (!schema) return `${type.type} says nothing of what leaves through ${port}`;
  const check = checks.get(schema) ?? ajv.compile(writtenOut(schema));
  checks.set(schema, check);
  return check(output) ? undefined : `${type.type} gives through ${port} what it does not say: ${ajv.errorsText(check.errors)} — ${JSON.stringify(output)}`;
}
