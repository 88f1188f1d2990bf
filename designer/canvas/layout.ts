/** Tidies a flow: writes its nodes like text, row by row, so that the whole of it is seen at reading size. */
import type { Flow } from '../../flows/flow.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { bodyOf, isContainer } from './container.ts';
import { column, heightOf, onGrid } from './geometry.ts';
import { bodyPort, declaredPorts, originOf, portsOf, wiredPorts } from './ports.ts';

export type Layout = Record<string, [number, number]>;

/** A place for every node; the same flow always gives the same places. */
export function tidy(flow: Flow, types: ReadonlyMap<string, NodeTypeInfo>, foot = true): Layout {
  const targets = targetsOf(flow, types);
  const rows = writeRows(flow, targets, columnsFor(Object.keys(flow.nodes).length));
  const rowOf = new Map(rows.flatMap((row, at) => row.map((node) => [node, at] as const)));
  const wired = wiredPorts(flow);
  const bodies = Object.keys(flow.nodes).flatMap((id) => (isContainer(flow.nodes[id]!.type) ? [bodyOf(flow, id)] : []));
  /** How deep inside of containers a row lies: a frame begins or ends where that changes, and wants room. */
  const depth = (row: readonly string[] | undefined) => bodies.filter((body) => row?.some((id) => body.has(id))).length;
  const layout: Layout = {};
  let y = 0;
  rows.forEach((row, at) => {
    row.forEach((node, place) => {
      layout[node] = [place * column, y];
    });
    const tallest = Math.max(...row.map((id) => heightOf(portsOf(flow.nodes[id]!, types.get(flow.nodes[id]!.type), wired.get(id)), foot)));
    const frames = depth(row) === depth(rows[at + 1]) ? 0 : 60;
    y = onGrid(y + tallest + 60 + frames + 12 * Math.max(0, lanesBelow(at, row, rowOf, targets) - 1));
  });
  return layout;
}

/** Layout of the file where it has one, else tidied; a node added without a place stands below the rest. */
export function layoutOf(flow: Flow, types: ReadonlyMap<string, NodeTypeInfo>, foot = true): Layout {
  const given = flow.layout ?? {};
  const ids = Object.keys(flow.nodes);
  const missing = ids.filter((id) => !given[id]);
  if (missing.length === 0) return given;
  // Where most have none, as in a file written by hand, the others stay as they were when one is moved.
  if (missing.length * 2 > ids.length) return { ...tidy(flow, types, foot), ...Object.fromEntries(ids.flatMap((id) => (given[id] ? [[id, given[id]]] : []))) };
  const bottom = onGrid(Math.max(...ids.filter((id) => given[id]).map((id) => given[id]![1])) + 240);
  return { ...given, ...Object.fromEntries(missing.map((id, at) => [id, [(at % 4) * column, bottom + Math.floor(at / 4) * 240] as [number, number]])) };
}

/** Targets of every node in port order. */
export function targetsOf(flow: Flow, types: ReadonlyMap<string, NodeTypeInfo>): Map<string, string[]> {
  const leaving = Map.groupBy(
    flow.edges.filter((edge) => flow.nodes[edge.to]),
    (edge) => originOf(edge).node,
  );
  const targets = new Map<string, string[]>();
  for (const [id, node] of Object.entries(flow.nodes)) {
    const order = declaredPorts(node, types.get(node.type));
    const rank = (port: string | undefined) => (port === undefined ? 0 : order.indexOf(port) < 0 ? order.length : order.indexOf(port));
    const sorted = (leaving.get(id) ?? []).map((edge) => ({ rank: rank(originOf(edge).port), to: edge.to })).sort((a, b) => a.rank - b.rank);
    targets.set(id, [...new Set(sorted.map((edge) => edge.to))]);
  }
  return targets;
}

/** Where reading begins: nodes nobody leads to, in the order of the file; those that only a signal leads to come last. */
export function rootsOf(flow: Flow): string[] {
  const led = new Set(flow.edges.map((edge) => edge.to));
  const roots = Object.keys(flow.nodes).filter((id) => !led.has(id));
  const signaled = new Set(Object.values(flow.signals ?? {}).map((signal) => signal.to));
  return [...roots.filter((id) => !signaled.has(id)), ...roots.filter((id) => signaled.has(id))];
}

const columnsFor = (count: number): number => (count <= 48 ? 4 : Math.ceil(Math.sqrt(count) * 1.25));

/**
 * A row ends after a node that branches: its branches begin the next one, the lowest port leftmost and the
 * main path (first port) last. That is the order in which wrapping lines nest without crossing.
 */
function writeRows(flow: Flow, targets: ReadonlyMap<string, string[]>, columns: number): string[][] {
  const rows: string[][] = [[]];
  const placed = new Set<string>();
  const spine = new Set<string>();
  for (const root of rootsOf(flow)) for (let at: string | undefined = root; at && !spine.has(at); at = targets.get(at)?.[0]) spine.add(at);

  const place = (node: string) => {
    if (rows.at(-1)!.length >= columns) rows.push([]);
    rows.at(-1)!.push(node);
    placed.add(node);
  };
  const write = (start: string) => {
    for (let at: string | undefined = start; at && !placed.has(at); ) {
      place(at);
      const body = innerOf(flow, at).filter((node) => !placed.has(node));
      for (const inner of body) {
        rows.push([]);
        write(inner);
      }
      if (body.length > 0) rows.push([]);
      const [main, ...sides]: string[] = (targets.get(at) ?? []).filter((node) => !placed.has(node));
      const own = sides.filter((node) => !spine.has(node));
      if (own.length > 0 && rows.at(-1)!.length > 1) rows.push([]);
      for (const side of own.reverse()) write(side);
      at = main;
    }
  };
  for (const root of [...rootsOf(flow), ...Object.keys(flow.nodes)]) {
    if (placed.has(root)) continue;
    if (rows.at(-1)!.length > 0) rows.push([]);
    write(root);
  }
  return rows.filter((row) => row.length > 0);
}

/** Where the body of a container begins: it stands in rows of its own, so that a frame fits around it. */
const innerOf = (flow: Flow, id: string): string[] =>
  isContainer(flow.nodes[id]!.type) ? flow.edges.filter(({ from, to }) => from === `${id}.${bodyPort}` && flow.nodes[to]).map(({ to }) => to) : [];

/** How many lines run in the strip below a row: those that leave it for another row, or go back. */
function lanesBelow(at: number, row: readonly string[], rowOf: ReadonlyMap<string, number>, targets: ReadonlyMap<string, string[]>): number {
  let lanes = 0;
  row.forEach((node, place) => {
    for (const target of targets.get(node) ?? []) if (rowOf.get(target) !== at || row.indexOf(target) !== place + 1) lanes++;
  });
  return lanes;
}
