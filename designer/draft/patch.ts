/**
 * What differs between two states of a drawing, in the units people think in: a setting of the flow, a field of a node, a line,
 * a place. Undo, autosave and merge all speak in these, so two people who change different fields never meet.
 */
import type { Flow, Json } from '../../flows/flow.ts';
import { sameJson } from './same-json.ts';

/** One unit before and after; a side that is `undefined` does not exist. */
export interface Patch {
  path: readonly string[];
  was: Json | undefined;
  is: Json | undefined;
}

type Fields = { readonly [key: string]: Json | undefined };

/** Maps whose members are units of their own, and nodes and their config one level deeper. */
const maps = new Set(['slots', 'signals', 'nodes', 'layout', 'notes', 'tests']);
const isOpened = (path: readonly string[]): boolean =>
  path.length === 0 || (path.length === 1 && maps.has(path[0]!)) || (path[0] === 'nodes' && (path.length === 2 || (path.length === 3 && path[2] === 'config')));

/** Every unit that differs. Lines count as units named `from>to`; their order means nothing. */
export function patchesBetween(before: Flow, after: Flow): Patch[] {
  const patches: Patch[] = [];
  walk([], unitsOf(before) as Json, unitsOf(after) as Json, patches); // absent fields are passed over
  return patches;
}

function walk(path: readonly string[], was: Json | undefined, is: Json | undefined, into: Patch[]): void {
  if (was === is) return;
  if (isOpened(path) && isMap(was) && isMap(is)) {
    for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) walk([...path, key], own(was, key), own(is, key), into);
  } else if (path.length === 1 && maps.has(path[0]!)) {
    // A map that comes or goes is told by its members, between which somebody else may put others at the same time.
    if (was === undefined) into.push({ path, was, is: {} });
    for (const [key, value] of Object.entries(was ?? {})) into.push({ path: [...path, key], was: value, is: undefined });
    for (const [key, value] of Object.entries(is ?? {})) into.push({ path: [...path, key], was: undefined, is: value });
    if (is === undefined) into.push({ path, was: {}, is });
  } else if (path[0] === 'edges' && path.length === 1) {
    const [had, has] = [new Set(was as string[]), new Set(is as string[])];
    for (const line of had) if (!has.has(line)) into.push({ path: ['edges', line], was: true, is: undefined });
    for (const line of has) if (!had.has(line)) into.push({ path: ['edges', line], was: undefined, is: true });
  } else if (!sameJson(was, is)) into.push({ path, was, is });
}

/** The drawing with these units as they became; a unit whose node is gone is passed over. */
export function applyPatches(flow: Flow, patches: readonly Patch[]): Flow {
  let units = unitsOf(flow);
  let edges: Set<string> | undefined;
  for (const { path, is } of patches) {
    if (path[0] === 'edges') {
      edges ??= new Set(units['edges'] as string[]);
      if (is === undefined) edges.delete(path[1]!);
      else edges.add(path[1]!);
    } else units = put(units, path, is);
  }
  return flowOf(edges ? { ...units, edges: [...edges] } : units, flow);
}

/** The way back. */
export const inverted = (patches: readonly Patch[]): Patch[] => patches.map(({ path, was, is }) => ({ path, was: is, is: was })).reverse();

/** Says only that a map of units is there or not, whatever it holds. */
export const isPresence = ({ path }: Patch): boolean => path.length === 1 && maps.has(path[0]!);

function put(units: Fields, path: readonly string[], value: Json | undefined): Fields {
  const [top, ...rest] = path as [string, ...string[]];
  const held = own(units, top);
  if (rest.length > 0) return { ...units, [top]: putIn(isMap(held) ? held : {}, rest, value) as Json };
  if (maps.has(top) && isMap(held) && (value !== undefined || Object.keys(held).length > 0)) return units;
  return withMember(units, top, value);
}

function putIn(at: Fields, [key, ...rest]: readonly string[], value: Json | undefined): Fields {
  if (rest.length === 0) return withMember(at, key!, value);
  const held = own(at, key!);
  return isMap(held) ? { ...at, [key!]: putIn(held, rest, value) as Json } : at;
}

function withMember(at: Fields, key: string, value: Json | undefined): Fields {
  if (value !== undefined) return { ...at, [key]: value };
  const { [key]: _gone, ...others } = at;
  return others;
}

const unitCache = new WeakMap<Flow, Fields>();

/** The document with its lines as names. */
function unitsOf(flow: Flow): Fields {
  const known = unitCache.get(flow);
  if (known) return known;
  const units = { ...(flow as unknown as Fields), edges: flow.edges.map(({ from, to }) => `${from}>${to}`) }; // a flow is JSON
  unitCache.set(flow, units);
  return units;
}

function flowOf(units: Fields, like: Flow): Flow {
  const names = units['edges'] as string[];
  const known = new Map(like.edges.map((edge) => [`${edge.from}>${edge.to}`, edge]));
  const edges = names.map((name) => known.get(name) ?? { from: name.slice(0, name.indexOf('>')), to: name.slice(name.indexOf('>') + 1) });
  const flow = { ...units, edges } as unknown as Flow; // every unit came from a flow
  unitCache.set(flow, units);
  return flow;
}

const isMap = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const own = (fields: Fields, key: string): Json | undefined => (Object.hasOwn(fields, key) ? fields[key] : undefined);
