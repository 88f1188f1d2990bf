/** Many open waits that fall due evenly over a span: how late each of them goes on. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deploy, type HubProcess, hubProcess } from '../support/hub-process.ts';
import { percentile, type Row, row } from './row.ts';

const run = promisify(execFile);
/** Orders a second that go in at least: all waits are open before the first is due. */
const slowest = 1_000;

type Hub = Pick<HubProcess, 'url' | 'call'> & { deploy(flow: { id: string }): Promise<void> };

/** `send` delivers as many orders as there are waits, numbered from one after the prefix. Lateness of each wait, ms; one that never went on counts as a minute. `inSeconds` is how long it took to open them all. */
export async function waitsLate(
  hub: Hub,
  waits: number,
  span: number,
  send: (url: string, prefix: string) => Promise<unknown>,
): Promise<{ late: number[]; inSeconds: number }> {
  const now = Date.now();
  const lead = Math.ceil(waits / slowest) + 10;
  const dueOf = (number: number): number => now + lead * 1_000 + (number * span * 1_000) / waits;
  await hub.deploy({
    id: 'waits',
    ...{ format: 1, title: 'Waits', key: { $expr: 'trigger.number' } },
    nodes: {
      order: { type: 'webhook@1', config: { path: 'waits', signature: 'none' } },
      // Due times follow from the order number: evenly over the span, after all are in.
      hold: {
        type: 'wait@1',
        config: { until: { $expr: `$fromMillis(${dueOf(0)} + ($number($substring(trigger.number, 1)) * ${(span * 1_000) / waits}))` } },
      },
    },
    edges: [{ from: 'order', to: 'hold' }],
  } as { id: string });
  await send(`${hub.url}/in/waits`, 'L');
  const inSeconds = (Date.now() - now) / 1_000;
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueOf(waits) + 3_000 - Date.now())));
  const late: number[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await hub.call<{ items: { endedAt?: string; keys: string[] }[]; next: string | null }>('GET', `/api/runs?flow=waits&limit=200${cursor}`);
    for (const one of body.items) late.push(one.endedAt ? Date.parse(one.endedAt) - dueOf(Number(one.keys[0]!.slice(1))) : 60_000);
    if (!body.next) return { late, inSeconds };
    cursor = `&cursor=${encodeURIComponent(body.next)}`;
  }
}

export async function waitLateness(say: (line: string) => void, waits: number): Promise<Row[]> {
  const hub = await hubProcess();
  const span = Math.max(20, Math.round(waits / 1_000));
  try {
    await hub.start();
    const file = join(import.meta.dirname, 'send-orders.ts');
    const send = (url: string, prefix: string) => run(process.execPath, ['--disable-warning=ExperimentalWarning', file, url, String(waits), '64', prefix]);
    const { late, inSeconds } = await waitsLate({ ...hub, deploy: (flow) => deploy(hub, flow) }, waits, span, send);
    say(
      `  ${late.length} waits over ${span} s, all in after ${inSeconds.toFixed(0)} s, earliest ${Math.min(...late).toFixed(0)} ms, p50 ${percentile(late, 0.5).toFixed(0)} ms, worst ${percentile(late, 1).toFixed(0)} ms late`,
    );
    return [row(`lateness of ${waits.toLocaleString('en')} open waits due over ${span} s, p99`, percentile(late, 0.99) / 1_000, 's', '<=', 1)];
  } finally {
    await hub.remove();
  }
}
