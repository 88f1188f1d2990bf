/** What can be switched off, what that holds just now, and what it would hold. */
import type { Flow } from '../../flows/flow.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import type { Bound } from '../access/bound.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { HeldRow, Reads } from '../engine/reads.ts';
import type { Held, HeldPreview, Switch } from './api.ts';
import { addUp } from './flow-info.ts';
import { iso } from './run-info.ts';

export interface HeldDeps {
  catalogue: Pick<Catalogue, 'deployed'>;
  bound: Pick<Bound, 'list' | 'boundTo'>;
  nodeTypes: ReadonlyMap<string, NodeType>;
}

const marked = (mark: { at?: number | undefined; by?: string | undefined; reason?: string | undefined }) => ({
  ...(mark.at === undefined ? {} : { since: iso(mark.at) }),
  ...(mark.by === undefined ? {} : { by: mark.by }),
  ...(mark.reason ? { reason: mark.reason } : {}),
});

/** Every switch of a tenant: deployed flows with their triggers, and connections with the nodes behind them. */
export function switchesOf({ catalogue, bound, nodeTypes }: HeldDeps, tenant: string): Switch[] {
  const deployed = catalogue.deployed(tenant);
  const flows = deployed.flatMap((one): Switch[] => {
    const { flow, paused, pausedAt, pausedBy, pauseReason, triggers = {} } = one;
    const own = Object.entries(flow.nodes)
      .filter(([, { type, off }]) => nodeTypes.get(type)?.trigger !== undefined && off !== true)
      .map(([node, spec]): Switch => {
        const title = spec.title ?? nodeTypes.get(spec.type)?.title ?? node;
        const at = { id: `${flow.id}/${node}`, title, nodes: [{ flow: flow.id, node }] };
        return { kind: 'trigger', ...at, paused: triggers[node] !== undefined, ...marked(triggers[node] ?? {}) };
      });
    const mark = paused ? marked({ at: pausedAt, by: pausedBy, reason: pauseReason }) : {};
    return [{ kind: 'flow', id: flow.id, title: flow.title, nodes: own.flatMap(({ nodes }) => nodes), paused, ...mark }, ...own];
  });
  const connections = bound.list(tenant).map(({ id, title, paused, pause }): Switch => {
    const nodes = deployed.flatMap(({ flow }) =>
      nodesBehind(flow, (slot) => bound.boundTo(tenant, slot, flow.id) === id).map((node) => ({ flow: flow.id, node })),
    );
    return { kind: 'connection', id, title, nodes, paused, ...marked((paused && pause) || {}) };
  });
  return [...flows, ...connections];
}

const nodesBehind = ({ nodes }: Flow, isBound: (slot: string) => boolean): string[] =>
  Object.entries(nodes)
    .filter(([, { slot }]) => slot !== undefined && isBound(slot))
    .map(([id]) => id);

/** Switches that are off, and those that are on again while what they held still goes on; most runs first. */
export function heldOf(switches: Switch[], rows: HeldRow[]): Held[] {
  const byName = Map.groupBy(rows, (row) => nameOf(switches, row));
  const held = switches.flatMap((one): Held[] => {
    const own = byName.get(`${one.kind} ${one.id}`) ?? [];
    if (!one.paused && own.length === 0) return [];
    return [
      {
        ...one,
        runs: own.reduce((sum, { runs }) => sum + runs, 0),
        money: addUp(own.map(({ money }) => money)),
        ...(own.length > 0 ? { oldest: iso(Math.min(...own.map(({ oldest }) => oldest))) } : {}),
        at: own.map(({ flow, node, runs }) => ({ flow, node, runs })),
      },
    ];
  });
  return held.sort((a, b) => b.runs - a.runs);
}

/** What comes in while both are paused is held by the flow. */
function nameOf(switches: Switch[], { code, flow, node, by }: HeldRow): string {
  if (code === 'connection.paused') return `connection ${by}`;
  const isOff = (kind: Switch['kind'], id: string): boolean => switches.some((one) => one.kind === kind && one.id === id && one.paused);
  return !isOff('flow', flow) && isOff('trigger', `${flow}/${node}`) ? `trigger ${flow}/${node}` : `flow ${flow}`;
}

/** Open runs that stand where their way leads to one of these nodes; one that stands at several is counted at each. */
export function onTheirWay({ nodes }: Switch, open: Awaited<ReturnType<Reads['open']>>, flows: Flow[]): HeldPreview {
  const ahead = new Set(flows.flatMap((flow) => leadingTo(flow, new Set(nodes.filter((one) => one.flow === flow.id).map(({ node }) => node)))));
  const rows = open.filter(({ flow, node, status }) => status !== 'parked' && ahead.has(`${flow}/${node}`));
  return { runs: rows.reduce((sum, { runs }) => sum + runs, 0), money: addUp(rows.map(({ money }) => money)) };
}

function leadingTo({ id, edges }: Flow, found: Set<string>): string[] {
  for (const node of found) for (const { from, to } of edges) if (to === node) found.add(from.split('.')[0]!);
  return [...found].map((node) => `${id}/${node}`);
}
