/** A hub whose orders take effects of class A and C, backed up and put back with the commands a person uses. */
import { execFile, fork } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { deploy, freePort, type HubProcess, hubProcess, root } from '../support/hub-process.ts';

const run = promisify(execFile);

export interface Received {
  at: number;
  path: string;
  key: string;
  number: string;
}

export interface RestoreStage {
  hub: HubProcess;
  received(): Received[];
  /** `hub backup`, as typed; answers with the ms it took. */
  backup(file: string): Promise<number>;
  /** `hub restore` of that file into the data directory of a hub that never ran. */
  restoreElsewhere(file: string): Promise<HubProcess>;
  close(): Promise<void>;
}

export async function openRestoreStage(): Promise<RestoreStage> {
  const dir = mkdtempSync(join(tmpdir(), 'orderloom-receiver-'));
  const port = await freePort();
  const file = join(dir, 'calls.jsonl');
  const receiver = fork(join(import.meta.dirname, 'receiver.ts'), [String(port), file, '20'], { execArgv: ['--disable-warning=ExperimentalWarning'] });
  await new Promise((resolve) => receiver.once('message', resolve));
  const env = { EGRESS_ALLOW: `127.0.0.1:${port}` };
  const hub = await hubProcess({ env });
  const hubs = [hub];
  await hub.start();
  await deploy(hub, flowTo(port));
  await deploy(hub, idleFlow);
  return {
    hub,
    received: () =>
      existsSync(file)
        ? readFileSync(file, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as Received)
        : [],
    async backup(target) {
      const began = performance.now();
      await command(['backup', target], { HUB_URL: hub.url, HUB_TOKEN: hub.token });
      return performance.now() - began;
    },
    async restoreElsewhere(source) {
      const other = await hubProcess({ env });
      hubs.push(other);
      mkdirSync(dirname(other.dir), { recursive: true });
      await command(['restore', source, '--data-dir', other.dir], {});
      // The master key is kept apart from the backup and brought by a person.
      if (existsSync(`${hub.dir}.key`)) copyFileSync(`${hub.dir}.key`, `${other.dir}.key`);
      return other;
    },
    async close() {
      receiver.kill('SIGKILL');
      for (const one of hubs) await one.remove();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const command = (args: string[], env: Record<string, string>) =>
  run(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'server/cli.ts'), ...args], { cwd: root, env: { ...process.env, ...env } });

function flowTo(port: number) {
  const call = (path: string, effectClass: 'A' | 'C') => ({
    type: 'http_request@1',
    title: path,
    config: { method: 'POST', url: `http://127.0.0.1:${port}/${path}`, class: effectClass, body: { number: { $expr: 'trigger.number' } } },
    ...(effectClass === 'C' ? { policy: 'at-most-once' } : { retry: { attempts: 20, backoff: 'fixed', delay: 'PT1S' } }),
  });
  return {
    format: 1,
    id: 'restore_test',
    title: 'Restore test',
    key: { $expr: 'trigger.number' },
    nodes: {
      order: { type: 'webhook@1', config: { path: 'disk', signature: 'none' } },
      reserve: call('reserve', 'A'),
      hold: { type: 'wait@1', config: { for: 'PT2S' } },
      mail: call('mail', 'C'),
      ship: call('ship', 'A'),
    },
    edges: [
      { from: 'order', to: 'reserve' },
      { from: 'reserve', to: 'hold' },
      { from: 'hold', to: 'mail' },
      { from: 'mail', to: 'ship' },
    ],
  };
}

const idleFlow = {
  format: 1,
  id: 'idle_test',
  title: 'Idle test',
  key: { $expr: 'trigger.number' },
  nodes: {
    order: { type: 'webhook@1', config: { path: 'idle', signature: 'none' } },
    hold: { type: 'wait@1', config: { for: 'P30D' } },
  },
  edges: [{ from: 'order', to: 'hold' }],
};
