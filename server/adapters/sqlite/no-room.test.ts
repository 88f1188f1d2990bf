import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { tenant } from './samples.ts';
import { sqliteStore } from './store.ts';

let dir: string;
let child: ChildProcess;
let said: string[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'orderloom-'));
  const script = new URL('./write-without-room.ts', import.meta.url).pathname;
  child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  said = [];
  child.stdout?.on('data', (text) => said.push(...String(text).trim().split('\n')));
});
afterEach(() => {
  child.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

const idsOf = (what: string, lines = said): string[] => lines.filter((line) => line.startsWith(what)).map((line) => line.split(' ')[1] ?? '');
/** No file of the process may grow beyond so many bytes. */
const limit = (bytes: number | 'unlimited') => execFileSync('prlimit', ['--pid', String(child.pid), `--fsize=${bytes}:`]);

it.skipIf(process.platform !== 'linux')(
  'without room nothing is accepted, what holders wrote waits, and both go on once there is room',
  { timeout: 20_000 },
  async () => {
    await expect.poll(() => idsOf('completed').length, { timeout: 10_000 }).toBeGreaterThan(5);
    limit(statSync(join(dir, 'orderloom.db-wal')).size);
    await expect.poll(() => idsOf('refused').length, { timeout: 5_000 }).toBeGreaterThan(10);
    const first = said.findIndex((line) => line.startsWith('refused'));
    expect(said.slice(first).filter((line) => !/^refused r\d+ full$/.test(line))).toEqual([]);
    const before = idsOf('accepted');

    limit('unlimited');
    await expect.poll(() => idsOf('completed').length, { timeout: 5_000 }).toBeGreaterThan(before.length + 5);
    expect(idsOf('failed')).toEqual([]);
    expect(idsOf('completed')).toEqual(expect.arrayContaining(before));

    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    const store = await sqliteStore(dir);
    for (const id of idsOf('completed')) expect((await store.reads.run(tenant, id))?.head.status, id).toBe('completed');
    await store.close();
  },
);
