/** Cost growth: steps per run, stored runs; and reading when much is stored. */

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deploy, type HubProcess, hubProcess } from '../support/hub-process.ts';
import { fiveSteps } from './five-steps.ts';
import { drained } from './orders.ts';
import { median, percentile, type Row, row } from './row.ts';

const run = promisify(execFile);

async function send(hub: HubProcess, path: string, count: number, prefix: string, connections = 32): Promise<void> {
  const file = join(import.meta.dirname, 'send-orders.ts');
  await run(process.execPath, ['--disable-warning=ExperimentalWarning', file, `${hub.url}/in/${path}`, String(count), String(connections), prefix]);
}

const chain = (id: string, steps: number) => ({
  format: 1,
  id,
  title: id,
  key: { $expr: 'trigger.number' },
  nodes: {
    order: { type: 'webhook@1', config: { path: id.replaceAll('_', '-'), signature: 'none' } },
    ...Object.fromEntries(
      Array.from({ length: steps - 1 }, (_, at) => [`s${at}`, { type: 'transform@1', config: { output: { number: { $expr: 'trigger.number' }, at } } }]),
    ),
  },
  edges: Array.from({ length: steps - 1 }, (_, at) => ({ from: at === 0 ? 'order' : `s${at - 1}`, to: `s${at}` })),
});

/** Time per step at 50 steps against 10, in turn. */
export async function stepGrowth(say: (line: string) => void): Promise<Row[]> {
  const hub = await hubProcess();
  try {
    await hub.start();
    await deploy(hub, chain('ten_steps', 10));
    await deploy(hub, chain('fifty_steps', 50));
    const perStep = async (id: string, steps: number, prefix: string): Promise<number> => {
      const began = performance.now();
      await send(hub, id.replaceAll('_', '-'), 1_500, prefix);
      await drained(hub);
      return (performance.now() - began) / 1_500 / steps;
    };
    await perStep('ten_steps', 10, 'W');
    await perStep('fifty_steps', 50, 'V');
    const ratios: number[] = [];
    for (let pair = 0; pair < 3; pair += 1) {
      const ten = await perStep('ten_steps', 10, `T${pair}`);
      const fifty = await perStep('fifty_steps', 50, `F${pair}`);
      ratios.push(fifty / ten);
      say(`  per step: ${(ten * 1_000).toFixed(0)} µs at 10 steps, ${(fifty * 1_000).toFixed(0)} µs at 50`);
    }
    return [row('cost per step at 50 steps, of that at 10', median(ratios), 'x', '<=', 1.5)];
  } finally {
    await hub.remove();
  }
}

/** Order rate and reading once `stored` runs are there, against the empty hub. */
export async function storedGrowth(say: (line: string) => void, stored: number): Promise<Row[]> {
  const hub = await hubProcess();
  try {
    await hub.start();
    await deploy(hub, fiveSteps);
    const rate = async (prefix: string): Promise<number> => {
      const began = performance.now();
      await send(hub, 'orders-bench', 4_000, prefix);
      await drained(hub);
      return 4_000_000 / (performance.now() - began);
    };
    await send(hub, 'orders-bench', 2_000, 'W');
    const empty = await rate('E');
    for (let filled = 0; filled < stored; filled += 50_000) {
      await send(hub, 'orders-bench', Math.min(50_000, stored - filled), `Z${filled / 50_000}x`, 64);
      await drained(hub);
    }
    const full = await rate('F');
    say(`  ${Math.round(empty)} orders/s empty, ${Math.round(full)} orders/s with ${stored} runs stored`);
    const p95 = async (path: (n: number) => string): Promise<number> => {
      const times: number[] = [];
      for (let n = 0; n < 40; n += 1) {
        const began = performance.now();
        const { status } = await hub.call('GET', path(n));
        if (status !== 200) throw new Error(`${path(n)} answered ${status}`);
        times.push(performance.now() - began);
      }
      return percentile(times, 0.95);
    };
    const week = `from=${new Date(Date.now() - 7 * 86_400_000).toISOString()}&to=${new Date().toISOString()}`;
    const at = `at ${stored.toLocaleString('en')} runs`;
    return [
      row(`order rate ${at}, of the empty hub`, full / empty, 'x', '>=', 0.6),
      row(`find by key ${at}, p95`, await p95((n) => `/api/runs?key=E${String(1 + n * 50).padStart(9, '0')}`), 'ms', '<=', 50),
      row(`list page ${at}, p95`, await p95(() => '/api/runs?flow=five_steps&limit=50'), 'ms', '<=', 50),
      row(`figures per node of a week ${at}, p95`, await p95(() => `/api/metrics/nodes?flow=five_steps&${week}`), 'ms', '<=', 50),
    ];
  } finally {
    await hub.remove();
  }
}
