/** Takes a stored message in again under a new identity: for people, after the cause of its trouble is gone. */
import { ProblemError } from '../../flows/flow.ts';
import { parseStrict } from '../../flows/json.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Clock, Queue, RunStore } from '../engine/ports.ts';
import type { Reads } from '../engine/reads.ts';
import type { FindEndpoint } from '../http/endpoint.ts';
import { deliveryOf } from '../http/intake.ts';

export interface ReplayDeps {
  reads: Reads;
  store: RunStore;
  queue: Queue;
  clock: Clock;
  find: FindEndpoint;
}

export async function replayDelivery(deps: ReplayDeps, { tenant }: Viewer, id: string): Promise<{ runs: { flow: string; runId: string }[] }> {
  const stored = await deps.reads.deliveryBody(tenant, id);
  if (!stored) throw new ProblemError(404, { code: 'delivery.not_found', path: '', message: 'There is no such delivery, or its body is no longer kept.' });
  const endpoint = deps.find(stored.endpoint);
  if (!endpoint)
    throw new ProblemError(409, {
      code: 'delivery.no_endpoint',
      path: '',
      message: `No deployed flow listens at ${stored.endpoint} any more. Deploy it, then replay.`,
    });
  const raw = Buffer.from(stored.body);
  const body = parseStrict(raw);
  const at = deps.clock.now();
  // Signed once when it came; the sender cannot be asked to sign again.
  const received = { ...endpoint.receive({ path: endpoint.path, headers: {}, body, raw, receivedAt: at }), dedupeKey: `replay of ${id} at ${at}` };
  const delivery = deliveryOf(endpoint, { tenant, headers: {}, raw, body, at }, received);
  await deps.store.accept(delivery);
  for (const run of delivery.runs) deps.queue.ring(tenant, run.runId, { flow: run.flow, delivery: delivery.id });
  return { runs: delivery.runs.map(({ flow, runId }) => ({ flow, runId })) };
}
