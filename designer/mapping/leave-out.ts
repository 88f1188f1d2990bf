import { isExpr, type Json, type JsonObject } from '../../flows/flow.ts';
import { marksOf } from './marks.ts';
import type { FieldPath } from './source.ts';

/**
 * The object around a field as one expression, which leaves out what has no value; in plain JSON an expression that finds nothing fails the step.
 * Undefined where it cannot be written so: a list of the drawing with expressions in it, or a field that already stands in an expression.
 */
export function leaveOut(value: Json | undefined, path: FieldPath): Json | undefined {
  const [name, ...rest] = path;
  if (name === undefined || !isObject(value)) return undefined;
  if (rest.length === 0 || !isObject(value[name])) {
    const text = textOf(value);
    return text === undefined || !Object.hasOwn(value, name) || (rest.length > 0 && !isObject(value[name])) ? undefined : { $expr: text };
  }
  const inner = leaveOut(value[name], rest);
  return inner === undefined ? undefined : { ...value, [name]: inner };
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value) && !isExpr(value);

/** A value of the drawing as an expression with the same meaning. */
function textOf(value: Json): string | undefined {
  if (isExpr(value)) return whole(value.$expr);
  if (Array.isArray(value)) return holdsExpression(value) ? undefined : JSON.stringify(value);
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, inner]) => {
    const text = textOf(inner);
    return text === undefined ? undefined : `${JSON.stringify(name)}: ${text}`;
  });
  return fields.includes(undefined) ? undefined : `{${fields.join(', ')}}`;
}

/** One operand, whatever it holds. */
function whole(text: string): string | undefined {
  const marks = marksOf(text);
  if (!marks) return undefined;
  return marks.some(({ char, depth }) => depth === 0 && (char === ',' || char === ';')) || text.includes(':=') ? `(${text})` : text.trim();
}

const holdsExpression = (value: Json): boolean =>
  isExpr(value) ||
  (Array.isArray(value) ? value.some(holdsExpression) : typeof value === 'object' && value !== null && Object.values(value).some(holdsExpression));
