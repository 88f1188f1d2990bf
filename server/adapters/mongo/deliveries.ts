/** One message that came in is one document; what it starts unfolds from it. */
import type { Delivery, RunHead, RunStart, Signal } from '../../engine/ports.ts';
import { dueAt } from '../due.ts';
import { headFields } from './heads.ts';
import { type DeliveryDoc, idOf, type RunDoc } from './layout.ts';
import type { Life } from './life.ts';
import { firstCommitOf } from './stored-commits.ts';
import { packText, textOf } from './stored-text.ts';

interface Message {
  body: string;
  starts: RunStart[];
  signals: Signal[];
}

export function deliveryDocOf(delivery: Delivery, n: number): DeliveryDoc {
  const { tenant, id, endpoint, dedupeKey, bodyHash, at, bytes, event, key, body, runs, starts, signals, ignored } = delivery;
  return {
    _id: idOf(tenant, id),
    tenant,
    delivery: id,
    n,
    at,
    endpoint,
    dedupeKey,
    bodyHash,
    bytes,
    ...(event === undefined ? {} : { event }),
    ...(key === undefined ? {} : { key }),
    ...(ignored === undefined ? {} : { ignored }),
    runs,
    message: packText(JSON.stringify({ body, starts, signals } satisfies Message)),
    ...(signals.length > 0 ? { tells: true as const } : {}),
    ...(starts.some(mustBeFound) ? { listed: true as const } : {}),
    ...(starts.length > 0 || signals.length > 0 ? { pending: at } : {}),
  };
}

export const inLane = ({ head }: RunStart): boolean => head.lane !== undefined;

/** Before anybody has begun it: by signals, by those behind it in its lane, or, kept by a pause, by whoever ends that. */
export const mustBeFound = (start: RunStart): boolean => start.listens === true || inLane(start) || start.head.status === 'waiting';

export const messageIn = (doc: DeliveryDoc): Message => JSON.parse(textOf(doc.message)) as Message;

/** The head a run has before its first commit: at rest, due as its start says. */
export function unbegunRun(start: RunStart, n: number): RunDoc {
  const { head } = start;
  const wake = dueAt(head, false);
  return { _id: idOf(head.tenant, head.id), ...headFields(head).set, n, rung: 0, log: firstCommitOf(start), ...(wake === undefined ? {} : { wake }) };
}

/** A run of a delivery that nobody has looked at yet. */
export async function findStart(life: Life, tenant: string, runId: string): Promise<{ start: RunStart; n: number } | undefined> {
  const [doc] = await life.shelves.deliveries.find({ tenant, 'runs.runId': runId }, { limit: 1 });
  return doc && startIn(doc, runId);
}

/** Runs of one delivery arrive one after the other. */
export function startIn(doc: DeliveryDoc, runId: string): { start: RunStart; n: number } | undefined {
  const { starts } = messageIn(doc);
  const index = starts.findIndex(({ head }) => head.id === runId);
  const start = starts[index];
  return start && { start, n: doc.n + index };
}

/** Make sure the head of a run exists, when a delivery promised it. */
export async function unfoldRun(life: Life, tenant: string, runId: string): Promise<RunHead | undefined> {
  const found = await findStart(life, tenant, runId);
  if (!found) return undefined;
  await life.shelves.runs.insert([unbegunRun(found.start, found.n)]);
  life.fresh.delete(idOf(tenant, runId));
  return found.start.head;
}
