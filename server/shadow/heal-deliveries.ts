/** Takes deliveries in once more whose shadow never began. */
import { shadowOf } from '../access/viewer.ts';
import type { Deployed } from '../catalogue/deployed.ts';
import type { Documents } from '../engine/documents.ts';
import type { RunStore } from '../engine/ports.ts';
import type { DeliveryRow, Reads } from '../engine/reads.ts';
import { begunAs } from './begun.ts';
import type { Strokes } from './strokes.ts';
import { shadowIdOf } from './twin.ts';

export interface HealDeliveriesDeps {
  store: Pick<RunStore, 'log' | 'payload'>;
  reads: Pick<Reads, 'deliveries' | 'deliveryBody'>;
  documents: Pick<Documents, 'get' | 'put'>;
  strokes: Pick<Strokes, 'deliver'>;
  shadows(tenant: string): Deployed[];
  /** Asked before each further page; false ends the walk. */
  goesOn(): Promise<boolean>;
}

const kind = 'shadow-healed';
/** With the breath between pages more than arrive in that time. */
const perPage = 200;
/** The list is in the order of storing; times differ from it by less, ms. */
const skew = 10_000;

/**
 * Looks at all that came since the shadows were pointed there, or since it looked last, and until `until`: newest first. One
 * that fails is no reason to leave the others; it throws the first failure then, and begins before the oldest the next time.
 */
export async function healDeliveries(deps: HealDeliveriesDeps, tenant: string, until: number): Promise<void> {
  const { reads, documents, strokes } = deps;
  const followers = deps.shadows(tenant);
  const seen = (await documents.get<number>(tenant, kind, 'deliveries'))?.body ?? 0;
  const from = Math.max(seen - skew, Math.min(...followers.map(({ at }) => at)));
  let reached = seen;
  const failed: { at: number; error: unknown }[] = [];
  const fail =
    ({ at }: DeliveryRow) =>
    (error: unknown) =>
      void failed.push({ at, error });
  let cursor: string | undefined;
  do {
    if (cursor !== undefined && !(await deps.goesOn())) return;
    const page = await reads.deliveries(tenant, { refused: false, limit: perPage, ...(cursor === undefined ? {} : { cursor }) });
    const rows = page.items.filter(({ at }) => at >= from && at <= until);
    const missing = await Promise.all(rows.map(async (row) => ({ row, starts: await missingOf(deps, tenant, followers, row).catch(fail(row)) })));
    // Oldest first: those of one lane stand in it as they came.
    for (const { row, starts = [] } of missing.reverse())
      if (starts.length > 0) await deliveryOf(reads, tenant, row, starts).then(strokes.deliver).catch(fail(row));
    reached = Math.max(reached, ...rows.map(({ at }) => at));
    const oldest = page.items.at(-1)?.at ?? 0;
    cursor = oldest < from ? undefined : (page.next ?? undefined);
  } while (cursor !== undefined);
  for (const { at } of failed) reached = Math.min(reached, at - 1);
  if (reached > seen) await documents.put(tenant, [{ kind, id: 'deliveries', body: reached }], until);
  if (failed[0]) throw failed[0].error;
}

/** Starts of followed flows beside which nothing stands; those from before a shadow was pointed there have none. */
async function missingOf({ store }: HealDeliveriesDeps, tenant: string, followers: Deployed[], { at, runs }: DeliveryRow) {
  const followed = runs.filter((run) => followers.some((one) => one.flow.id === run.flow && one.at <= at));
  const starts = await Promise.all(
    followed.map(async (run) => ((await store.log(shadowOf(tenant), shadowIdOf(run.runId))).length > 0 ? undefined : begunAs(store, tenant, run))),
  );
  return starts.filter((start) => start !== undefined);
}

/** The live message under its own id, so that its shadow is that of the stroke that was lost. Its signals are healed by their keys. */
async function deliveryOf(reads: HealDeliveriesDeps['reads'], tenant: string, row: DeliveryRow, starts: Parameters<Strokes['deliver']>[0]['starts']) {
  const { id, endpoint, at, bytes, event, key, runs } = row;
  const body = (await reads.deliveryBody(tenant, id))?.body ?? 'null';
  const found = { ...(event === undefined ? {} : { event }), ...(key === undefined ? {} : { key }) };
  return { tenant, id, endpoint, dedupeKey: id, bodyHash: id, at, bytes, body, runs, starts, signals: [], ...found };
}
