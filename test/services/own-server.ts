/** A server process of our own: loopback, a free port, a directory of its own, ended by its process handle. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/hub-process.ts';
import type { Service } from './service.ts';

export interface Recipe {
  name: string;
  command: string;
  args(port: number, dir: string): string[];
  url(port: number): string;
  /** Once, after the first start. */
  prepare?(port: number): Promise<void>;
}

export function isOnPath(command: string): boolean {
  try {
    execFileSync('which', [command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Resolves when it listens; rejects with what it said when it ends before or takes longer than 20 s. */
export async function ownServer(recipe: Recipe): Promise<Service> {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), 'orderloom-server-'));
  let child: ChildProcess | undefined;
  const endWithUs = (): void => void child?.kill('SIGKILL');
  process.once('exit', endWithUs);

  const start = async (): Promise<void> => {
    let said = '';
    const mine = spawn(recipe.command, recipe.args(port, dir), { cwd: dir, stdio: ['pipe', 'pipe', 'pipe'] });
    child = mine;
    const keep = (chunk: Buffer): void => void (said = (said + chunk.toString()).slice(-4_000));
    mine.stdout.on('data', keep);
    mine.stderr.on('data', keep);
    mine.stdin.on('error', () => undefined);
    mine.on('error', (error) => (said += error.message));
    const until = Date.now() + 20_000;
    while (!(await accepts(port))) {
      if (mine.exitCode !== null || mine.pid === undefined || Date.now() > until) {
        mine.kill('SIGKILL');
        throw new Error(`${recipe.name} does not start: ${said}`);
      }
      await pause(10);
    }
  };
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const mine = child;
    child = undefined;
    if (mine === undefined || mine.exitCode !== null || mine.signalCode !== null) return;
    const gone = new Promise((resolve) => mine.once('exit', resolve));
    mine.kill(signal);
    const impatience = setTimeout(() => mine.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(impatience);
  };

  await start();
  await recipe.prepare?.(port);
  return {
    url: recipe.url(port),
    name: recipe.name,
    isGiven: false,
    async stop() {
      await end('SIGTERM');
      process.off('exit', endWithUs);
      rmSync(dir, { recursive: true, force: true });
    },
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM');
      await start();
    },
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
