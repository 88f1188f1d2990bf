/** A hub at work on a disk of our choosing: orders come in steadily, a receiver takes two effects of each. */
import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deploy, freePort, type HubProcess, hubProcess } from '../support/hub-process.ts';
import { type SteadySender, steadySender } from './disk-sender.ts';
import { type Verdict, verdictOf } from './verdict.ts';

export interface Stage {
  hub: HubProcess;
  sender: SteadySender;
  /** What reached the receiver so far, in its own time. */
  calls(): { at: number; path: string; number: string }[];
  /** Everything sent is taken and carried to its end, then the three logs are compared and the file is checked. */
  judge(): Promise<Verdict & { isSound: boolean }>;
  close(): Promise<void>;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until it holds; answers with the ms that took. */
export async function until(what: string, patience: number, holds: () => boolean | Promise<boolean>): Promise<number> {
  for (const began = performance.now(); ; await pause(10)) {
    if (await holds()) return performance.now() - began;
    if (performance.now() - began > patience) throw new Error(`${what} did not come within ${patience} ms`);
  }
}

/** `hold` is how long an order waits between its two effects, `answerMs` how long the receiver takes for each. */
export async function openStage({
  home,
  perSecond = 100,
  env = {},
  hold = 'PT1S',
  answerMs = 40,
}: {
  home?: string;
  perSecond?: number;
  env?: Record<string, string>;
  hold?: string;
  answerMs?: number;
}): Promise<Stage> {
  const dir = mkdtempSync(join(tmpdir(), 'orderloom-receiver-'));
  const port = await freePort();
  const file = join(dir, 'calls.jsonl');
  const receiver = fork(join(import.meta.dirname, 'receiver.ts'), [String(port), file, String(answerMs)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  await new Promise((resolve) => receiver.once('message', resolve));
  const hub = await hubProcess({ ...(home === undefined ? {} : { home }), env: { EGRESS_ALLOW: `127.0.0.1:${port}`, LOG_LEVEL: 'error', ...env } });
  const close = async (): Promise<void> => {
    receiver.kill('SIGKILL');
    await hub.remove();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await hub.start();
    await deploy(hub, flowTo(port, hold));
  } catch (error) {
    await close();
    throw error;
  }
  const sender = steadySender(`${hub.url}/in/disk`, perSecond);
  return {
    hub,
    sender,
    calls: () =>
      readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { at: number; path: string; number: string }),
    async judge() {
      await sender.finish(20_000);
      const verdict = await verdictOf(hub, sender.acked, () => readFileSync(file, 'utf8'), 20_000, 'disk_test');
      await hub.stop();
      return { ...verdict, isSound: isSound(join(hub.dir, 'orderloom.db')) };
    },
    async close() {
      sender.stop();
      await close();
    },
  };
}

export function isSound(file: string): boolean {
  const database = new DatabaseSync(file, { readOnly: true });
  const found = database.prepare('PRAGMA integrity_check').all();
  database.close();
  return JSON.stringify(found) === '[{"integrity_check":"ok"}]';
}

function flowTo(port: number, hold: string) {
  const call = (path: string) => ({
    type: 'http_request@1',
    config: { method: 'POST', url: `http://127.0.0.1:${port}/${path}`, class: 'A', body: { number: { $expr: 'trigger.number' } } },
    retry: { attempts: 20, backoff: 'fixed', delay: 'PT1S' },
  });
  return {
    format: 1,
    id: 'disk_test',
    title: 'Disk test',
    key: { $expr: 'trigger.number' },
    nodes: {
      order: { type: 'webhook@1', config: { path: 'disk', signature: 'none' } },
      reserve: call('reserve'),
      hold: { type: 'wait@1', config: { for: hold } },
      ship: call('ship'),
    },
    edges: [
      { from: 'order', to: 'reserve' },
      { from: 'reserve', to: 'hold' },
      { from: 'hold', to: 'ship' },
    ],
  };
}
