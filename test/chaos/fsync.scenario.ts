/**
 * R4: a killed process proves nothing of a power cut, since the page cache outlives it. So the system calls
 * are looked at: of every order acknowledged, the fsync of the log that holds it had returned before its
 * 202 was written. Planted bugs show that the look is sharp.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploy, type HubProcess, hubProcess, root } from '../support/hub-process.ts';
import { assertStrace } from './disk-inject.ts';
import { type Call, parse, traceCalls } from './fsync-trace.ts';
import type { Scenario } from './scenario.ts';

const plants = ['synchronous-off', 'synchronous-normal', 'ack-early'];
const sideBySide = 4;

export const scenario: Scenario<{ orders: number }> = {
  row: 'R4',
  title: 'fsync before 202',
  sizes: { ci: { orders: 300 }, long: { orders: 2_000 } },
  async run({ orders }, { seed, say }) {
    assertStrace();
    const clean = await look(orders, undefined);
    say(`${clean.orders} orders acknowledged, ${clean.early.length} before their fsync had returned`);
    const missed: string[] = [];
    for (const plant of plants) {
      const found = await look(Math.min(orders, 20), plant);
      say(`planted ${plant}: ${found.early.length} of ${found.orders} acknowledged too early`);
      if (found.early.length === 0) missed.push(plant);
    }
    const pass = clean.orders === orders && clean.early.length === 0 && missed.length === 0;
    const words = `${clean.orders} acknowledgements, ${clean.early.length} of them before the fsync of their log had returned; ${plants.length - missed.length} of ${plants.length} planted bugs found${missed.length > 0 ? ` (not ${missed.join(', ')})` : ''}`;
    return { row: 'R4', n: clean.orders, k: plants.length, lost: clean.early.length, duplicate: 0, seed, pass, words };
  },
};

async function look(orders: number, plant: string | undefined): Promise<{ orders: number; early: string[] }> {
  const dir = mkdtempSync(join(tmpdir(), 'orderloom-trace-'));
  const hub = await hubProcess({
    env: plant ? { PLANT: plant } : {},
    nodeArgs: plant ? ['--import', `file://${join(root, 'test/chaos/plants/plant.ts')}`] : [],
  });
  try {
    await hub.start();
    await deploy(hub, quietFlow);
    const numbers = Array.from({ length: orders }, (_, place) => `FSYNC-${String(place).padStart(6, '0')}-Q`);
    const file = join(dir, 'trace');
    const trace = await traceCalls(hub.process()!.pid!, file, 'pwrite64,fdatasync,fsync,write,writev,sendmsg,sendto', 4_200);
    await send(hub, numbers);
    await trace.end();
    const calls = parse(readFileSync(file, 'latin1'));
    return { orders: numbers.length, early: numbers.filter((number) => !isDurableFirst(calls, number)) };
  } finally {
    await hub.remove();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function send(hub: HubProcess, numbers: string[]): Promise<void> {
  const left = [...numbers];
  const lane = async (): Promise<void> => {
    for (let number = left.shift(); number !== undefined; number = left.shift()) {
      let { status, body } = await hub.call('POST', '/in/fsync', { number }, { 'webhook-id': number });
      // Under strace the hub is slow enough to find itself busy.
      for (let tries = 0; (status === 503 || status === 429) && tries < 200; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        ({ status, body } = await hub.call('POST', '/in/fsync', { number }, { 'webhook-id': number }));
      }
      if (status !== 202) throw new Error(`order ${number} was answered ${status}: ${JSON.stringify(body)}`);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, lane));
}

/** A page with this order was written to the log, and an fsync of the log begun after it had come back before the 202 was written. */
export function isDurableFirst(calls: readonly Call[], number: string): boolean {
  const answer = calls.find(({ on, text }) => on.startsWith('TCP') && text.includes('HTTP/1.1 202') && text.includes(number));
  if (!answer) return false;
  // Its own transaction is the first that writes its number; neighbours on the same page are written again later.
  const page = calls.find(({ name, on, text, to }) => name === 'pwrite64' && on.endsWith('-wal') && to < answer.from && text.includes(number));
  if (!page) return false;
  return calls.some(
    ({ name, on, from, to, result }) => (name === 'fsync' || name === 'fdatasync') && on.endsWith('-wal') && result === 0 && from > page.to && to < answer.from,
  );
}

const quietFlow = {
  format: 1,
  id: 'fsync_test',
  title: 'Fsync test',
  key: { $expr: 'trigger.number' },
  nodes: {
    order: { type: 'webhook@1', config: { path: 'fsync', signature: 'none' } },
    hold: { type: 'wait@1', config: { for: 'PT1H' } },
  },
  edges: [{ from: 'order', to: 'hold' }],
};
