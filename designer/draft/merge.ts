/** Two drafts that began as one: what each changed, put together by node and field. */
import type { Flow, Json } from '../../flows/flow.ts';
import { applyPatches, isPresence, type Patch, patchesBetween } from './patch.ts';
import { sameJson } from './same-json.ts';

/** One field that both changed to something else: a person says which stays. */
export interface Conflict {
  path: readonly string[];
  before: Json | undefined;
  mine: Json | undefined;
  theirs: Json | undefined;
}

export interface Merged {
  flow: Flow;
  /** What of theirs is new here. */
  taken: Patch[];
  /** Open questions; until they are answered the draft holds my value. */
  conflicts: Conflict[];
}

/** Mine and theirs, both made from `base`. A place that both moved stays mine: it means nothing to a run. */
export function merge(base: Flow, mine: Flow, theirs: Flow): Merged {
  const own = patchesBetween(base, mine).filter((patch) => !isPresence(patch));
  const other = patchesBetween(base, theirs);
  const conflicts: Conflict[] = [];
  const clashing = (patch: Patch): boolean => {
    const met = own.find(({ path }) => startsWith(path, patch.path) || startsWith(patch.path, path));
    if (!met || (met.path.length === patch.path.length && sameJson(met.is, patch.is))) return met !== undefined;
    if (patch.path[0] === 'layout') return true;
    const path = met.path.length <= patch.path.length ? met.path : patch.path;
    if (!conflicts.some((known) => startsWith(path, known.path)))
      conflicts.push({ path, before: at(base, path), mine: at(mine, path), theirs: at(theirs, path) });
    return true;
  };
  const taken = other.filter((patch) => !clashing(patch));
  return { flow: withoutLooseEnds(applyPatches(mine, taken)), taken, conflicts };
}

/** Changes that were made from an older draft and never sent, put onto the one the hub holds; what both changed is asked. */
export function takenUp(held: Flow, unsent: readonly { base: Flow; flow: Flow }[]): Pick<Merged, 'flow' | 'conflicts'> {
  const conflicts: Conflict[] = [];
  const flow = unsent.reduce((now, one) => {
    const merged = merge(one.base, one.flow, now);
    conflicts.push(...merged.conflicts);
    return merged.flow;
  }, held);
  return { flow, conflicts };
}

/** The answer to one question as a change of the draft. */
export const answered = (flow: Flow, { path, mine }: Conflict, value: Json | undefined): Flow =>
  withoutLooseEnds(applyPatches(flow, [{ path, was: mine, is: value }]));

/** One of us removed a node the other drew a line to: the line goes with it. */
function withoutLooseEnds(flow: Flow): Flow {
  const stands = ({ from, to }: Flow['edges'][number]) => flow.nodes[from.split('.')[0]!] !== undefined && flow.nodes[to] !== undefined;
  return flow.edges.every(stands) ? flow : { ...flow, edges: flow.edges.filter(stands) };
}

const startsWith = (path: readonly string[], start: readonly string[]): boolean => start.length <= path.length && start.every((key, n) => path[n] === key);

function at(flow: Flow, path: readonly string[]): Json | undefined {
  let value: unknown = flow;
  for (const key of path)
    value = typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  return value as Json | undefined; // a flow is JSON
}
