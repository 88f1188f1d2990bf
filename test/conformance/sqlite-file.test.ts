import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../flows/flow.ts';
import { assertDurable, openWriter } from '../../server/adapters/sqlite/open-database.ts';
import { sqliteStore } from '../../server/adapters/sqlite/store.ts';
import { startRun } from '../../server/engine/start.ts';
import { fiveSteps } from '../bench/five-steps.ts';
import { orderText } from '../bench/order-text.ts';
import { openEngine } from '../support/open-engine.ts';
import { enter } from './home.ts';
import { at, commitOf, deliveryOf, orderOf, restOf } from './samples.ts';
import { openSqlite } from './sqlite-home.ts';

describe('the data file', () => {
  test.each([
    ['synchronous=NORMAL', 'synchronous=1, not FULL (2): an acknowledged order could be lost in a power cut'],
    ['synchronous=OFF', 'synchronous=0, not FULL (2): an acknowledged order could be lost in a power cut'],
    ['journal_mode=DELETE', 'journal mode delete, not wal: put the data directory on a local disk'],
  ])('is written with full durability, and refused with %s', async (setting, reason) => {
    const { store, dir } = await enter(openSqlite);
    await store.close();
    const database = openWriter(join(dir, 'orderloom.db'));
    expect(() => assertDurable(database)).not.toThrow();
    database.exec(`PRAGMA ${setting}`);
    expect(() => assertDurable(database)).toThrow(reason);
    database.close();
  });

  test('of a newer format is refused by name', async () => {
    const { store, dir } = await enter(openSqlite);
    await store.close();
    const database = new DatabaseSync(join(dir, 'orderloom.db'));
    database.exec('PRAGMA user_version=9');
    database.close();
    await expect(sqliteStore(dir)).rejects.toThrow('has store format 9 and this Orderloom reads format 1: start the version that wrote it');
    // The refusal gave the directory back.
    await expect(sqliteStore(dir)).rejects.toThrow('store format 9');
  });

  test('keeps everything through a clean stop, after which nothing more is taken', async () => {
    const { store, dir } = await enter(openSqlite);
    await store.runs.accept(orderOf('R1', { keys: ['K1'] }));
    await store.runs.commit(commitOf(restOf('R1', { keys: ['K1'] })));
    await store.documents.put('t', [{ kind: 'flow', id: 'f1', body: 1 }], at);
    const unheard = store.runs.accept(orderOf('R2'));
    await store.close();
    await expect(unheard).resolves.toMatchObject({ duplicate: false });
    await expect(store.runs.accept(orderOf('R3'))).rejects.toThrow();
    const next = await sqliteStore(dir);
    expect((await next.reads.runs('t', {})).items.map(({ id, seq }) => [id, seq])).toEqual([
      ['R2', 1],
      ['R1', 2],
    ]);
    expect((await next.documents.get('t', 'flow', 'f1'))?.body).toBe(1);
    await next.close();
  });

  test('spends at most 6 kB on a finished run of five steps', async () => {
    const { store, dir } = await enter(openSqlite);
    const engine = openEngine(store, fiveSteps as never, async () => {});
    const many = 500;
    const starts = Array.from({ length: many }, (_, no) => {
      const body = orderText(`A${String(no).padStart(9, '0')}`);
      const document = JSON.parse(body) as Json;
      const base = { tenant: 't', endpoint: 'orders-bench', dedupeKey: `A${no}`, flow: fiveSteps as never, version: 'one', trigger: 'order' };
      return { body, start: startRun({ ...base, document, at: engine.clock.now(), documentJson: body }) };
    });
    await Promise.all(starts.map(({ body, start }) => store.runs.accept(deliveryOf(start.head.id, [start], { body, key: start.head.keys[0]! }))));
    for (const { start } of starts) engine.ring(start.head.id);
    await expect.poll(async () => (await store.reads.runs('t', { status: ['completed'], limit: 500 })).items.length, { timeout: 10_000 }).toBe(many);
    await engine.close();
    expect(statSync(join(dir, 'orderloom.db')).size / many).toBeLessThanOrEqual(6_000);
  });
});

describe('a backup', () => {
  test('taken while orders come in holds every order acknowledged before it, and opens as a store', async () => {
    const { store, dir } = await enter(openSqlite);
    const accept = (from: number) => Promise.all(Array.from({ length: 200 }, (_, no) => store.runs.accept(orderOf(`R${from + no}`))));
    await accept(0);
    const copy = join(dir, 'copy');
    mkdirSync(copy);
    const copied = store.backup?.(join(copy, 'orderloom.db'));
    await accept(200);
    await copied;
    const restored = await sqliteStore(copy);
    for (let no = 0; no < 200; no += 1) expect(await restored.runs.log('t', `R${no}`)).toHaveLength(1);
    expect(await restored.runs.commit(commitOf(restOf('R0')))).toBe('done');
    await restored.close();
    const file = new DatabaseSync(join(copy, 'orderloom.db'), { readOnly: true });
    expect(file.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    file.close();
  });

  test.each([
    ['a file', 'precious'],
    ['an empty file', ''],
  ])('is refused over %s that exists', async (_, text) => {
    const { store, dir } = await enter(openSqlite);
    const file = join(dir, 'old.db');
    writeFileSync(file, text);
    await expect(store.backup?.(file)).rejects.toThrow(`${file} exists: name a new file for the backup`);
    expect(statSync(file).size).toBe(text.length);
  });
});

test('a run that nothing would look at again is found', async () => {
  const { store, dir } = await enter(openSqlite);
  await store.runs.accept(orderOf('R1'));
  await store.runs.accept(orderOf('R2'));
  await store.runs.commit(commitOf(restOf('R2', { wakeAt: at + 1e6 })));
  const database = new DatabaseSync(join(dir, 'orderloom.db'));
  database.exec('UPDATE runs SET wake = NULL');
  database.close();
  expect((await store.reads.forgotten()).map(({ runId }) => runId)).toEqual(['R1', 'R2']);
});
