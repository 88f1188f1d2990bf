/** Which run of a shadow follows which live one: the ids tell, both ways. */
import type { Flow } from '../../flows/flow.ts';
import type { RunEvent } from '../engine/events.ts';
import type { RunStart } from '../engine/ports.ts';

/** No derived id has a digit below 2. */
const mark = 's0';

export const shadowIdOf = (id: string): string => `${mark}${id}`;

/** Undefined for a child run of a shadow: its live counterpart is not told by its id. */
export const liveIdOf = (id: string): string | undefined => (id.startsWith(mark) ? id.slice(mark.length) : undefined);

export interface Follower {
  /** Owns the shadow's runs. */
  tenant: string;
  flow: Flow;
  version: string;
}

/** The shadow's first commit for the start of a live run; undefined where its drawing has no such trigger. */
export function besides(live: RunStart, drawn: Flow | undefined, { tenant, flow, version }: Follower): RunStart | undefined {
  const began = live.events.find((event) => event.type === 'run.started');
  const trigger = began && triggerIn(flow, began.trigger, drawn?.nodes[began.trigger]?.type);
  if (trigger === undefined) return undefined;
  const { code: _, reason: __, lane, ...head } = live.head;
  const events = live.events.map((event) => startedBy(event, trigger, flow.lane !== undefined));
  return {
    head: {
      ...head,
      tenant,
      id: shadowIdOf(head.id),
      version,
      status: 'running',
      wakeAt: head.startedAt,
      open: [trigger],
      ...(lane === undefined || !flow.lane ? {} : { lane }),
    },
    events,
    payloads: live.payloads,
    ...(Object.keys(flow.signals ?? {}).length > 0 ? { listens: true as const } : {}),
  };
}

function triggerIn({ nodes }: Flow, id: string, type: string | undefined): string | undefined {
  if (nodes[id] !== undefined && (type === undefined || nodes[id].type === type)) return id;
  return Object.keys(nodes).find((node) => nodes[node]?.type === type);
}

function startedBy(event: RunEvent, trigger: string, hasLane: boolean): RunEvent {
  if (event.type !== 'run.started') return event;
  const { lane, ...rest } = event;
  return { ...rest, trigger, ...(lane === undefined || !hasLane ? {} : { lane }) };
}
