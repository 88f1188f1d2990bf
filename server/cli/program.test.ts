import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHarness, openApi, smallFlow } from '../../test/support/api-harness.ts';
import { lockDirectory } from '../adapters/sqlite/lock.ts';
import { openWriter } from '../adapters/sqlite/open-database.ts';
import { runCommand } from './program.ts';

let api: ApiHarness;
let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  api = await openApi();
  folder = await mkdtemp(join(tmpdir(), 'orderloom-cli-'));
  await writeFile(at('small.flow.json'), JSON.stringify(smallFlow()));
  await writeFile(at('broken.flow.json'), JSON.stringify({ ...smallFlow('broken'), edges: [{ from: 'start', to: 'nowhere' }] }));
  await writeFile(at('torn.flow.json'), '{"format": 1,');
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

async function hub(args: string[], env: NodeJS.ProcessEnv = { HUB_URL: api.url, HUB_TOKEN: 'admin-token' }) {
  const lines: string[] = [];
  const errors: string[] = [];
  const code = await runCommand(args, { env, write: (line) => lines.push(line), writeError: (line) => errors.push(line) });
  return { code, text: lines.join('\n'), errors: errors.join('\n') };
}

describe('flow files', () => {
  it('validate tells every problem of every file, without a hub', async () => {
    const answer = await hub(['validate', '--json', at('small.flow.json'), at('broken.flow.json'), at('torn.flow.json')], { HUB_URL: 'http://127.0.0.1:1' });
    expect(answer.code).toBe(1);
    expect(JSON.parse(answer.text)).toMatchObject([
      { ok: true, problems: [] },
      { ok: false, problems: expect.arrayContaining([expect.objectContaining({ code: 'flow.edge_target_missing', path: '/edges/0/to' })]) },
      { ok: false, problems: [{ code: 'json.invalid', path: '1:14' }] },
    ]);
  });

  it('a broken file is not deployed, and no half of it is saved', async () => {
    const answer = await hub(['deploy', at('broken.flow.json')]);
    expect(answer).toMatchObject({ code: 1, errors: expect.stringContaining('/edges/0/to') });
    expect((await api.call('GET', '/api/flows/broken')).status).toBe(404);
  });

  it('deploy, export and import go round without a change', async () => {
    expect(await hub(['deploy', at('small.flow.json'), '--pause', '--message', 'first'])).toEqual({
      code: 0,
      text: 'small version 1 is deployed, paused.',
      errors: '',
    });
    expect((await hub(['export', 'small', '--out', at('out.flow.json')])).code).toBe(0);
    expect((await hub(['import', at('out.flow.json'), '--deploy'])).text).toBe('small is saved and deployed as version 1.');
    expect((await hub(['export', 'small'])).text).toBe((await readFile(at('out.flow.json'), 'utf8')).trimEnd());
  });
});

describe('runs', () => {
  it('are listed by key, and signals reach the hub once', async () => {
    await api.call('POST', '/api/flows/small/runs', { body: { input: { number: 'A-77' } } });
    expect((await hub(['runs', '--key', 'A-77'])).text).toMatch(/small +A-77/);
    expect((await hub(['runs', '--key', 'A-78'])).text).toBe('No runs.');
    const signal = ['signal', 'order.cancelled', 'A-77', '--id', 's1', '--data', '{"by":"shop"}'];
    expect((await hub(signal)).text).toBe('Sent; 1 runs woken.');
    expect((await hub(signal)).text).toBe('This signal came before; nothing changes.');
    expect(await hub(['signal', 'x', 'y', '--data', '{'])).toMatchObject({ code: 1 });
  });

  it('a status that does not exist is refused with its place', async () => {
    expect(await hub(['runs', '--status', 'crashed'])).toMatchObject({ code: 1, errors: expect.stringContaining('/status') });
  });
});

describe('backup and restore', () => {
  const make = (file: string, word: string) => {
    const database = openWriter(file);
    database.exec(`CREATE TABLE IF NOT EXISTS said (word TEXT); INSERT INTO said VALUES ('${word}')`);
    database.close();
  };

  it('a backup asks the running hub and names the file by its full path', async () => {
    expect((await hub(['backup', at('copy.db'), '--json'])).text).toBe(JSON.stringify({ file: at('copy.db'), bytes: 1 }));
  });

  it('restore puts the backup in place and keeps what stood there', async () => {
    make(at('backup.db'), 'old');
    const dataDir = at('data');
    expect((await hub(['restore', at('backup.db'), '--data-dir', dataDir])).code).toBe(0);
    const again = await hub(['restore', at('backup.db'), '--data-dir', dataDir, '--json']);
    const { kept } = JSON.parse(again.text) as { kept: string };
    expect((await stat(kept)).size).toBeGreaterThan(0);
    const database = new DatabaseSync(join(dataDir, 'orderloom.db'), { readOnly: true });
    expect(database.prepare('SELECT word FROM said').get()).toEqual({ word: 'old' });
    expect(database.prepare("SELECT body FROM docs WHERE kind = 'store' AND id = 'review'").get()).toEqual({ body: expect.stringContaining('restoredAt') });
    database.close();
  });

  it('restore refuses while a hub runs, and a file that is no backup', async () => {
    await writeFile(at('note.txt'), 'no backup');
    expect(await hub(['restore', at('note.txt'), '--data-dir', at('data')])).toMatchObject({ code: 1, errors: expect.stringContaining('not a sound backup') });
    const unlock = lockDirectory(at('data'));
    expect(await hub(['restore', at('backup.db'), '--data-dir', at('data')])).toMatchObject({ code: 1, errors: expect.stringContaining('A hub is using') });
    unlock();
  });
});

it('the audit of all this is whole', async () => {
  expect((await hub(['audit', '--verify'])).text).toMatch(/^\d+ rows, all as they were written\.$/);
});

it.each<[string, string[], NodeJS.ProcessEnv | undefined, number, string]>([
  ['no hub', ['runs'], { HUB_URL: 'http://127.0.0.1:1' }, 1, 'No hub answers at http://127.0.0.1:1.'],
  ['a wrong token', ['runs'], undefined, 1, 'does not know this token'],
  ['an unknown command', ['fly'], undefined, 2, "unknown command 'fly'"],
])('%s is told plainly', async (_name, args, env, code, words) => {
  const answer = await hub(args, env ?? { HUB_URL: api.url, HUB_TOKEN: 'wrong' });
  expect(answer.code).toBe(code);
  expect(answer.errors).toContain(words);
});
