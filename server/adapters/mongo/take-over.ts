/** What another store gave away, written as this one would have: done twice it is done once. */
import type { Belonging, Kind, WholeRun } from '../belongings.ts';
import { isEnded } from '../due.ts';
import { arrivalOf } from './arrival.ts';
import type { DocumentDoc } from './documents.ts';
import { documentDocOf } from './documents.ts';
import { headFields, taskDocument } from './heads.ts';
import { type CommitDoc, commitIdOf, type DeliveryDoc, idOf, type RunDoc } from './layout.ts';
import type { RefusedDoc } from './refusals.ts';
import type { Shelf, Shelves } from './shelves.ts';
import { packText } from './stored-text.ts';
import { signalDocOf } from './wake.ts';

export interface TakeOverShelves extends Shelves {
  documents: Shelf<DocumentDoc>;
  refused: Shelf<RefusedDoc>;
}

const together = 200;
/** BSON takes 16 MB in one document and about 48 MB in one command. */
const mostBytes = 8_000_000;

/** Answers with how many pieces of each kind were taken over. */
export async function takeOver(shelves: TakeOverShelves, belongings: Iterable<Belonging>): Promise<Record<Kind, number>> {
  const taken: Record<Kind, number> = { run: 0, delivery: 0, refused: 0, signal: 0, task: 0, figure: 0, document: 0 };
  const places = { runs: arrivalOf(), deliveries: arrivalOf(), refused: arrivalOf() };
  const waiting = new Map<Shelf<{ _id: string }>, { _id: string }[]>();
  let count = 0;
  let bytes = 0;

  const put = <D extends { _id: string }>(shelf: Shelf<D>, doc: D): void => {
    const known = waiting.get(shelf as unknown as Shelf<{ _id: string }>) ?? [];
    waiting.set(shelf as unknown as Shelf<{ _id: string }>, known);
    known.push(doc);
    count += 1;
    bytes += weightOf(doc);
  };
  const write = async (): Promise<void> => {
    for (const [shelf, docs] of waiting) await shelf.replace(docs);
    waiting.clear();
    count = 0;
    bytes = 0;
  };

  for (const one of belongings) {
    taken[one.kind] += 1;
    if (one.kind === 'run') putRun(shelves, put, one.run, places.runs(one.run.head.startedAt));
    else if (one.kind === 'delivery') put(shelves.deliveries, deliveryDocOf(one, places.deliveries(one.row.at)));
    else if (one.kind === 'refused') {
      const n = places.refused(one.row.at);
      const { endpoint, key } = one.row;
      const doc = { _id: idOf(one.tenant, `moved.${taken.refused}`), tenant: one.tenant, n, endpoint, at: one.row.at, row: JSON.stringify(one.row) };
      put(shelves.refused, key === undefined ? doc : { ...doc, key });
    } else if (one.kind === 'signal') put(shelves.signals, signalDocOf(one.signal));
    else if (one.kind === 'task') put(shelves.tasks, taskDocument(one.task));
    else if (one.kind === 'figure') put(shelves.commits, figureDocOf(one, taken.figure));
    else put(shelves.documents, documentDocOf(one.tenant, one.of, one.doc));
    if (count >= together || bytes >= mostBytes) await write();
  }
  await write();
  return taken;
}

type Put = <D extends { _id: string }>(shelf: Shelf<D>, doc: D) => void;

/** Every commit lies beside the head. A run with a call out when its hub ended is claimed as after a death. */
function putRun(shelves: Shelves, put: Put, { head, wake, commits, late, requests }: WholeRun, n: number): void {
  const { tenant, id } = head;
  const isCut = head.inFlight === true && !isEnded(head.status);
  const due = isCut ? (wake ?? head.updatedAt) : wake;
  const doc: RunDoc = {
    _id: idOf(tenant, id),
    ...headFields(head).set,
    n,
    rung: requests.length > 0 ? 1 : 0,
    ...(requests.length > 0 ? { asked: true as const } : {}),
    ...(due === undefined ? {} : { wake: due }),
    ...(isCut ? { lease: { owner: 'moved', token: 'moved!', until: 0 } } : {}),
    log: [],
  };
  for (const { seq, at, author, events, payloads } of commits) {
    const stored: CommitDoc = {
      _id: commitIdOf(tenant, id, seq),
      tenant,
      run: id,
      seq,
      at,
      author,
      events: JSON.stringify(events),
      // Only the last one is ever asked for its head.
      head: seq === head.seq ? JSON.stringify(head) : '',
      ...(payloads.length > 0 ? { payloads: payloads.map(({ hash, json }) => ({ hash, ...packText(json) })) } : {}),
    };
    put(shelves.commits, stored);
  }
  for (const [index, { at, events }] of late.entries())
    put(shelves.late, { _id: idOf(tenant, id, `moved.${index}`), tenant, run: id, at, events: JSON.stringify(events) });
  for (const request of requests) put(shelves.requests, { _id: idOf(tenant, id, request.id), tenant, run: id, at: request.at, body: JSON.stringify(request) });
  // Last, so that nobody finds a head whose log is still on its way.
  put(shelves.runs, doc);
}

function deliveryDocOf({ tenant, row, bodyHash, body }: Extract<Belonging, { kind: 'delivery' }>, n: number): DeliveryDoc {
  const { id, at, endpoint, bytes, event, key, runs, code, detail } = row;
  return {
    _id: idOf(tenant, id),
    tenant,
    delivery: id,
    n,
    at,
    endpoint,
    dedupeKey: '',
    bodyHash,
    bytes,
    ...(event === undefined ? {} : { event }),
    ...(key === undefined ? {} : { key }),
    ...(code === 'ignored' ? { ignored: detail ?? '' } : {}),
    runs,
    message: packText(JSON.stringify({ body, starts: [], signals: [] })),
  };
}

/** Figures are always summed up from the log: those of the former store stand in it as one commit each, of no run. */
function figureDocOf({ tenant, count }: Extract<Belonging, { kind: 'figure' }>, number: number): CommitDoc {
  const latency = count.latency.flatMap((times, bucket) => new Array<number>(times).fill(bucket));
  return {
    _id: commitIdOf(tenant, '.moved', number),
    tenant,
    run: '.moved',
    seq: number,
    at: count.minute * 60_000,
    author: 'moved',
    events: '[]',
    head: '',
    counts: JSON.stringify([{ ...count, latency }]),
    minutes: [count.minute],
  };
}

function weightOf(doc: object): number {
  let bytes = 200;
  for (const value of Object.values(doc)) {
    if (typeof value === 'string' || value instanceof Uint8Array) bytes += value.length;
    else if (typeof value === 'object' && value !== null) bytes += weightOf(value);
  }
  return bytes;
}
