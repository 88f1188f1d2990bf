import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertDurable, openWriter } from './open-database.ts';
import { commit, delivery, ended, fiveSteps, head, orderText, start, t0, tenant } from './samples.ts';
import { sqliteStore } from './store.ts';

describe('the data file', () => {
  let dir: string;
  let child: ChildProcess | undefined;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'orderloom-'));
  });
  afterEach(() => {
    child?.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  });
  const fileOf = () => join(dir, 'orderloom.db');

  /** Another process commits in a loop until it has said so many lines, and is killed: what it had said by then. */
  async function killAfter(boot: string, lines: number, during = async () => {}): Promise<string[]> {
    const script = new URL('./commit-in-a-loop.ts', import.meta.url).pathname;
    const other = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, dir, boot], { stdio: ['ignore', 'pipe', 'inherit'] });
    child = other;
    let said = '';
    const ended = new Promise((resolve) => other.once('close', resolve));
    await new Promise<void>((resolve) => {
      other.stdout.on('data', (text) => {
        said += text;
        if (said.split('\n').length > lines) resolve();
      });
      other.once('close', () => resolve());
    });
    await during();
    other.kill('SIGKILL');
    await ended;
    return said.slice(0, said.lastIndexOf('\n')).split('\n');
  }

  it('belongs to one process: a second one is refused with the reason, until the first has ended', async () => {
    const first = await sqliteStore(dir);
    await expect(sqliteStore(dir)).rejects.toThrow(`another Orderloom uses this data directory (${dir})`);
    await first.close();
    await (await sqliteStore(dir)).close();
  });

  it('is refused while another process has it, and free after that one was killed', async () => {
    await killAfter('x', 1, () => expect(sqliteStore(dir)).rejects.toThrow('another Orderloom uses this data directory'));
    await (await sqliteStore(dir)).close();
  });

  it.each([
    ['synchronous=NORMAL', 'synchronous=1, not FULL'],
    ['synchronous=OFF', 'synchronous=0, not FULL'],
    ['journal_mode=DELETE', 'journal mode delete, not wal'],
  ])('is refused with %s', (setting, reason) => {
    const database = openWriter(fileOf());
    expect(() => assertDurable(database)).not.toThrow();
    database.exec(`PRAGMA ${setting}`);
    expect(() => assertDurable(database)).toThrow(reason);
    database.close();
  });

  it('of a newer format is refused by name', async () => {
    const database = openWriter(fileOf());
    database.exec('PRAGMA user_version=9');
    database.close();
    await expect(sqliteStore(dir)).rejects.toThrow('store format 9');
    expect(existsSync(join(dir, 'lock.db-journal'))).toBe(false);
  });

  it('takes the good items of a batch when one of them is bad', async () => {
    const store = await sqliteStore(dir);
    await store.runs.accept(delivery('a'));
    const bad = commit(head('a', { seq: 2 }), { payloads: [{ hash: 'h', json: null as unknown as string }] });
    const ids = Array.from({ length: 10 }, (_, place) => `r${place}`);
    const answers = await Promise.allSettled([
      ...ids.map((id) => store.runs.accept(delivery(id))),
      store.runs.commit(bad),
      ...ids.map((id) => store.runs.commit(commit(ended(id)))),
    ]);
    expect(answers.filter((answer) => answer.status === 'rejected')).toHaveLength(1);
    expect(answers.slice(11).map((answer) => answer.status === 'fulfilled' && answer.value)).toEqual(ids.map(() => 'done'));
    expect(await store.runs.log(tenant, 'a')).toHaveLength(1);
    expect((await store.reads.runs(tenant, { status: ['completed'] })).items).toHaveLength(10);
    expect(await store.runs.commit(commit(head('a', { seq: 2 })))).toBe('done');
    await store.close();
  });

  it('keeps everything that was acknowledged through kills, and stays whole', { timeout: 60_000 }, async () => {
    const said: string[] = [];
    for (const boot of ['one', 'two', 'three']) said.push(...(await killAfter(boot, 600)));
    const store = await sqliteStore(dir);
    for (const line of said.filter((line) => line !== 'open')) {
      const [what, id = ''] = line.split(' ');
      const run = await store.reads.run(tenant, id);
      expect(run?.commits.length, line).toBeGreaterThanOrEqual(what === 'completed' ? 2 : 1);
      expect(run?.head.seq, line).toBe(run?.commits.length);
    }
    const left = await store.runs.due(t0 + 1e9, 1_000, new Set());
    const open = await store.reads.runs(tenant, { status: ['running'], limit: 500 });
    expect(left.map((one) => one.runId).sort()).toEqual(open.items.map((run) => run.id).sort());
    await store.close();
    const database = new DatabaseSync(fileOf(), { readOnly: true });
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    database.close();
  });

  it('is copied whole while orders come in', async () => {
    const store = await sqliteStore(dir);
    for (let place = 0; place < 50; place += 1) await store.runs.accept(delivery(`before-${place}`));
    const copied = store.backup?.(join(dir, 'copy.db'));
    for (let place = 0; place < 50; place += 1) await store.runs.accept(delivery(`during-${place}`));
    await copied;
    await store.close();
    const copy = new DatabaseSync(join(dir, 'copy.db'), { readOnly: true });
    expect((copy.prepare('SELECT count(*) AS runs FROM runs').get() as { runs: number }).runs).toBeGreaterThanOrEqual(50);
    expect(copy.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    copy.close();
  });

  it('spends at most 6 kB on a finished run of five steps with an order of 3 kB', async () => {
    const store = await sqliteStore(dir);
    const many = 500;
    await Promise.all(
      Array.from({ length: many }, async (_, place) => {
        const id = `${place}`.padStart(26, 'q');
        const body = orderText(place);
        const canonical = JSON.stringify({ order: JSON.parse(body) });
        const payloads = [
          { hash: 'r2x7k3x9d2abq5n8v1c4m1', json: body },
          { hash: 'r2x7k3x9d2abq5n8v1c4m2', json: canonical },
        ];
        const found = { keys: [`A-${place}`], amount: '19995', currency: 'EUR' };
        await store.runs.accept(delivery(id, { body, starts: [start(id, found, payloads)] }));
        await store.runs.commit(commit(ended(id, found), { events: fiveSteps(place) }));
      }),
    );
    expect((await store.reads.runs(tenant, { status: ['completed'], limit: 500 })).items).toHaveLength(many);
    await store.close();
    expect(statSync(fileOf()).size / many).toBeLessThan(6 * 1024);
  });
});
