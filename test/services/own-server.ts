/** A server process of our own: loopback, a free port, a directory of its own, ended by its process handle. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/hub-process.ts';
import type { Service } from './service.ts';

export interface Recipe {
  name: string;
  command: string;
  args(port: number, dir: string): string[];
  /** What it prints once it listens. */
  ready: RegExp;
  url(port: number): string;
  /** Once, after the first start. */
  prepare?(port: number): Promise<void>;
}

const startMs = 30_000;
/** Started again it reads what it kept. */
const restartMs = 180_000;
const stopMs = 10_000;

export function isOnPath(command: string): boolean {
  try {
    execFileSync('which', [command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Resolves when it listens; rejects with what it said when it ends before or is not ready within 30 s, or 180 s with what it kept. */
export async function ownServer(recipe: Recipe): Promise<Service> {
  const dir = mkdtempSync(join(tmpdir(), 'orderloom-server-'));
  let { port, child } = await firstStart(recipe, dir);
  await recipe.prepare?.(port);
  return {
    url: recipe.url(port),
    name: recipe.name,
    isGiven: false,
    async stop() {
      await end(child, 'SIGTERM');
      rmSync(dir, { recursive: true, force: true });
    },
    kill: () => end(child, 'SIGKILL'),
    async restart() {
      await end(child, 'SIGTERM');
      child = await start(recipe, port, dir, restartMs);
    },
  };
}

/** A port that was free a moment ago may be somebody else's by now. */
async function firstStart(recipe: Recipe, dir: string): Promise<{ port: number; child: ChildProcess }> {
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    try {
      return { port, child: await start(recipe, port, dir) };
    } catch (error) {
      if (tries === 3 || !/in use/i.test(String(error))) throw error;
    }
  }
}

async function start(recipe: Recipe, port: number, dir: string, patience = startMs): Promise<ChildProcess> {
  const child = spawn(recipe.command, recipe.args(port, dir), { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const refuse = (why: string): void => {
      child.kill('SIGKILL');
      reject(new Error(`${recipe.name} ${why}: ${said}`));
    };
    const impatience = setTimeout(() => refuse(`is not ready after ${patience / 1_000} s`), patience);
    const hear = (piece: Buffer): void => {
      said = (said + piece.toString()).slice(-4_000);
      if (!recipe.ready.test(said)) return;
      clearTimeout(impatience);
      resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', (error) => refuse(error.message));
    child.once('exit', () => {
      clearTimeout(impatience);
      refuse('ended before it was ready');
    });
  });
  endWithUs(child);
  return child;
}

/** Even when we are killed: a shell waits for the end of the pipe that we hold, then ends the server. */
function endWithUs(child: ChildProcess): void {
  const guard = spawn('sh', ['-c', 'read -r word || kill -9 "$0"', String(child.pid)], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  guard.unref();
  guard.stdin.on('error', () => undefined);
  // A word instead of the end: the server is gone, and its number may soon be another's.
  child.once('exit', () => guard.stdin.end('done\n'));
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const impatience = setTimeout(() => child.kill('SIGKILL'), stopMs);
  await gone;
  clearTimeout(impatience);
}
