/** Durable schedules: each due instant is a delivery with a derived id, so it starts once whoever fires it. */
import { withCalendar } from '../../flows/calendars/named.ts';
import { nextInstant } from '../../nodes/schedule/instants.ts';
import { type Deployed, pauseOf } from '../catalogue/deployed.ts';
import type { Documents } from '../engine/documents.ts';
import { derive } from '../engine/ids.ts';
import type { Clock, Queue, RunStore } from '../engine/ports.ts';
import { runIdOf, startRun } from '../engine/start.ts';

export interface ScheduleDeps {
  store: RunStore;
  documents: Documents;
  queue: Queue;
  clock: Clock;
  deployed(): Deployed[];
  report(message: string, details: { error?: unknown }): void;
}

interface Kept {
  /** The instant that fired last. */
  last: number;
  /** Where calendar lengths are counted from: the first deploy. */
  anchor?: number;
}

/** An instant missed by more than this, while the hub was down, is passed over; the latest one still fires. */
const catchUp = 24 * 3_600_000;

const alarmOf = ({ tenant, flow }: Deployed, node: string): string => `${tenant} ${flow.id}/${node}`;

export function schedules(deps: ScheduleDeps): { refresh(): void; stop(): void } {
  const { store, documents, queue, clock } = deps;
  const cancels = new Map<string, () => void>();
  let stopped = false;

  async function arm(deployed: Deployed, node: string): Promise<void> {
    const { flow, tenant } = deployed;
    const id = `${flow.id}/${node}`;
    const alarm = alarmOf(deployed, node);
    const kept = (await documents.get<Kept>(tenant, 'schedule', id))?.body;
    const last = Math.max(kept?.last ?? deployed.at, clock.now() - catchUp);
    const { config = {} } = withCalendar(flow.nodes[node]!, flow.lock?.calendars); // refresh names nodes of the flow
    const anchor = kept?.anchor ?? kept?.last ?? deployed.at;
    const at = nextInstant(config, last, flow.zone ?? 'UTC', anchor);
    if (at === undefined || stopped) return;
    cancels.get(alarm)?.();
    cancels.set(
      alarm,
      clock.wake(at, () => void fire(deployed, node, at, anchor)),
    );
  }

  async function begin(deployed: Deployed, node: string, at: number): Promise<void> {
    const { tenant, flow, version } = deployed;
    const endpoint = `schedule/${flow.id}/${node}`;
    const dedupeKey = new Date(at).toISOString();
    const document = { dueAt: dedupeKey };
    const start = startRun({ tenant, endpoint, dedupeKey, flow, version, trigger: node, document, at: clock.now(), held: pauseOf(deployed, node) });
    const runId = runIdOf(tenant, endpoint, dedupeKey, flow.id);
    const body = JSON.stringify(document);
    const id = derive(tenant, endpoint, dedupeKey);
    await store.accept({
      tenant,
      id,
      endpoint,
      dedupeKey,
      bodyHash: derive(body),
      at: clock.now(),
      bytes: body.length,
      event: 'schedule',
      body,
      runs: [{ flow: flow.id, version, runId }],
      starts: [start],
      signals: [],
    });
    queue.ring(tenant, runId, { flow: flow.id, delivery: id });
  }

  async function fire(deployed: Deployed, node: string, at: number, anchor: number): Promise<void> {
    // The wall clock was set back since: the instant is still to come.
    if (clock.now() < at) return arm(deployed, node);
    const { tenant, flow } = deployed;
    try {
      // A paused trigger passes its instants over; where the whole flow is paused its runs are kept.
      if (pauseOf(deployed, node) !== 'trigger') await begin(deployed, node, at);
      await documents.put(tenant, [{ kind: 'schedule', id: `${flow.id}/${node}`, body: { last: at, anchor } }], clock.now());
      await arm(deployed, node);
    } catch (error) {
      deps.report(`schedule of ${flow.id} could not start its run; trying again`, { error });
      if (!stopped)
        cancels.set(
          alarmOf(deployed, node),
          clock.wake(clock.now() + 5_000, () => void fire(deployed, node, at, anchor)),
        );
    }
  }

  return {
    refresh() {
      for (const cancel of cancels.values()) cancel();
      cancels.clear();
      for (const deployed of deps.deployed()) {
        for (const [node, spec] of Object.entries(deployed.flow.nodes)) {
          if (!spec.type.startsWith('schedule@') || spec.off) continue;
          arm(deployed, node).catch((error: unknown) => deps.report(`schedule of ${deployed.flow.id} cannot be read`, { error }));
        }
      }
    },
    stop() {
      stopped = true;
      for (const cancel of cancels.values()) cancel();
    },
  };
}
