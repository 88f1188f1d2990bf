import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from './desk.ts';
import { statementsOf } from './open-database.ts';
import { tables } from './tables.ts';
import type { WorkMessage } from './work.ts';
import { writeBatch } from './write-batch.ts';

describe('a batch', () => {
  let database: DatabaseSync;
  let desk: Desk;
  let tried: string[];
  beforeEach(() => {
    database = new DatabaseSync(':memory:');
    database.exec(tables);
    desk = openDesk(statementsOf(database));
    tried = [];
  });
  afterEach(() => database.close());

  /** The disk answers the statements that match with this error code. */
  function failOn(match: string, errcode: number): void {
    const { sql } = desk;
    desk.sql = (text) => {
      if (!text.includes(match)) return sql(text);
      tried.push(text);
      throw Object.assign(new Error('disk I/O error'), { errcode });
    };
  }
  const put = (no: number): WorkMessage => [no, JSON.stringify({ kind: 'put', tenant: 'acme', puts: [{ kind: 'flow', id: `f${no}`, body: 1 }], at: 0 })];

  it.each([
    ['COMMIT', 'an fsync that failed', 1034],
    ['COMMIT', 'a file that was moved away', 1032],
    ['INSERT INTO docs', 'a damaged file', 11],
  ])('whose %s meets %s is acknowledged to nobody and never tried again', (match, _, errcode) => {
    failOn(match, errcode);
    const { answers, broken } = writeBatch(desk, database, [put(1), put(2)]);
    expect(broken).toContain('disk I/O error');
    expect(answers).toMatchObject([
      { no: 1, unknown: true, error: expect.any(String) },
      { no: 2, unknown: true, error: expect.any(String) },
    ]);
    expect(tried).toHaveLength(1);
  });

  it.each([
    ['COMMIT', 'a full disk', 13],
    ['INSERT INTO docs', 'a file system that became read-only', 778],
  ])('whose %s meets %s is undone and answered to nobody, and may be written again', (match, _, errcode) => {
    const { sql } = desk;
    failOn(match, errcode);
    expect(writeBatch(desk, database, [put(1), put(2)])).toEqual({ answers: [], noRoom: 'the disk has no room (disk I/O error)' });
    desk.sql = sql;
    expect(writeBatch(desk, database, [put(1), put(2)]).answers).toMatchObject([{ value: 'done' }, { value: 'done' }]);
    expect(database.prepare('SELECT count(*) AS docs FROM docs').get()).toEqual({ docs: 2 });
  });

  it('that finds no page left leaves the file as it was', () => {
    database.exec(`PRAGMA max_page_count=${(database.prepare('PRAGMA page_count').get() as { page_count: number }).page_count + 2}`);
    const large: WorkMessage = [1, JSON.stringify({ kind: 'put', tenant: 'acme', puts: [{ kind: 'flow', id: 'f', body: 'x'.repeat(40_000) }], at: 0 })];
    expect(writeBatch(desk, database, [large])).toMatchObject({ answers: [], noRoom: expect.stringContaining('full') });
    expect(database.isTransaction).toBe(false);
    expect(writeBatch(desk, database, [put(2)]).answers).toMatchObject([{ value: 'done' }]);
  });

  it('is written without the item that breaks a rule', () => {
    const bad: WorkMessage = [2, JSON.stringify({ kind: 'put', tenant: 'acme', puts: [{ kind: 'flow', id: null, body: 1 }], at: 0 })];
    const { answers, broken } = writeBatch(desk, database, [put(1), bad, put(3)]);
    expect(broken).toBeUndefined();
    expect(answers).toMatchObject([
      { no: 1, value: 'done' },
      { no: 2, error: expect.stringContaining('NOT NULL') },
      { no: 3, value: 'done' },
    ]);
    expect(database.prepare('SELECT count(*) AS docs FROM docs').get()).toEqual({ docs: 2 });
  });
});
