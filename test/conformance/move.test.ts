/** A store that is moved says the same afterwards, in MongoDB as in SQLite, and nobody carries it twice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connect } from '../../server/adapters/mongo/connect.ts';
import { beginMove } from '../../server/adapters/mongo/moving.ts';
import { mongoStore } from '../../server/adapters/mongo/store.ts';
import { sqliteStore } from '../../server/adapters/sqlite/store.ts';
import type { Store } from '../../server/adapters/store.ts';
import { move } from '../../server/cli/move.ts';
import { ownName, shared } from '../services/shared.ts';
import { at, commitOf, countOf, deliveryOf, hashOf, headOf, idsOf, orderOf, requestOf, restOf, scheduled, signalOf, startOf, taskOf } from './samples.ts';

const server = await shared('mongo');
const orders = 40;

async function fill({ runs, reads, documents }: Store): Promise<void> {
  for (let no = 1; no <= orders; no += 1) {
    const id = `R${no}`;
    await runs.accept(orderOf(id, { keys: [`K${no % 7}`], startedAt: at + no, amount: String(100 * no), currency: 'EUR' }));
    const payloads = [{ hash: hashOf(no), json: JSON.stringify({ no, text: 'long '.repeat(no * 20) }) }];
    const more = { amount: String(100 * no), currency: 'EUR', startedAt: at + no, keys: [`K${no % 7}`] };
    if (no % 5 === 1) continue;
    await runs.claim('t', id, at);
    const outbox = no % 10 === 2 ? [{ kind: 'task' as const, task: taskOf(`T${no}`, { runId: id }) }] : [];
    if (no % 5 === 2) await runs.commit(commitOf(restOf(id, { ...more, wakeAt: at + 1_000 * no }), { payloads, outbox, counts: [countOf('pay')] }));
    if (no % 5 === 3)
      await runs.commit(commitOf(restOf(id, { ...more, status: 'completed', endedAt: at + no }), { payloads, counts: [countOf('pay', { latency: [3, 5] })] }));
    if (no % 5 === 4) await runs.commit(commitOf(restOf(id, { ...more, status: 'parked', code: 'node.failed', reason: 'no' }), { payloads }));
    // Held with a call out while the hub ends.
    if (no % 5 === 0) await runs.commit(commitOf(headOf(id, { ...more, seq: 2, inFlight: true }), { payloads, release: false }));
  }
  await runs.accept(deliveryOf('D-signal', [], { signals: [signalOf('S1', 'K3')], ignored: 'nothing listens' }));
  await runs.ask(requestOf('R4', 'Q1', { at: at + 5 }));
  await runs.late('t', 'R5', [scheduled('late')]);
  reads.refused('t', { id: 'X1', at, endpoint: 'shop', status: 400, code: 'json.invalid', bytes: 3, duplicate: false, runs: [] });
  await runs.accept(deliveryOf('D-child', [startOf('C1', { keys: ['K1'] }), startOf('C2')]));
  for (let rev = 0; rev < 3; rev += 1) await documents.put('t', [{ kind: 'draft', id: 'one', rev, body: { rev } }], at);
  await documents.put('t', [{ kind: 'person', id: 'ada', body: { name: 'Ada' } }], at);
}

/** All that can be seen of it. */
async function see({ runs, reads, documents }: Store): Promise<unknown> {
  const ids = [...Array.from({ length: orders }, (_, no) => `R${no + 1}`), 'C1', 'C2'];
  const listed = (await reads.runs('t', { limit: 500 })).items;
  return {
    listed,
    runs: await Promise.all(ids.map((id) => reads.run('t', id))),
    requests: await Promise.all(ids.map((id) => runs.requests('t', id))),
    payloads: await Promise.all(ids.map((id, no) => runs.payload('t', id, hashOf(no + 1)))),
    due: idsOf(await runs.due(at + 60_000, 500, new Set())).sort(),
    later: await runs.nextDue(at + 60_000),
    deliveries: (await reads.deliveries('t', { limit: 500 })).items,
    bodies: await Promise.all(['R1', 'R9', 'D-child'].map((id) => reads.deliveryBody('t', id))),
    again: await runs.accept(orderOf('R7', { keys: ['other'] })),
    signals: await runs.signals('t', ['paid'], ['K3']),
    tasks: (await reads.tasks('t', { limit: 500 })).items.sort((a, b) => (a.id < b.id ? -1 : 1)),
    counts: await reads.counts('t', { flow: 'orders', from: at, to: at + 60_000 }),
    open: (await reads.open('t')).sort((a, b) => (a.node + a.status < b.node + b.status ? -1 : 1)),
    documents: [await documents.get('t', 'draft', 'one'), await documents.list('t', 'person')],
  };
}

