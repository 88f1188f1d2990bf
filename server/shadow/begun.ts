/** The start of a run as its delivery promised it, read back from what is kept. */
import type { Json } from '../../flows/flow.ts';
import { moneyOf } from '../engine/amount.ts';
import type { Ref } from '../engine/events.ts';
import type { Delivery, RunStart, RunStore } from '../engine/ports.ts';

/** Undefined where its log or its input is no longer kept. */
export async function begunAs(
  store: Pick<RunStore, 'log' | 'payload'>,
  tenant: string,
  { runId, flow, version }: Delivery['runs'][number],
): Promise<RunStart | undefined> {
  const commits = await store.log(tenant, runId);
  const began = commits[0]?.events.find((event) => event.type === 'run.started');
  if (!began) return undefined;
  const payloads: RunStart['payloads'] = [];
  async function read(ref: Ref): Promise<Json | undefined> {
    if ('v' in ref) return ref.v;
    const json = await store.payload(tenant, runId, ref.ref);
    if (json === undefined) return undefined;
    payloads.push({ hash: ref.ref, json });
    return JSON.parse(json) as Json;
  }
  const input = await read(began.input);
  const order = began.order ? await read(began.order) : input;
  if (input === undefined || order === undefined) return undefined;
  const { at, trigger, keys, lane } = began;
  const head = { tenant, id: runId, flow, version, status: 'running', startedAt: at, updatedAt: at, wakeAt: at, seq: 1, open: [trigger], keys } as const;
  return { head: { ...head, open: [trigger], ...moneyOf(order), ...(lane === undefined ? {} : { lane }) }, events: [began], payloads };
}
