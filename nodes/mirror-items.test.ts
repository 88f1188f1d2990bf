import { afterEach, expect, it } from 'vitest';
import createInvoice from '../connectors/sandbox/erp/actions/create-invoice.ts';
import listItems from '../connectors/sandbox/erp/actions/list-items.ts';
import { settleOrder } from '../connectors/sandbox/erp/system.ts';
import { sandboxServer } from '../connectors/sandbox/server/server.ts';
import type { Json, JsonObject } from '../flows/flow.ts';
import { memoryDisk } from '../server/adapters/memory/disk.ts';
import { memoryDocuments } from '../server/adapters/memory/documents.ts';
import { foldItem } from '../server/books/account.ts';
import { openBooks } from '../server/books/open-books.ts';
import { receivables } from '../server/books/receivables.ts';
import { connectionTo, noon, runNode } from '../test/support/run-node.ts';
import mirrorItems from './mirror-items.ts';
import type { HttpAnswer, HttpRequest, NodeType } from './node-type.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function http({ method, url, headers = {}, body }: HttpRequest): Promise<HttpAnswer> {
  const answer = await fetch(url, { method, headers, body: (body as string | undefined) ?? null });
  const text = await answer.text();
  return { status: answer.status, headers: Object.fromEntries(answer.headers), text, json: () => JSON.parse(text) as Json };
}

async function office() {
  const server = await sandboxServer({ clock: { now: () => noon }, secret: 'secret' });
  closers.push(() => server.close());
  const documents = memoryDocuments(memoryDisk());
  const connection = connectionTo('sandbox_erp', { baseUrl: server.addressOf('sandbox_erp') }, { token: 'secret' });
  const call = async (type: NodeType, config: JsonObject, effectKey: string) => {
    const outcome = await runNode(type, { config, effectKey, connection, http });
    return outcome.kind === 'emit' ? (outcome.output as JsonObject) : {};
  };
  let calls = 0;
  const mirror = (items: Json, source = 'erp') =>
    runNode(mirrorItems, { config: { items, source }, effectKey: `mirror ${calls++}`, books: openBooks(documents)('t') });
  const kept = receivables(documents, 't');
  const standing = async () => (await kept.items()).map((one) => [one.facts.number, one.facts.due, foldItem(one)?.open]);
  return { server, kept, mirror, standing, call, list: async () => (await call(listItems, {}, `list ${calls++}`))['items']! };
}

const item = { id: 'I1', number: 'INV-1', customer: 'C1', currency: 'EUR', amount: '100.00', due: '2026-04-01', references: [], related: ['SO-1'], version: 3 };
const allocated = async ({ kept }: Awaited<ReturnType<typeof office>>) => expect((await kept.items()).map((one) => foldItem(one)?.status)).toEqual(['open']);

it('the open items of the simulated ERP come into the books once', async () => {
  const at = await office();
  await at.call(createInvoice, { order: 'Q-1', total: { amount: '125.00', currency: 'EUR' }, customer: 'C-7' }, 'invoice');
  expect(await at.mirror(await at.list())).toMatchObject({ port: 'mirrored', output: { opened: 1, amended: 0 } });
  expect(await at.mirror(await at.list())).toMatchObject({ output: { opened: 0, amended: 0, known: 1 } });
  expect(await at.standing()).toEqual([['INV-20001', '2026-04-01', 12_500n]]);
});

it('what the ERP settled without a payment here is a decision of a person, not lost and not overwritten', async () => {
  const at = await office();
  await at.call(createInvoice, { order: 'Q-1', total: { amount: '125.00', currency: 'EUR' }, customer: 'C-7' }, 'invoice');
  await at.mirror(await at.list());
  settleOrder('Q-1', at.server.store);
  expect(await at.mirror(await at.list())).toMatchObject({ port: 'conflict', output: { conflicts: [{ code: 'books.closed_elsewhere' }] } });
  expect(await at.standing()).toEqual([['INV-20001', '2026-04-01', 12_500n]]);
});

it('fields of the master follow it, only forward', async () => {
  const at = await office();
  await at.mirror([item]);
  expect(await at.mirror([{ ...item, due: '2026-05-01', amount: '90.00', version: 5 }])).toMatchObject({ output: { amended: 1 } });
  expect(await at.mirror([{ ...item, version: 4 }])).toMatchObject({ output: { known: 1 } });
  expect(await at.mirror([{ ...item, due: '2026-06-01', amount: '90.00', version: 6 }])).toMatchObject({ output: { amended: 1 } });
  expect(await at.standing()).toEqual([['INV-1', '2026-06-01', 9_000n]]);
  await allocated(at);
});

it('our own change that comes back moves nothing', async () => {
  const at = await office();
  await at.mirror([item]);
  expect(await at.mirror([{ ...item, amount: '1.00', version: 4, changedBy: 'orderloom' }])).toMatchObject({ output: { echoes: 1, amended: 0 } });
  expect(await at.standing()).toEqual([['INV-1', '2026-04-01', 10_000n]]);
});

it('another system does not change it', async () => {
  const at = await office();
  await at.mirror([item]);
  expect(await at.mirror([{ ...item, amount: '1.00', version: 9 }], 'crm')).toMatchObject({
    port: 'conflict',
    output: { conflicts: [{ code: 'books.other_master' }] },
  });
});
