import { describe, expect, it } from 'vitest';
import { memoryDisk } from '../adapters/memory/disk.ts';
import { memoryStore } from '../adapters/memory/store.ts';
import type { Documents } from '../engine/documents.ts';
import { auditOf } from './audit.ts';

const by = { id: 'p1', name: 'Ada' };

async function open(rows = 5) {
  const { documents } = memoryStore(memoryDisk());
  const audit = auditOf({ documents, clock: { now: () => 7 }, seal: Buffer.alloc(32, 3) });
  for (let n = 1; n <= rows; n += 1) await audit.commit('main', { by, what: 'flow.deployed', on: `flow/f${n}` });
  return { documents, audit };
}

const row = (seq: number) => String(seq).padStart(12, '0');

describe('the audit', () => {
  it('keeps change and row together: a change that was refused leaves no row', async () => {
    const { documents, audit } = await open(1);
    const put = { kind: 'thing', id: 'a', rev: 0, body: { x: 1 } };
    expect(await audit.commit('main', { by, what: 'thing.made', on: 'thing/a' }, [put])).toBe('done');
    expect(await audit.commit('main', { by, what: 'thing.made', on: 'thing/a' }, [put])).toBe('conflict');
    expect(await audit.verify('main')).toEqual({ rows: 2 });
    expect((await documents.get('main', 'thing', 'a'))?.rev).toBe(1);
  });

  it('is one chain even when two processes write at once', async () => {
    const { documents, audit } = await open(0);
    const other = auditOf({ documents, clock: { now: () => 8 }, seal: Buffer.alloc(32, 3) });
    await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? audit : other).commit('main', { by, what: 'x.done', on: `x/${n}` })));
    expect(await audit.verify('main')).toEqual({ rows: 20 });
  });

  it('keeps who it was, not everything known of them', async () => {
    const { audit } = await open(0);
    await audit.commit('main', { by: { ...by, email: 'ada@example.com' } as never, what: 'x.done', on: 'x/1' });
    expect((await audit.rows('main')).items[0]?.by).toEqual(by);
  });

  const change = (documents: Documents, seq: number, patch: object | null) => async () => {
    const kept = await documents.get<object>('main', 'audit', row(seq));
    await documents.put('main', [{ kind: 'audit', id: row(seq), body: patch === null ? null : ({ ...kept!.body, ...patch } as never) }], 9);
  };

  it.each<[string, (documents: Documents) => () => Promise<void>, number]>([
    ['a changed row', (documents) => change(documents, 3, { by: { id: 'p2', name: 'Eve' } }), 3],
    ['a changed time', (documents) => change(documents, 1, { at: 1 }), 1],
    ['a removed row', (documents) => change(documents, 2, null), 2],
    ['removed last rows', (documents) => change(documents, 5, null), 5],
  ])('finds %s', async (_name, tamper, seq) => {
    const { documents, audit } = await open();
    await tamper(documents)();
    expect((await audit.verify('main')).broken?.seq).toBe(seq);
  });

  it('cannot be forged without the key', async () => {
    const { documents } = await open(2);
    const forger = auditOf({ documents, clock: { now: () => 7 } });
    await forger.commit('main', { by, what: 'x.done', on: 'x/1' });
    const audit = auditOf({ documents, clock: { now: () => 7 }, seal: Buffer.alloc(32, 3) });
    expect((await audit.verify('main')).broken).toEqual({ seq: 3, why: 'row 3 was changed after it was written' });
  });
});
