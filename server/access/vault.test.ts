import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { memoryDisk } from '../adapters/memory/disk.ts';
import { memoryStore } from '../adapters/memory/store.ts';
import { KeyRefused, openMasterKey } from './master-key.ts';
import { holdsSecrets, openVault } from './vault.ts';

const key = Buffer.alloc(32, 1);
const canary = 'canary-91ab';

async function filled() {
  const disk = memoryDisk();
  const { documents } = memoryStore(disk);
  const vault = await openVault(documents, 'main', key);
  const put = async (id: string, fields: Record<string, string | null>) => documents.put('main', [await vault.seal('main', id, fields)], 1);
  await put('erp', { token: canary, user: 'ada' });
  return { disk, documents, vault, put };
}

describe('the vault', () => {
  it('gives back what was put in, field by field, and forgets on demand', async () => {
    const { vault, put } = await filled();
    await put('erp', { token: null, pin: '1' });
    expect(await vault.open('main', 'erp')).toEqual({ user: 'ada', pin: '1' });
    expect(await vault.open('main', 'nothing')).toEqual({});
  });

  it('stores nothing readable', async () => {
    const { disk } = await filled();
    const stored = JSON.stringify([...disk.documents]);
    for (const text of [canary, Buffer.from(canary).toString('base64'), key.toString('base64')]) expect(stored).not.toContain(text);
  });

  it('a value moved to another field, secret or version cannot be opened', async () => {
    const { documents, vault } = await filled();
    const kept = await documents.get<{ version: number; fields: Record<string, never> }>('main', 'secret', 'erp');
    const { version, fields } = kept!.body;
    for (const body of [
      { version, fields: { user: fields['token'] } },
      { version: version + 1, fields },
    ]) {
      await documents.put('main', [{ kind: 'secret', id: 'erp', body: body as never }], 2);
      await expect(vault.open('main', 'erp')).rejects.toThrow();
    }
    await documents.put('main', [{ kind: 'secret', id: 'other', body: { version, fields } }], 3);
    await expect(vault.open('main', 'other')).rejects.toThrow();
  });

  it.each<[string, Buffer | undefined, RegExp]>([
    ['no key', undefined, /no master key is given/],
    ['another key', Buffer.alloc(32, 2), /need master key [0-9a-f]{12}, the one given is [0-9a-f]{12}/],
  ])('a start with %s is refused while secrets are stored', async (_name, given, words) => {
    const { documents } = await filled();
    expect(await holdsSecrets(documents, 'main')).toBe(true);
    await expect(openVault(documents, 'main', given)).rejects.toThrow(words);
  });
});

describe('the master key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orderloom-key-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it('is made once, for its owner alone, and said', () => {
    const create = join(folder, 'data.key');
    const first = openMasterKey({ create, mustExist: false });
    expect(first.said).toContain(create);
    expect(statSync(create).mode & 0o777).toBe(0o600);
    expect(readFileSync(create, 'utf8').trim()).toBe(first.key?.toString('base64'));
    expect(openMasterKey({ create, mustExist: true })).toEqual({ key: first.key });
  });

  it('is not made anew over secrets that need the lost one', () => {
    expect(() => openMasterKey({ create: join(folder, 'lost.key'), mustExist: true })).toThrow(/is missing/);
  });

  it.each(['short', 'x'.repeat(40), 'changeme-changeme-changeme', 'default-default-default-1'])('"%s" is refused', (text) => {
    expect(() => openMasterKey({ key: text, mustExist: false })).toThrow(KeyRefused);
    expect(() => openMasterKey({ file: file('weak', text), mustExist: false })).toThrow(KeyRefused);
  });

  it('is read from the environment or a file, the same either way', () => {
    const text = Buffer.alloc(32, 9).toString('base64');
    expect(openMasterKey({ key: text, mustExist: false }).key).toEqual(Buffer.alloc(32, 9));
    expect(openMasterKey({ file: file('good', `${text}\n`), mustExist: false }).key).toEqual(Buffer.alloc(32, 9));
    expect(() => openMasterKey({ file: join(folder, 'none'), mustExist: false })).toThrow(/HUB_KEY_FILE .* cannot be read/);
  });
});
