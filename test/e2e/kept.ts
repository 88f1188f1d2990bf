/** The hub and the browser that all files of a lane share: started by the first that asks, found by the others. Two lanes run side by side. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
export const admin = { email: 'ada@orderloom.example', password: 'a-long-password-for-ada' };

export interface Kept {
  url: string;
  token: string;
  /** Address of the browser, for `chromium.connect`. */
  browser: string;
}

/** Finds the shared hub and browser of this test run, or starts them. */
export async function findKept(): Promise<Kept> {
  const runner = String(process.ppid);
  const place = join(tmpdir(), `orderloom-e2e-${runner}-${process.env['VITEST_POOL_ID'] ?? '1'}.json`);
  if (!existsSync(place)) await startKeeper(runner, place);
  return JSON.parse(readFileSync(place, 'utf8')) as Kept; // written by the keeper
}

async function startKeeper(runner: string, place: string): Promise<void> {
  // A file for its words: an inherited pipe would keep the runner from ending.
  const words = `${place}.log`;
  const log = openSync(words, 'w');
  const keeper = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'keeper.ts'), runner, place], {
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  keeper.unref();
  while (!existsSync(place)) {
    if (keeper.exitCode !== null) throw new Error(`the hub and the browser of the suite did not start: ${readFileSync(words, 'utf8')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
