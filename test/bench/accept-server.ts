/** The server under load: the bare floor, or the door with a store that forgets nothing (`sqlite`) or keeps in memory. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processBell } from '../../server/adapters/memory/bell.ts';
import type { Store } from '../../server/adapters/store.ts';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { admission } from '../../server/http/admission.ts';
import { door } from '../../server/http/door.ts';
import { buildEndpoints } from '../../server/http/endpoints.ts';

interface Order {
  number: string;
  lines: { quantity: number; price: { amount: string } }[];
}

/** Reads, parses, sums the lines, replies: what any order endpoint has to do. */
const bare: RequestListener = (req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    const order = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Order;
    const total = order.lines.reduce((sum, { quantity, price }) => sum + quantity * Number(price.amount), 0);
    const text = JSON.stringify({ number: order.number, total });
    res.writeHead(202, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    res.end(text);
  });
};

function hub(store: Pick<Store, 'runs' | 'reads'>): RequestListener {
  const clock = systemClock();
  const flow = {
    format: 1 as const,
    id: 'orders',
    title: 'Orders',
    key: { $expr: 'trigger.number' },
    nodes: { order: { type: 'webhook@1', config: { path: 'orders', signature: 'none' } } },
    edges: [],
  };
  const deployed = [{ tenant: 'main', flow, version: 'v1', number: 1, at: 0, by: 'bench', message: '', paused: false }];
  return door({
    find: buildEndpoints({ deployed, secrets: () => [] }),
    store: store.runs,
    reads: store.reads,
    queue: processBell(),
    clock,
    admission: admission({ clock, health: async () => ({ oldestReadyMs: 0, commitP99Ms: 0, open: 0 }) }),
    ready: () => true,
    waitFor: async () => undefined,
    tenant: 'main',
  });
}

async function open(kind: string, folder: string): Promise<RequestListener> {
  if (kind === 'bare') return bare;
  if (kind === 'memory') return hub((await import('../../server/adapters/memory/store.ts')).memoryStore());
  return hub(await (await import('../../server/adapters/sqlite/store.ts')).sqliteStore(join(folder, 'hub')));
}

// Beside the code, not in the temp folder: that may be memory, where a sync costs nothing.
const out = fileURLToPath(new URL('../out/', import.meta.url));
mkdirSync(out, { recursive: true });
const folder = mkdtempSync(join(out, 'accept-'));
const server = createServer(await open(process.argv[2] ?? 'bare', folder));
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
