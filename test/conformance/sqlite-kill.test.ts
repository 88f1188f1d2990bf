/** A killed process loses nothing it acknowledged, and leaves its directory to the next. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sqliteStore } from '../../server/adapters/sqlite/store.ts';
import { at } from './samples.ts';

const script = join(import.meta.dirname, 'commit-in-a-loop.ts');

/** An empty directory that goes with the test. */
function emptyDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'orderloom-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

interface Loop {
  child: ChildProcess;
  /** Resolves with all that was said, once it was killed after `lines` lines. */
  killAfter(lines: number): Promise<string[]>;
}

function commitInALoop(dir: string, boot: string): Loop {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, dir, boot], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let said = '';
  let most = Number.POSITIVE_INFINITY;
  const look = () => {
    if (said.split('\n').length > most) child.kill('SIGKILL');
  };
  child.stdout.on('data', (text: Buffer) => {
    said += text;
    look();
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  return {
    child,
    async killAfter(lines) {
      most = lines;
      look();
      await ended;
      return said.slice(0, said.lastIndexOf('\n')).split('\n');
    },
  };
}

describe('a killed hub', () => {
  test('keeps every acknowledged commit through three kills, and its file stays whole', async () => {
    const dir = emptyDir();
    const said: string[] = [];
    for (const boot of ['one', 'two', 'three']) said.push(...(await commitInALoop(dir, boot).killAfter(600)));
    const store = await sqliteStore(dir);
    const heads = new Map<string, number>();
    for (const line of said.filter((line) => line !== 'open')) {
      const [id = '', seq] = line.split(' ');
      heads.set(id, Number(seq));
    }
    expect(heads.size).toBeGreaterThan(300);
    for (const [id, seq] of heads) {
      const commits = await store.runs.log('t', id);
      expect(commits.length, id).toBeGreaterThanOrEqual(seq);
      expect(commits.map((commit) => commit.seq)).toEqual(commits.map((_, place) => place + 1));
    }
    // What was not finished is due, and suspect exactly when its call was out.
    const left = await store.runs.due(at + 1e9, 1_000, new Set());
    const open = await store.reads.runs('t', { status: ['running'], limit: 500 });
    expect(left.map(({ runId }) => runId).sort()).toEqual(open.items.map(({ id }) => id).sort());
    for (const { id, inFlight = false } of open.items) expect((await store.runs.claim('t', id, at))?.unclean).toBe(inFlight);
    await store.close();
    const file = new DatabaseSync(join(dir, 'orderloom.db'), { readOnly: true });
    expect(file.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    expect(file.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    file.close();
  });

  test('had its directory for itself: a second one is told so, until the first is dead', async () => {
    const dir = emptyDir();
    const first = commitInALoop(dir, 'one');
    await new Promise((resolve) => first.child.stdout?.once('data', resolve));
    await expect(sqliteStore(dir)).rejects.toThrow(`another Orderloom uses this data directory (${dir}): stop it, or set DATA_DIR to another one`);
    await first.killAfter(0);
    const second = await sqliteStore(dir);
    await expect(sqliteStore(dir)).rejects.toThrow('another Orderloom uses this data directory');
    await second.close();
    await (await sqliteStore(dir)).close();
  });
});
