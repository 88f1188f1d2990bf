/** The way from a fixed value to an expression that says the same, and back. Pure. */
import { isExpr } from '../../flows/flow.ts';
import type { Json, JsonObject } from '../../server/http/api.ts';
import { fits } from './validator.ts';

/** An expression for a fixed value: the value as a literal, expressions inside it in their places. */
export const exprOf = (value: Json | undefined): { $expr: string } => ({ $expr: value === undefined ? '' : literal(value) });

function literal(value: Json): string {
  if (isExpr(value)) return `(${value.$expr})`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([name, inner]) => `${JSON.stringify(name)}: ${literal(inner)}`)
      .join(', ')}}`;
  }
  return JSON.stringify(value);
}

/** The fixed value behind an expression: what stood there before, else the literal it is where that fits, else nothing. */
export function fixedOf(value: Json | undefined, schema: JsonObject, before: Json | undefined): Json | undefined {
  if (before !== undefined && isExpr(value) && exprOf(before).$expr === value.$expr) return before;
  if (isExpr(value)) {
    try {
      const found = JSON.parse(value.$expr) as Json;
      if (fits(schema, found)) return found;
    } catch {
      // not a literal: there is no fixed value in it
    }
  }
  return before;
}
