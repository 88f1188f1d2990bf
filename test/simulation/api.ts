/** What an API process does with what senders bring: the acceptance rules of the door, without HTTP. */
import type { Flow, Json } from '../../flows/flow.ts';
import { derive } from '../../server/engine/ids.ts';
import type { Delivery, Queue, RunStore, Signal } from '../../server/engine/ports.ts';
import { deliveryIdOf, runIdOf, startRun } from '../../server/engine/start.ts';
import type { Life } from './life.ts';

export const tenant = 't';

/** One thing a sender wants known; whatever it is, sending it twice means it once. */
export type Message =
  | {
      kind: 'order';
      endpoint: string;
      dedupeKey: string;
      document: Json;
      flows: { flow: Flow; version: string; trigger: string }[];
      signals: Omit<Signal, 'tenant' | 'at'>[];
    }
  | { kind: 'signal'; signal: Omit<Signal, 'tenant' | 'at'> }
  | { kind: 'cancel'; runId: string; id: string }
  | { kind: 'act'; runId: string; id: string; act: 'retry' | 'skip'; step?: string }
  | { kind: 'act'; runId: string; id: string; act: 'move'; version: string };

/** HTTP status as the sender sees it. */
export type Answer = { status: number };

export interface Api {
  take(message: Message): Promise<Answer>;
}

export function apiOf(life: Life, store: RunStore, queue: Queue, isPaused: (flow: string) => boolean): Api {
  const now = (): number => life.clock.now();

  async function accept(message: Extract<Message, { kind: 'order' }>): Promise<Answer> {
    const delivery = deliveryOf(message, now(), isPaused);
    const { duplicate, sameBody, runs, woken = [] } = await store.accept(delivery);
    if (duplicate && !sameBody) return { status: 409 };
    if (!duplicate) for (const run of runs) queue.ring(tenant, run.runId, { flow: run.flow, delivery: delivery.id });
    for (const runId of woken) queue.ring(tenant, runId);
    return { status: 202 };
  }

  async function ask(message: Extract<Message, { kind: 'cancel' | 'act' }>): Promise<Answer> {
    const { runId, id } = message;
    // As the service does: whoever asks for a run nobody knows is told so.
    if ((await store.log(tenant, runId)).length === 0) return { status: 404 };
    const kind = message.kind === 'cancel' ? 'cancel' : message.act;
    const { step, version } = { step: undefined, version: undefined, ...message };
    const more = { ...(step === undefined ? {} : { step }), ...(version === undefined ? {} : { version }) };
    await store.ask({ tenant, runId, id, kind, by: 'ada', reason: 'asked for', at: now(), ...more });
    queue.ring(tenant, runId);
    return { status: 202 };
  }

  return {
    async take(message) {
      try {
        if (message.kind === 'order') return await accept(message);
        if (message.kind === 'cancel' || message.kind === 'act') return await ask(message);
        const { woken } = await store.signal({ tenant, ...message.signal, at: now() });
        for (const runId of woken) queue.ring(tenant, runId);
        return { status: 202 };
      } catch {
        return { status: 503 };
      }
    },
  };
}

function deliveryOf(
  { endpoint, dedupeKey, document, flows, signals }: Extract<Message, { kind: 'order' }>,
  at: number,
  isPaused: (flow: string) => boolean,
): Delivery {
  const body = JSON.stringify(document);
  return {
    tenant,
    id: deliveryIdOf(tenant, endpoint, dedupeKey),
    endpoint,
    dedupeKey,
    bodyHash: derive(body),
    at,
    bytes: body.length,
    body,
    runs: flows.map(({ flow, version }) => ({ flow: flow.id, version, runId: runIdOf(tenant, endpoint, dedupeKey, flow.id) })),
    starts: flows.map(({ flow, version, trigger }) =>
      startRun({ tenant, endpoint, dedupeKey, flow, version, trigger, document, at, documentJson: body, held: isPaused(flow.id) }),
    ),
    signals: signals.map((signal) => ({ tenant, ...signal, at })),
  };
}
