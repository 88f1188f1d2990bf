/** Says what a deploy or a rollback does to the orders under way before it is done, and moves those that are safe when asked to. */
import { type Flow, ProblemError } from '../../flows/flow.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import type { Bound } from '../access/bound.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { derive } from '../engine/ids.ts';
import { type Plan, planOf } from '../engine/plan.ts';
import type { Clock, Queue, RunStore } from '../engine/ports.ts';
import type { DeployPreview, VersionName, WaitingPlace } from '../http/api.ts';
import { addUp } from '../http/flow-info.ts';
import type { Ship } from '../http/ship-service.ts';
import { longestWait } from './longest-wait.ts';
import { type JudgeDeps, type Judged, judgeOpen } from './open-runs.ts';
import { sayPin, sayPlace } from './place-words.ts';

export interface ShipDeps extends JudgeDeps {
  catalogue: Pick<Catalogue, 'prepared' | 'detail' | 'version' | 'versions' | 'validate' | 'deployed'>;
  bound: Pick<Bound, 'boundTo' | 'list'>;
  nodeTypes: ReadonlyMap<string, NodeType>;
  store: Pick<RunStore, 'ask'>;
  queue: Pick<Queue, 'ring'>;
  clock: Pick<Clock, 'now'>;
}

/** A person waits for the one, and has decided on the other. */
const mostLookedAt = 2_000;
const mostMoved = 20_000;
const askedAtOnce = 64;

export function shipOf(deps: ShipDeps): Ship {
  const { catalogue, bound, nodeTypes, store, queue, clock } = deps;
  let asks = 0;

  const standing = (tenant: string, id: string) => catalogue.deployed(tenant).find(({ flow }) => flow.id === id);

  async function target({ tenant }: Viewer, id: string, version: string | undefined) {
    if (version === undefined) return catalogue.prepared(tenant, id);
    const found = await catalogue.version(tenant, id, version);
    return { ...found, problems: await catalogue.validate(tenant, found.flow) };
  }

  /** A draft with errors has none. */
  function planFor(tenant: string, flow: Flow, version: string): Plan | undefined {
    try {
      return planOf(tenant, flow, version, (type) => nodeTypes.get(type));
    } catch {
      return undefined;
    }
  }

  function slotsOf(tenant: string, { id, slots = {} }: Flow): DeployPreview['slots'] {
    return Object.entries(slots).map(([slot, connector]) => {
      const connection = bound.list(tenant).find((one) => one.id === bound.boundTo(tenant, slot, id));
      return { slot, connector, paused: connection?.paused ?? false, ...(connection ? { connection: connection.title } : {}) };
    });
  }

  async function placesOf(tenant: string, id: string, runs: Judged[], to: Plan | undefined, numbers: ReadonlyMap<string, number>): Promise<WaitingPlace[]> {
    const waiting = runs.filter(({ head }) => head.status === 'waiting');
    const places = Map.groupBy(waiting, ({ head }) => `${head.version} ${head.open[0] ?? ''}`);
    const said = await Promise.all(
      [...places.values()].map(async (own): Promise<WaitingPlace> => {
        const { version, open } = own[0]!.head;
        const node = open[0] ?? '';
        const from = await deps.plan(tenant, id, version);
        const known = from?.nodes.get(node) ?? to?.nodes.get(node);
        const titleOf = (one: string): string => (to?.nodes.get(one) ?? from?.nodes.get(one))?.title ?? one;
        const reasons = Map.groupBy(
          own.flatMap(({ pin }) => pin ?? []),
          (pin) => sayPin(pin, titleOf),
        );
        return {
          node,
          title: known?.title ?? node,
          type: known?.spec.type ?? '',
          from: { version, number: numbers.get(version) ?? 0 },
          runs: own.length,
          money: addUp(own.flatMap(({ head }) => (head.amount === undefined || head.currency === undefined ? [] : [{ [head.currency]: head.amount }]))),
          ...sayPlace(node, from, to),
          safe: own.filter(({ pin }) => pin === undefined).length,
          stays: [...reasons].map(([reason, pinned]) => ({ reason, runs: pinned.length })).sort((a, b) => b.runs - a.runs),
        };
      }),
    );
    const order = [...(to?.nodes.keys() ?? [])];
    return said.sort((a, b) => order.indexOf(a.node) - order.indexOf(b.node) || b.from.number - a.from.number);
  }

  return {
    async preview(viewer, id, version) {
      const { tenant } = viewer;
      const ahead = await target(viewer, id, version);
      const to = planFor(tenant, ahead.flow, ahead.version);
      const [{ runs, more }, versions] = await Promise.all([
        judgeOpen(deps, { tenant, flow: id, version: ahead.version, to, most: mostLookedAt }),
        catalogue.versions(tenant, id),
      ]);
      const now = standing(tenant, id);
      const longest = to && longestWait(to);
      const inStatus = (status: string): number => runs.filter(({ head }) => head.status === status).length;
      return {
        ...(now ? { from: named(now) } : {}),
        to: named(ahead),
        ...('rev' in ahead ? { rev: ahead.rev } : {}),
        problems: ahead.problems,
        // They stand in the draft; no version is frozen with them.
        tests: version === undefined ? Object.keys((await catalogue.detail(tenant, id)).draft.tests ?? {}).length : 0,
        slots: slotsOf(tenant, ahead.flow),
        ...(longest === undefined ? {} : { longestWaitMs: longest }),
        runs: runs.length,
        working: inStatus('running'),
        parked: inStatus('parked'),
        safe: runs.filter(({ pin }) => pin === undefined).length,
        places: await placesOf(tenant, id, runs, to, new Map(versions.map((one) => [one.version, one.number]))),
        more,
      };
    },
    async moveSafe({ tenant, name }, flow, reason) {
      const now = standing(tenant, flow);
      if (!now) throw new ProblemError(409, { code: 'flow.not_deployed', path: '', message: `Flow ${flow} was never deployed here. Deploy it first.` });
      const to = await deps.plan(tenant, flow, now.version);
      const { runs, more } = await judgeOpen(deps, { tenant, flow, version: now.version, to, most: mostMoved });
      const safe = runs.filter(({ pin }) => pin === undefined);
      const ask = async ({ head }: Judged): Promise<void> => {
        const at = clock.now();
        asks += 1;
        const id = derive(head.id, 'move', now.version, String(at), String(asks));
        await store.ask({ tenant, runId: head.id, id, kind: 'move', version: now.version, by: name, reason, at });
        queue.ring(tenant, head.id, { flow });
      };
      // Side by side, so that many share one durable write.
      for (let from = 0; from < safe.length; from += askedAtOnce) await Promise.all(safe.slice(from, from + askedAtOnce).map(ask));
      return { asked: safe.length, stay: runs.length - safe.length, more };
    },
  };
}

const named = ({ version, number }: VersionName): VersionName => ({ version, number });
