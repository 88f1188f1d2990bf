/** Config of a node with its expressions evaluated against what the run knows. */
import type { Json, JsonObject } from '../../flows/flow.ts';
import { isExpr } from '../../flows/flow.ts';
import { ConnectorError } from '../../nodes/node-type.ts';
import type { PlanNode } from './plan.ts';
import type { EvaluationLog, Expressions } from './ports.ts';

interface Place {
  path: string[];
  source: string;
}

const filled = new WeakMap<PlanNode, JsonObject>();

/** The node's config as drawn, with the fields its type derives from it. */
function configOf(node: PlanNode): JsonObject {
  const drawn = node.spec.config ?? {};
  if (!node.type.derive) return drawn;
  const known = filled.get(node);
  if (known) return known;
  const config = { ...drawn, ...node.type.derive(drawn) };
  filled.set(node, config);
  return config;
}

const placesOf = new WeakMap<PlanNode, Place[]>();

/** Where expressions stand in a node's config; found once per plan. */
export function expressionsIn(node: PlanNode): Place[] {
  const known = placesOf.get(node);
  if (known) return known;
  const places: Place[] = [];
  const walk = (value: Json, path: string[]): void => {
    if (isExpr(value)) {
      places.push({ path, source: value.$expr });
    } else if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, [...path, String(index)]);
    else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) walk(item, [...path, key]);
  };
  for (const [key, value] of Object.entries(configOf(node))) if (!node.type.raw?.includes(key)) walk(value, [key]);
  placesOf.set(node, places);
  return places;
}

/** What an expression looks at, so that only that is fetched. */
export interface Needs {
  trigger: boolean;
  order: boolean;
  item: boolean;
  /** Node ids, or 'all' when it cannot be told from the text. */
  steps: Set<string> | 'all';
}

const needsMemo = new Map<string, Needs>();

export function needsOf(source: string): Needs {
  const known = needsMemo.get(source);
  if (known) return known;
  const mentions = (word: string): boolean => new RegExp(`\\b${word}\\b`).test(source);
  const named = [...source.matchAll(/\bsteps\.([a-z][a-z0-9_]*)/g)].map((match) => match[1]!);
  const dynamic = (source.match(/\bsteps\b/g)?.length ?? 0) > named.length || source.includes('$$');
  const needs: Needs = {
    trigger: mentions('trigger') || source.includes('$$'),
    order: mentions('order') || source.includes('$$'),
    item: mentions('item') || source.includes('$$'),
    steps: dynamic ? 'all' : new Set(named),
  };
  if (needsMemo.size > 20_000) needsMemo.clear();
  needsMemo.set(source, needs);
  return needs;
}

/** Evaluates; `data` fetches what one expression needs. Throws ConnectorError `expr.*`. */
export async function evaluateConfig(
  node: PlanNode,
  data: (needs: Needs) => JsonObject | Promise<JsonObject>,
  expressions: Expressions,
  log: EvaluationLog,
): Promise<JsonObject> {
  const config = configOf(node);
  const places = expressionsIn(node);
  if (places.length === 0) return config;
  const copy = copyPaths(config, places);
  for (const place of places) {
    let given = data(needsOf(place.source));
    if (given instanceof Promise) given = await given;
    let value = expressions.evaluate(place.source, given, log);
    if (value instanceof Promise) value = await value;
    if (value === undefined && node.type.missing === 'null') value = null;
    if (value === undefined) {
      throw new ConnectorError(
        'expr.undefined_value',
        `${node.title}: field "${place.path.join('.')}" has no value, because ${place.source} found nothing — check the spelling or give a default`,
      );
    }
    parentOf(copy, place.path)[place.path.at(-1)!] = value;
  }
  return copy;
}

type Holder = { [key: string]: Json };

function parentOf(root: Holder, path: string[]): Holder {
  let at: Holder = root;
  for (const key of path.slice(0, -1)) at = at[key] as Holder;
  return at;
}

/** Copies only the branches that expressions replace; everything else is shared. */
function copyPaths(config: JsonObject, places: Place[]): Holder {
  const copy: Holder = { ...config };
  const fresh = new Set<object>([copy]);
  for (const place of places) {
    let at = copy;
    for (const key of place.path.slice(0, -1)) {
      let next = at[key] as Holder;
      if (!fresh.has(next)) {
        next = (Array.isArray(next) ? [...next] : { ...next }) as Holder;
        fresh.add(next);
        at[key] = next;
      }
      at = next;
    }
  }
  return copy;
}
