/** Begin a run: its first commit, ready to be stored with the delivery that caused it. */
import { doorPath, readDoorPath } from '../../flows/door-path.ts';
import type { Flow, Json } from '../../flows/flow.ts';
import { moneyOf } from './amount.ts';
import type { Parent, RunEvent } from './events.ts';
import { derive, runIdOf } from './ids.ts';
import type { RunStart } from './ports.ts';
import { refOf } from './values.ts';

export { deliveryIdOf, runIdOf } from './ids.ts';

export interface Start {
  tenant: string;
  endpoint: string;
  dedupeKey: string;
  flow: Flow;
  version: string;
  /** Node id of the trigger. */
  trigger: string;
  document: Json;
  /** Canonical form; the document itself when absent. */
  order?: Json;
  keys?: string[];
  at: number;
  /** JSON text of `document`, when the caller has it. */
  documentJson?: string;
  /** The flow is paused, or this trigger alone: keep the run, start nothing. */
  held?: Pause;
}

/** `true` is the pause of the whole flow. */
export type Pause = boolean | 'trigger';

/** How lists show an order whose flow is paused. */
export const keptByPause = { status: 'waiting', code: 'flow.paused', reason: 'The flow is paused: kept, not started' } as const;

export const keptWith = (pause: 'flow' | Pause) =>
  pause === 'trigger' ? ({ ...keptByPause, reason: 'The trigger is paused: kept, not started' } as const) : keptByPause;

/** A flow's run for one message. Keys that are plain paths are known at once; others are attached by the first drain. */
export function startRun(start: Start): RunStart {
  const input = refOf(start.document, start.documentJson);
  const order = start.order === undefined || start.order === start.document ? undefined : refOf(start.order);
  const keys = [...new Set([...(start.keys ?? []), ...keyAtDoor(start.flow.key, start.document, start.order ?? start.document)])];
  const [lane] = keyAtDoor(start.flow.lane?.key, start.document, start.order ?? start.document);
  const event: RunEvent = {
    type: 'run.started',
    at: start.at,
    trigger: start.trigger,
    input: input.ref,
    keys,
    ...(order ? { order: order.ref } : {}),
    ...(lane === undefined ? {} : { lane }),
  };
  const amount = moneyOf(start.order ?? start.document);
  return {
    head: {
      tenant: start.tenant,
      id: runIdOf(start.tenant, start.endpoint, start.dedupeKey, start.flow.id),
      flow: start.flow.id,
      version: start.version,
      status: 'running',
      startedAt: start.at,
      updatedAt: start.at,
      ...(start.held ? keptWith(start.held) : { wakeAt: start.at }),
      seq: 1,
      open: [start.trigger],
      keys,
      ...amount,
      ...(lane === undefined ? {} : { lane }),
    },
    events: [event],
    payloads: [input.payload, order?.payload].filter((payload) => payload !== undefined),
    ...(Object.keys(start.flow.signals ?? {}).length > 0 ? { listens: true as const } : {}),
  };
}

/** A child run: of a subflow, or of a slice of a container's items (`scope`). Same parent and place, same id. */
export function startChild(child: {
  tenant: string;
  flow: string;
  version: string;
  trigger: string;
  parent: Parent;
  scope?: string;
  input: Json;
  outer?: Json;
  keys: string[];
  at: number;
}): RunStart {
  const id = derive('child', child.parent.runId, child.parent.step, String(child.parent.offset ?? 0));
  const input = refOf(child.input);
  const outer = child.outer === undefined ? undefined : refOf(child.outer);
  return {
    head: {
      tenant: child.tenant,
      id,
      flow: child.flow,
      version: child.version,
      status: 'running',
      startedAt: child.at,
      updatedAt: child.at,
      wakeAt: child.at,
      seq: 1,
      open: [child.trigger],
      keys: child.keys,
      parent: child.parent.runId,
    },
    events: [
      {
        type: 'run.started',
        at: child.at,
        trigger: child.trigger,
        input: input.ref,
        keys: child.keys,
        parent: child.parent,
        ...(outer ? { outer: outer.ref } : {}),
        ...(child.scope ? { scope: child.scope } : {}),
      },
    ],
    payloads: [input.payload, outer?.payload].filter((payload) => payload !== undefined),
  };
}

/** A key that needs no expression engine: a literal, or a plain path into the message. */
function keyAtDoor(key: Flow['key'], trigger: Json, order: Json): string[] {
  if (key === undefined) return [];
  if (typeof key === 'string') return [key];
  const path = doorPath(key.$expr);
  return path ? keyText(readDoorPath(path, { trigger, order })) : [];
}

/** A key as text: strings and numbers only. */
export function keyText(value: Json | undefined): string[] {
  if (typeof value === 'number' && Number.isFinite(value)) return [String(value)];
  return typeof value === 'string' && value !== '' ? [value.slice(0, 200)] : [];
}
