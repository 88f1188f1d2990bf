/**
 * What a step gives, as far as its type and its drawing say: the words `x-schema-of`, `x-shape-of`, `x-names-of` and
 * `x-inputs` are filled in, `x-row-of` becomes `x-table` with the name of the table.
 */
import { type FlowNode, isExpr, type Json, type JsonObject } from './flow.ts';

export interface SeenFrom {
  /** Ports through which a run comes from the step, its default port by name; all of them when empty. */
  ports: string[];
  /** What a plain path such as `order.lines` leads to. */
  at(path: string): JsonObject;
  /** node id → what it gives, for a step that joins what leads to it */
  inputs(): Record<string, JsonObject>;
}

/** `output` is the `output` of a node type: one schema, or one for each port. */
export function outputSchema(output: JsonObject | { ports: Record<string, JsonObject> } | undefined, node: FlowNode, seen: SeenFrom): JsonObject {
  if (output === undefined) return {};
  if (!('ports' in output)) return filled(output, node.config ?? {}, seen);
  const byPort = output['ports'] as Record<string, JsonObject>; // a schema has no such keyword
  const meant = seen.ports.filter((port) => byPort[port] !== undefined);
  const [only, ...others] = (meant.length > 0 ? meant : Object.keys(byPort)).map((port) => filled(byPort[port]!, node.config ?? {}, seen));
  return others.length === 0 ? (only ?? {}) : { anyOf: [only!, ...others] };
}

function filled(schema: JsonObject, config: JsonObject, seen: SeenFrom): JsonObject {
  const { 'x-schema-of': schemaOf, 'x-shape-of': shapeOf, 'x-names-of': namesOf, 'x-row-of': rowOf, 'x-inputs': inputs, ...rest } = schema;
  if (typeof schemaOf === 'string') return { ...rest, ...(isObject(config[schemaOf]) ? (config[schemaOf] as JsonObject) : {}) };
  if (typeof shapeOf === 'string') return { ...rest, ...shapeOfValue(config[shapeOf], seen.at) };
  if (typeof rowOf === 'string') return { ...rest, ...(typeof config[rowOf] === 'string' ? { 'x-table': config[rowOf] } : {}) };
  if (inputs === true) return { ...rest, properties: seen.inputs() };
  if (Array.isArray(namesOf)) {
    const names = namesOf.flatMap((field) => (Array.isArray(config[String(field)]) ? (config[String(field)] as Json[]) : []));
    return {
      ...rest,
      properties: Object.fromEntries(names.filter((name) => typeof name === 'string').map((name) => [name, rest['additionalProperties'] ?? {}])),
    };
  }
  const { properties } = rest;
  if (!isObject(properties)) return rest;
  return {
    ...rest,
    properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, isObject(inner) ? filled(inner, config, seen) : inner])),
  };
}

/** A schema of what a value of config comes to; of an expression only where it is a plain path. */
export function shapeOfValue(value: Json | undefined, at: (path: string) => JsonObject): JsonObject {
  if (value === undefined) return {};
  if (isExpr(value)) return /^[a-z]\w*(\.\w+)*$/i.test(value.$expr.trim()) ? at(value.$expr.trim()) : {};
  if (value === null) return { type: 'null' };
  if (Array.isArray(value)) return { type: 'array', ...(value.length === 0 ? {} : { items: shapeOfValue(value[0], at) }) };
  if (typeof value !== 'object') return { type: typeof value };
  return { type: 'object', properties: Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOfValue(inner, at)])) };
}

/** What one step of a path leads to; {} where it cannot be told. A list is looked through, as expressions do. */
export function schemaIn(schema: JsonObject, name: string): JsonObject {
  for (const part of partsOf(schema)) {
    if (isObject(part['properties']) && isObject(part['properties'][name])) return part['properties'][name] as JsonObject;
    if (isObject(part['items'])) {
      const inner = schemaIn(part['items'] as JsonObject, name);
      if (Object.keys(inner).length > 0) return inner;
    }
  }
  for (const part of partsOf(schema)) if (isObject(part['additionalProperties'])) return part['additionalProperties'] as JsonObject;
  return {};
}

/** The schema and all that it says besides, by `anyOf`, `oneOf` and `allOf`. */
export function partsOf(schema: JsonObject): JsonObject[] {
  const more = ['anyOf', 'oneOf', 'allOf'].flatMap((word) => (Array.isArray(schema[word]) ? (schema[word] as Json[]) : []));
  return [schema, ...more.filter(isObject).flatMap(partsOf)];
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
