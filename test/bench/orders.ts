/** Orders with five steps through HTTP to `completed` in the store, beside Node-RED and beside the bare store, in turn. */
import { execFile, fork } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deploy, type HubProcess, hubProcess } from '../support/hub-process.ts';
import { fiveSteps } from './five-steps.ts';
import { median, type Row, row } from './row.ts';

const run = promisify(execFile);
const here = (file: string): string => join(import.meta.dirname, file);
const node = (file: string, ...args: string[]) => run(process.execPath, ['--disable-warning=ExperimentalWarning', here(file), ...args], { maxBuffer: 1 << 24 });

/** Rate from first request to last run completed. */
async function ours(hub: HubProcess, orders: number, prefix: string): Promise<number> {
  const began = performance.now();
  const { stdout } = await node('send-orders.ts', `${hub.url}/in/orders-bench`, String(orders), '32', prefix);
  const sent = JSON.parse(stdout) as { ok: number };
  if (sent.ok !== orders) throw new Error(`${orders - sent.ok} orders were not taken`);
  await drained(hub);
  return (orders / (performance.now() - began)) * 1_000;
}

export async function drained(hub: HubProcess, patience = 60_000): Promise<void> {
  for (const until = performance.now() + patience; performance.now() < until; ) {
    const page = await hub.call<{ items: unknown[] }>('GET', '/api/runs?status=running&limit=1');
    if (page.body.items.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('runs were still going after a minute');
}

export async function orderRows(say: (line: string) => void, pairs = 5, orders = 6_000): Promise<Row[]> {
  const hub = await hubProcess();
  const red = fork(here('node-red.ts'), { execArgv: ['--disable-warning=ExperimentalWarning'], silent: true });
  try {
    await hub.start();
    await deploy(hub, fiveSteps);
    const redPort = await new Promise<number>((resolve) => red.once('message', (port) => resolve(Number(port))));
    const peer = async (count: number, prefix: string): Promise<number> => {
      const { stdout } = await node('send-orders.ts', `http://127.0.0.1:${redPort}/orders`, String(count), '32', prefix);
      const sent = JSON.parse(stdout) as { ok: number; ms: number };
      return (sent.ok / sent.ms) * 1_000;
    };
    await ours(hub, 2_000, 'W');
    await peer(2_000, 'W');
    const toPeer: number[] = [];
    const toFloor: number[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      const rates = { hub: 0, peer: 0 };
      const turns = pair % 2 === 0 ? (['hub', 'peer'] as const) : (['peer', 'hub'] as const);
      for (const turn of turns) rates[turn] = turn === 'hub' ? await ours(hub, orders, `H${pair}`) : await peer(orders, `P${pair}`);
      const floor = (JSON.parse((await node('floor-chain.ts', '4000')).stdout) as { rate: number }).rate;
      toPeer.push(rates.hub / rates.peer);
      toFloor.push(rates.hub / floor);
      say(
        `  pair ${pair + 1}: Orderloom ${Math.round(rates.hub)} orders/s to completed | Node-RED ${Math.round(rates.peer)} messages/s, nothing kept | bare SQLite chain ${Math.round(floor)} orders/s`,
      );
    }
    await provesSteps(hub);
    const total = orders * pairs + 2_000;
    await hub.stop();
    const bytes = globSync('**/*', { cwd: hub.dir }).reduce((sum, file) => sum + statSync(join(hub.dir, file)).size, 0);
    return [
      row('order with five steps to completed, of Node-RED keeping nothing', median(toPeer), 'x', '>=', 1),
      row('order with five steps to completed, of a bare SQLite chain', median(toFloor), 'x', '>=', 0.5),
      row('stored bytes per finished five-step run of a 3 kB order', Math.round(bytes / total), 'B', '<=', 6_144),
    ];
  } finally {
    red.kill('SIGKILL');
    await hub.remove();
  }
}

/** A run that was measured shows its five steps with their times. */
async function provesSteps(hub: HubProcess): Promise<void> {
  const { body } = await hub.call<{ items: { id: string; status: string }[] }>('GET', '/api/runs?limit=1');
  const steps = await hub.call<{ items: { status: string; startedAt: string; endedAt?: string }[] }>('GET', `/api/runs/${body.items[0]!.id}/steps`);
  if (steps.body.items.length !== 5 || steps.body.items.some((step) => step.status !== 'completed' || !step.endedAt))
    throw new Error('a measured run does not show five completed steps');
}
