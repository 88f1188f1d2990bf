/** Money through the demo: a sample order is invoiced, mailed, paid by a bank file and matched, and its run is completed. */
import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEmbedded } from '../../flows/documents/invoice/pdf/read-pdf.ts';
import { readInvoice } from '../../flows/documents/invoice/read-invoice.ts';
import type { StepInfo, TaskInfo } from '../../server/http/api.ts';
import { type HubProcess, hubProcess } from '../support/hub-process.ts';
import { type Placed, place, readRun, setWindow, untilRun } from './orders.ts';
import { callerOf } from './stage.ts';

interface Mail {
  id: string;
  to: string[];
  subject: string;
  files: { name: string; type: string; bytes: number }[];
}
interface Sent {
  status: number;
  body: { runs: { flow: string; runId: string }[] };
}

describe('money through the demo', () => {
  let hub: HubProcess;
  let ask: ReturnType<typeof callerOf>;
  beforeAll(async () => {
    hub = await hubProcess({ env: { HUB_DEMO: '1' } });
    await hub.start();
    ask = callerOf(() => hub);
    await setWindow(ask, 'PT1S');
  });
  afterAll(() => hub?.remove());

  const standsAt = (title: string) => (run: { at: { title: string }[] }) => run.at.some((one) => one.title === title);
  const bytesOf = async (path: string): Promise<Buffer> => {
    const answer = await fetch(hub.url + path, { headers: { authorization: `Bearer ${hub.token}` } });
    expect(answer.status, path).toBe(200);
    return Buffer.from(await answer.arrayBuffer());
  };
  async function findingsOf(xml: Buffer): Promise<unknown> {
    const headers = { authorization: `Bearer ${hub.token}`, 'content-type': 'application/xml' };
    const answer = await fetch(`${hub.url}/api/einvoices/validate`, { method: 'POST', headers, body: new Uint8Array(xml) });
    return ((await answer.json()) as { findings?: unknown }).findings;
  }
  const mails = async (): Promise<Mail[]> => (await ask.call<{ items: Mail[] }>('GET', '/api/demo/mails')).items;

  /** Pays, waits until the bank's file is through, and names the run that took it. */
  async function pay(number: string, how: object = {}): Promise<string> {
    const { status, body } = await ask.call<Sent>('POST', `/api/demo/orders/${number}/pay`, how);
    expect(status, JSON.stringify(body)).toBe(202);
    const { runId } = body.runs.find(({ flow }) => flow === 'bank_statement')!;
    await untilRun(ask, runId, (run) => run.status !== 'running');
    return runId;
  }
  const outputOf = async (runId: string, node: string): Promise<unknown> => {
    const { items } = await ask.call<{ items: StepInfo[] }>('GET', `/api/runs/${runId}/steps`);
    return items.find((step) => step.node === node)?.output;
  };

  let first: Placed;
  let invoice: string;
  test('an order becomes an invoice without a finding, mailed as PDF with its data inside', async () => {
    first = await place(ask, 'order_to_cash');
    await untilRun(ask, first.runId, standsAt('Payment received'));
    const [mail] = await mails();
    invoice = /Invoice (\S+) of/.exec(mail?.subject ?? '')?.[1] ?? '';
    expect(mail).toMatchObject({ to: ['astrid@lind.example'], files: [{ name: `${invoice}.pdf`, type: 'application/pdf' }] });
    const pdf = await bytesOf(`/api/demo/mails/${mail!.id}/files/${invoice}.pdf`);
    const { xml } = readEmbedded(pdf);
    for (const form of ['pdf', 'cii', 'ubl'] as const) {
      const kept = await bytesOf(`/api/invoices/${invoice}/file?form=${form}`);
      if (form === 'pdf') expect(hash('sha256', pdf)).toBe(hash('sha256', kept));
      if (form === 'cii') expect(hash('sha256', xml)).toBe(hash('sha256', kept));
      if (form === 'pdf') continue;
      expect(await findingsOf(kept), form).toEqual([]);
    }
    expect(readInvoice(xml).invoice).toMatchObject({ number: invoice, orders: [{ number: first.number }] });
  });

  test('paid in full it is matched by itself and its run is completed', async () => {
    const taken = await pay(first.number);
    expect(await outputOf(taken, 'match')).toMatchObject({ matched: 1, suggested: 0, unidentified: 0 });
    await untilRun(ask, first.runId, ({ status }) => status === 'completed');
    expect(await ask.call('GET', `/api/invoices/${invoice}`)).toMatchObject({ state: 'paid' });
  });

  test('the same file once more changes nothing', async () => {
    const { body } = await ask.call<Sent>('POST', '/api/demo/statement', {});
    const { runId } = body.runs[0]!;
    await untilRun(ask, runId, ({ status }) => status === 'completed');
    expect(await outputOf(runId, 'take')).toMatchObject({ added: 0 });
  });

  test('a buyer on the network gets it there, pays a part, then the rest', async () => {
    const { number, runId } = await place(ask, 'order_to_cash');
    await untilRun(ask, runId, standsAt('Payment received'));
    expect(await outputOf(runId, 'invoice')).toMatchObject({ channel: 'network' });
    await pay(number, { amount: '1000.00' });
    await untilRun(ask, runId, standsAt('Rest received'));
    await pay(number, { quoting: 'wrapped' });
    await untilRun(ask, runId, ({ status }) => status === 'completed');
  });

  test('a wrong reference waits for a person', async () => {
    const { number, runId } = await place(ask, 'order_to_cash');
    await untilRun(ask, runId, standsAt('Payment received'));
    const taken = await pay(number, { quoting: 'wrong' });
    expect(await outputOf(taken, 'match')).toMatchObject({ matched: 0 });
    const { items } = await ask.call<{ items: TaskInfo[] }>('GET', '/api/tasks');
    expect(items.filter((task) => task.runId === taken)).toMatchObject([{ title: 'Which open items do these pay?' }]);
    expect(await readRun(ask, runId)).toMatchObject({ status: 'waiting' });
  });
});
