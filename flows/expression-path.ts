import type { Ast } from './expression-syntax.ts';
import type { Json } from './flow.ts';

/** Answer of a native reader that meets a case it leaves to JSONata: an array in the middle of a path, values it would not compare. */
export const notPlain: unique symbol = Symbol('not plain');
export type NotPlain = typeof notPlain;

/** Keys and indexes of a path without filters, wildcards or functions; undefined for anything else. */
export function plainPath(ast: Ast): (string | number)[] | undefined {
  if (ast.type !== 'path' || !hasOnly(ast, 'type', 'steps')) return undefined;
  const path: (string | number)[] = [];
  for (const step of ast.steps ?? []) {
    if (step.type !== 'name' || typeof step.value !== 'string' || !hasOnly(step, 'type', 'value', 'position', 'stages')) return undefined;
    path.push(step.value);
    for (const stage of step.stages ?? []) {
      const index = stage.type === 'filter' && stage.expr?.type === 'number' ? stage.expr.value : undefined;
      if (!Number.isSafeInteger(index)) return undefined;
      path.push(index as number);
    }
  }
  return path;
}

/** Reads a plain path as JSONata would, in nanoseconds; `notPlain` where JSONata would map over an array. */
export function readPath(path: readonly (string | number)[], data: { [name: string]: Json }): Json | undefined | NotPlain {
  let value: Json | undefined = data;
  for (let at = 0; at < path.length; at++) {
    const part = path[at]!;
    if (typeof part === 'number') {
      if (value === undefined) return undefined;
      if (Array.isArray(value)) {
        value = value[part < 0 ? value.length + part : part];
        if (Array.isArray(value)) return notPlain;
      } else if (part !== 0 && part !== -1) return undefined;
    } else {
      if (Array.isArray(value)) return notPlain;
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
      value = value[part];
    }
  }
  return value;
}

/** True when a node carries none of the marks (`[]`, `@`, `#`, groups, predicates) that give it another meaning. */
export function hasOnly(ast: Ast, ...allowed: string[]): boolean {
  for (const [key, value] of Object.entries(ast)) if (value !== undefined && !allowed.includes(key)) return false;
  return true;
}
