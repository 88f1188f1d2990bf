/** Money through the demo: a sample order is invoiced, mailed, paid by a bank file and matched, and its run is completed. */
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readEmbedded } from '../../flows/documents/invoice/pdf/read-pdf.ts';
import { readInvoice } from '../../flows/documents/invoice/read-invoice.ts';
import type { StepInfo, TaskInfo } from '../../server/http/api.ts';
import { type HubProcess, hubProcess, root } from '../support/hub-process.ts';
import { inBothLights } from './barriers.ts';
import { readRun, setWindow, untilRun } from './orders.ts';
import { callerOf, inBrowser } from './stage.ts';

interface Mail {
  id: string;
  to: string[];
  subject: string;
  files: { name: string; type: string; bytes: number }[];
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

  const runsOf = async (query: string): Promise<string[]> =>
    (await ask.call<{ items: { id: string }[] }>('GET', `/api/runs?${query}`)).items.map(({ id }) => id);
  /** What a busy hub did not take at once, the sandbox sends again. */
  const untilNew = async (query: string, known: string[] = []): Promise<string> => {
    const found = await vi.waitUntil(async () => (await runsOf(query)).find((id) => !known.includes(id)), { timeout: 30_000, interval: 100 });
    return found ?? '';
  };

  async function placed(): Promise<{ number: string; runId: string }> {
    const { number } = await ask.call<{ number: string }>('POST', '/api/demo/orders', { kind: 'order_to_cash' });
    return { number, runId: await untilNew(`flow=order_to_cash&key=${number}`) };
  }
  /** Lets something happen that makes the bank send a file, waits until that is through, and names the run that took it. */
  async function banked(path: string, body: object): Promise<string> {
    const known = await runsOf('flow=bank_statement');
    await ask.call('POST', path, body);
    const runId = await untilNew('flow=bank_statement', known);
    await untilRun(ask, runId, (run) => run.status !== 'running');
    return runId;
  }
  const pay = (number: string, how: object = {}): Promise<string> => banked(`/api/demo/orders/${number}/pay`, how);
  const outputOf = async (runId: string, node: string): Promise<unknown> => {
    const { items } = await ask.call<{ items: StepInfo[] }>('GET', `/api/runs/${runId}/steps`);
    return items.find((step) => step.node === node)?.output;
  };

  let first: { number: string; runId: string };
  let invoice: string;
  test('an order becomes an invoice without a finding, mailed as PDF with its data inside', async () => {
    first = await placed();
    await untilRun(ask, first.runId, standsAt('Payment received'));
    const [mail] = await mails();
    invoice = /Invoice (\S+) of/.exec(mail?.subject ?? '')?.[1] ?? '';
    expect(mail).toMatchObject({ to: ['astrid@lind.example'], files: [{ name: `${invoice}.pdf`, type: 'application/pdf' }, { name: 'factur-x.xml' }] });
    const pdf = await bytesOf(`/api/demo/mails/${mail!.id}/files/${invoice}.pdf`);
    const { xml } = readEmbedded(pdf);
    expect(hash('sha256', await bytesOf(`/api/demo/mails/${mail!.id}/files/factur-x.xml`))).toBe(hash('sha256', xml));
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
    const runId = await banked('/api/demo/statement', {});
    await untilRun(ask, runId, ({ status }) => status === 'completed');
    expect(await outputOf(runId, 'take')).toMatchObject({ added: 0 });
  });

  test('a buyer on the network gets it there, pays a part, then the rest', async () => {
    const { number, runId } = await placed();
    await untilRun(ask, runId, standsAt('Payment received'));
    expect(await outputOf(runId, 'invoice')).toMatchObject({ channel: 'network' });
    await pay(number, { amount: '1000.00' });
    await untilRun(ask, runId, standsAt('Rest received'));
    await pay(number, { quoting: 'wrapped' });
    await untilRun(ask, runId, ({ status }) => status === 'completed');
  });

  test('a wrong reference waits for a person', async () => {
    const { number, runId } = await placed();
    await untilRun(ask, runId, standsAt('Payment received'));
    const taken = await pay(number, { quoting: 'wrong' });
    expect(await outputOf(taken, 'match')).toMatchObject({ matched: 0 });
    const { items } = await ask.call<{ items: TaskInfo[] }>('GET', '/api/tasks');
    expect(items.filter((task) => task.runId === taken)).toMatchObject([{ title: 'Which open items do these pay?' }]);
    expect(await readRun(ask, runId)).toMatchObject({ status: 'waiting' });
  });
});

inBrowser('the mailbox of the demo', (stage) => {
  test('shows the mail with its files to open; a part and the rest complete the run', async () => {
    await setWindow(stage, 'PT1S');
    const page = await stage.open('/demo');
    const row = async (): Promise<{ number: string; runId: string }> => {
      await page.getByRole('button', { name: 'Place the order: Order to cash', exact: true }).click();
      const said = await page
        .getByText(/^Order \S+ is placed$/)
        .last()
        .innerText();
      const number = said.split(' ')[1]!;
      const runs = () => stage.call<{ items: { id: string }[] }>('GET', `/api/runs?key=${number}&flow=order_to_cash`);
      const run = await vi.waitUntil(async () => (await runs()).items[0], { timeout: 30_000, interval: 100 });
      return { number, runId: run.id };
    };
    // Every third buyer is on the network and gets no mail.
    let placed = await row();
    if ((Number(placed.number.split('-')[1]) - 1000) % 3 === 2) placed = await row();
    await untilRun(stage, placed.runId, (run) => run.at.some(({ title }) => title === 'Payment received'));
    const box = page.getByRole('region', { name: 'Mailbox' });
    const [pdf, data] = [box.getByRole('link', { name: /^Open INV-\d+\.pdf of / }).first(), box.getByRole('link', { name: /^Open factur-x\.xml of / }).first()];
    for (const [link, start] of [
      [pdf, '%PDF-'],
      [data, '<?xml'],
    ] as const) {
      const answer = await page.request.get((await link.getAttribute('href')) ?? '');
      expect((await answer.body()).subarray(0, 5).toString()).toBe(start);
    }
    const mine = page.getByRole('region', { name: 'Orders you placed' }).getByRole('listitem').filter({ hasText: placed.number });
    await mine.getByRole('button', { name: 'Transfer 500.00' }).click();
    await mine.getByText(/Waiting at Rest received/).waitFor();
    await mine.getByRole('button', { name: 'Pay' }).click();
    await mine
      .getByRole('link', { name: /Order to cash/ })
      .getByText('Completed')
      .waitFor();
    await box.getByRole('button', { name: 'The bank sends its statement again' }).click();
    await page.getByText('entries that are in the books already are left').waitFor();
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 1000 });
      await box.scrollIntoViewIfNeeded();
      expect(await inBothLights(page, `demo ${width}`)).toEqual([]);
      await page.screenshot({ path: join(root, `test/out/demo-mailbox-${width}.png`) });
    }
  });
});
