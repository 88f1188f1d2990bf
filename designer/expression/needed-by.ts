import type { ExpressionData, JsonObject } from '../../server/http/api.ts';

/** Only what an expression names: an example may be large, and a preview is asked for with every pause in typing. */
export function neededBy(source: string, { trigger, order, steps = {}, item, run }: ExpressionData): ExpressionData {
  const isWhole = source.includes('$$');
  const mentions = (word: string): boolean => isWhole || new RegExp(`\\b${word}\\b`).test(source);
  const named = [...source.matchAll(/\bsteps\s*\.\s*`?([a-z][a-z0-9_]*)/g)].map(([, id]) => id!);
  const isDynamic = isWhole || (source.match(/\bsteps\b/g)?.length ?? 0) > named.length;
  const wanted: JsonObject = isDynamic ? steps : Object.fromEntries(named.filter((id) => steps[id] !== undefined).map((id) => [id, steps[id]!]));
  return {
    trigger: mentions('trigger') ? trigger : null,
    order: mentions('order') ? (order ?? trigger) : null,
    steps: mentions('steps') ? wanted : {},
    ...(item !== undefined && mentions('item') ? { item } : {}),
    ...(run ? { run } : {}),
  };
}
