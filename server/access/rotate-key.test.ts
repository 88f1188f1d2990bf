import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { memoryDisk } from '../adapters/memory/disk.ts';
import { memoryStore } from '../adapters/memory/store.ts';
import { auditOf } from './audit.ts';
import { KeyRefused } from './master-key.ts';
import { keyRotationOf } from './rotate-key.ts';
import { openVault } from './vault.ts';
import type { Viewer } from './viewer.ts';
import { openRoot } from './wrapped-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'orderloom-rotate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const keys = [1, 2, 3].map((n) => Buffer.alloc(32, n));
const [first, second, third] = keys as [Buffer, Buffer, Buffer];
const fileOf = (key: Buffer): string => {
  const path = join(folder, String(key[0]));
  writeFileSync(path, `${key.toString('base64')}\n`);
  return path;
};
const by: Viewer = { id: 'ada', name: 'Ada', role: 'admin', tenant: 'main' } as Viewer;
const clock = { now: () => 7 };

/** A process that starts with a master key on what is stored. */
async function start(documents: ReturnType<typeof memoryStore>['documents'], master: Buffer) {
  const vault = await openVault(documents, 'main', master);
  const root = await openRoot(documents, 'main', master);
  const audit = auditOf({ documents, clock, ...(root ? { seal: root } : {}) });
  return { vault, audit, root, rotate: keyRotationOf({ documents, audit, master }) };
}

async function filled() {
  const { documents } = memoryStore(memoryDisk());
  const hub = await start(documents, first);
  await hub.audit.commit('main', { by, what: 'connection.created', on: 'connection/erp' }, [await hub.vault.seal('main', 'erp', { token: 'canary' })]);
  return { documents, hub };
}

describe('a rotated master key', () => {
  it('opens what the one before sealed, and the one before opens nothing any more', async () => {
    const { documents, hub } = await filled();
    const { from, to } = await hub.rotate(by, fileOf(second), 'Ada leaves');
    expect([from, to].every((id) => /^[0-9a-f]{12}$/.test(id)) && from !== to).toBe(true);
    expect(await (await start(documents, second)).vault.open('main', 'erp')).toEqual({ token: 'canary' });
    await expect(start(documents, first)).rejects.toThrow(KeyRefused);
  });

  it('lets the running process go on, and can be rotated again by it', async () => {
    const { documents, hub } = await filled();
    await hub.rotate(by, fileOf(second));
    expect(await hub.vault.open('main', 'erp')).toEqual({ token: 'canary' });
    await documents.put('main', [await hub.vault.seal('main', 'shop', { token: 'sealed after' })], 8);
    await hub.rotate(by, fileOf(third));
    const next = await start(documents, third);
    expect(await next.vault.open('main', 'shop')).toEqual({ token: 'sealed after' });
  });

  it('leaves the audit whole, with a row that tells of it', async () => {
    const { documents, hub } = await filled();
    await hub.rotate(by, fileOf(second), 'Ada leaves');
    await hub.rotate(by, fileOf(third));
    const next = await start(documents, third);
    await next.audit.commit('main', { by, what: 'flow.deployed', on: 'flow/x' });
    expect(await next.audit.verify('main')).toEqual({ rows: 4 });
    expect((await next.audit.rows('main')).items[2]).toMatchObject({ what: 'key.rotated', on: 'store/master-key', reason: 'Ada leaves' });
    expect(next.root).toEqual(first);
  });

  it('a process that still holds the key before cannot rotate over it', async () => {
    const { documents, hub } = await filled();
    const other = await start(documents, first);
    await hub.rotate(by, fileOf(second));
    await expect(other.rotate(by, fileOf(third))).rejects.toMatchObject({ status: 409, problems: [{ code: 'key.refused' }] });
    expect(await (await start(documents, second)).vault.open('main', 'erp')).toEqual({ token: 'canary' });
  });

  it.each([
    ['the key in force', () => fileOf(first), 'key.same'],
    ['a file that is not there', () => join(folder, 'none'), 'key.refused'],
    [
      'a weak key',
      () => {
        writeFileSync(join(folder, 'weak'), 'changeme-changeme');
        return join(folder, 'weak');
      },
      'key.refused',
    ],
  ])('%s is refused', async (_, file, code) => {
    const { hub } = await filled();
    await expect(hub.rotate(by, file())).rejects.toMatchObject({ status: 409, problems: [{ code }] });
  });

  it('is no use where no secret is stored yet', async () => {
    const { documents } = memoryStore(memoryDisk());
    await expect((await start(documents, first)).rotate(by, fileOf(second))).rejects.toMatchObject({ problems: [{ code: 'key.unused' }] });
  });

  it('stores neither key in the clear', async () => {
    const { documents, hub } = await filled();
    await hub.rotate(by, fileOf(second));
    const stored = JSON.stringify((await documents.list('main', 'data-key')).items);
    for (const key of [first, second]) for (const text of [key.toString('base64'), key.toString('hex')]) expect(stored).not.toContain(text);
  });
});