describe.skipIf(server.url === undefined)('hub move', () => {
  async function stage() {
    const dir = join(mkdtempSync(join(tmpdir(), 'orderloom-')), 'data');
    const place = new URL(server.url as string);
    place.pathname = `/${ownName('move')}`;
    const store = await sqliteStore(dir);
    await fill(store);
    await store.close();
    onTestFinished(async () => {
      const { db, close } = await connect(place.href);
      await db.dropDatabase();
      await close();
      rmSync(dir, { recursive: true });
    });
    return { dir, url: place.href };
  }
  const open = (url: string) => mongoStore(url, { life: 'next', leaseMs: 15_000, remembers: false, warn: () => undefined });

  test('everything is there, and runs go on where they were', async () => {
    const { dir, url } = await stage();
    const before = await sqliteStore(dir);
    const expected = await see(before);
    await before.close();
    const taken = await move(dir, url, () => undefined);
    expect(taken).toEqual({ run: orders + 2, delivery: orders + 2, refused: 1, signal: 1, task: 4, figure: 1, document: 2 });
    const after = await open(url);
    expect(await see(after)).toEqual(expected);
    expect((await after.runs.claim('t', 'R5', at))?.unclean).toBe(true);
    expect((await after.runs.claim('t', 'R4', at))?.requests.map(({ id }) => id)).toEqual(['Q1']);
    expect(await after.documents.put('t', [{ kind: 'draft', id: 'one', rev: 3, body: { rev: 4 } }], at)).toBe('done');
    await after.close();
  });

  test('the directory it came from starts no hub any more', async () => {
    const { dir, url } = await stage();
    await move(dir, url, () => undefined);
    await expect(sqliteStore(dir)).rejects.toThrow(/was moved to/);
    await expect(move(dir, url, () => undefined)).rejects.toThrow(/has already taken over/);
  });

  test('a move that was cut short starts no hub there, and can be repeated', async () => {
    const { dir, url } = await stage();
    const { db, close } = await connect(url);
    await beginMove(db, 'somewhere else');
    await expect(move(dir, url, () => undefined)).rejects.toThrow(/somewhere else.*was not finished/);
    await db.collection('moves').deleteMany({});
    await db.dropDatabase();
    await close();
    await move(dir, url, () => undefined);
    const again = await connect(url);
    await again.db.collection<{ _id: string }>('moves').updateOne({ _id: 'move' }, { $set: { isWhole: false } });
    await again.db.collection<{ _id: string }>('runs').deleteOne({ _id: 't/R3' });
    await again.close();
    await expect(open(url)).rejects.toThrow(/was not finished/);
    expect((await move(dir, url, () => undefined)).run).toBe(orders + 2);
    const after = await open(url);
    expect((await after.reads.run('t', 'R3'))?.head.status).toBe('completed');
    await after.close();
  });

  test('a database that holds something else, and a store that is in use, are refused', async () => {
    const { dir, url } = await stage();
    const { db, close } = await connect(url);
    await db.collection<{ _id: string }>('runs').insertOne({ _id: 't/other' });
    await close();
    await expect(move(dir, url, () => undefined)).rejects.toThrow(/already holds runs/);
    const used = await sqliteStore(dir);
    await expect(move(dir, url, () => undefined)).rejects.toThrow(/another Orderloom uses/);
    await used.close();
  });
});
