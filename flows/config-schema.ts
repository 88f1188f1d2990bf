import { isExpr, type Json, type JsonObject } from './flow.ts';

const expression: JsonObject = { type: 'object', required: ['$expr'], properties: { $expr: { type: 'string', minLength: 1 } }, maxProperties: 1 };
/** Keywords whose value is one schema, or a list of them, for the same value. */
const same = new Set(['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else']);
/** Keywords whose value is a map of schemas for inner values. */
const maps = new Set(['properties', 'patternProperties', '$defs']);
/** Keywords whose value is a schema, or a list of them, for inner values. */
const inner = new Set(['items', 'prefixItems', 'additionalProperties']);

/** A config schema in which every inner value may also be an expression, unless it or something around it says `x-expr: false`. */
export function allowExpressions(schema: JsonObject): JsonObject {
  if (schema['x-expr'] === false) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, rule]) => {
      if (same.has(keyword)) return [keyword, each(rule, allowExpressions)];
      if (keyword === '$defs' && isObject(rule)) return [keyword, eachValue(rule, allowExpressions)];
      if (maps.has(keyword) && isObject(rule)) return [keyword, eachValue(rule, orExpression)];
      if (inner.has(keyword)) return [keyword, each(rule, orExpression)];
      return [keyword, rule];
    }),
  );
}

function orExpression(schema: JsonObject): JsonObject {
  return schema['x-expr'] === false ? schema : { if: expression, else: allowExpressions(schema) };
}

/** The config without its expressions and the pointers at which they stood, for what can be known before a run. */
export function splitConfig(config: JsonObject): { literal: JsonObject; expressions: { path: (string | number)[]; source: string }[] } {
  const expressions: { path: (string | number)[]; source: string }[] = [];
  const keep = (value: Json, path: (string | number)[]): Json | undefined => {
    if (isExpr(value)) {
      expressions.push({ path, source: value.$expr });
      return undefined;
    }
    if (Array.isArray(value)) return value.map((item, at) => keep(item, [...path, at]) ?? null);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]) => {
        const kept = keep(item, [...path, key]);
        return kept === undefined ? [] : [[key, kept]];
      }),
    );
  };
  return { literal: keep(config, []) as JsonObject, expressions }; // an object stays an object
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

const each = (rule: Json, change: (schema: JsonObject) => JsonObject): Json =>
  Array.isArray(rule) ? rule.map((one) => (isObject(one) ? change(one) : one)) : isObject(rule) ? change(rule) : rule;

const eachValue = (rules: JsonObject, change: (schema: JsonObject) => JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, isObject(rule) ? change(rule) : rule]));
