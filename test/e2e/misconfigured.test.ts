/** Where people meet a misconfiguration: the sentence, and what mends it one click away. docs/mistakes keeps the pictures somebody chose. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Flow, FlowNode, JsonObject } from '../../flows/flow.ts';
import { freePort, type HubProcess, hubProcess, root } from '../support/hub-process.ts';
import { fine, openReceiver, type Receiver } from '../support/receiver.ts';
import { inBothLights } from './barriers.ts';
import { admin } from './kept.ts';
import { untilRun } from './orders.ts';
import { post } from './own-flows.ts';
import { signIn } from './sign-in.ts';
import { type Caller, callerOf, inBrowser } from './stage.ts';

const album = join(root, 'test/out/photographs/mistakes');

const drawn = (id: string, title: string, call: FlowNode, more: Partial<Flow> = {}): Flow => ({
  format: 1,
  id,
  title,
  key: { $expr: 'trigger.number' },
  nodes: { order: { type: 'webhook@1', title: 'Order arrives', config: { path: id, dedupe: { $expr: 'trigger.number' } } }, call },
  edges: [{ from: 'order', to: 'call' }],
  ...more,
});
const book = (slot: string): FlowNode => ({
  type: 'http_request@1',
  title: 'Book in ERP',
  slot,
  config: { method: 'POST', url: '/book', class: 'A', body: { number: { $expr: 'trigger.number' } } },
  retry: { attempts: 1 },
});
const say = ($expr: string): FlowNode => ({ type: 'transform@1', title: 'Say who', config: { output: { name: { $expr } } } });

inBrowser('what is set up wrongly', (stage) => {
  let hub: HubProcess;
  let receiver: Receiver;
  let closed: number;
  let page: Page;
  const caller: Caller = callerOf(() => hub);
  const connections: Record<string, string> = {};

  beforeAll(async () => {
    mkdirSync(album, { recursive: true });
    [receiver, closed] = [await openReceiver(), await freePort()];
    hub = await hubProcess({
      env: { EGRESS_ALLOW: `${receiver.place},127.0.0.1:${closed}`, HUB_ADMIN_EMAIL: admin.email, HUB_ADMIN_PASSWORD: admin.password },
    });
    await hub.start();
    await connect('erp', 'ERP', { baseUrl: receiver.url });
    await connect('old', 'Former ERP', { baseUrl: `http://127.0.0.1:${closed}` });
    await connect('wms', 'Warehouse', { baseUrl: receiver.url });
    await connect('shop', 'Shop', { baseUrl: receiver.url }, { webhookSecret: 'a signing secret' });
    const mail = await caller.call<{ id: string }>('POST', '/api/connections', {
      connector: 'mail',
      title: 'Office mail',
      settings: { host: 'mail.example.com', from: 'shop@example.com' },
      secrets: {},
    });
    await caller.call('PUT', '/api/environments/production/slots/mailer', { connection: mail.id });
  });
  afterAll(async () => {
    await hub?.remove();
    await receiver?.close();
  });

  async function connect(slot: string, title: string, settings: JsonObject, secrets: Record<string, string> = {}): Promise<void> {
    const { id } = await caller.call<{ id: string }>('POST', '/api/connections', {
      connector: 'http_api',
      title,
      settings,
      secrets: { token: 'good', ...secrets },
    });
    await caller.call('PUT', `/api/environments/production/slots/${slot}`, { connection: id });
    connections[slot] = id;
  }
  async function open(path: string): Promise<Page> {
    page = await stage.stranger({ baseURL: hub.url });
    await signIn(page);
    await page.goto(path);
    return page;
  }
  /** Axe in both lights, then the picture in light. */
  async function take(name: string): Promise<void> {
    await expect.poll(() => page.locator('.bones').count()).toBe(0);
    expect(await inBothLights(page, name)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.waitForTimeout(250); // colours that fade have to arrive
    await page.screenshot({ path: join(album, `${name}.png`) });
  }

  test.each<[name: string, flow: Flow, says: RegExp, link: string | RegExp, leads: string]>([
    ['unbound', drawn('unbound', 'Unbound', book('crm'), { slots: { crm: 'http_api' } }), /Slot "crm" is not bound/, 'Bind slot', '/settings/environments'],
    [
      'other-connector',
      drawn('other', 'Other connector', book('mailer'), { slots: { mailer: 'http_api' } }),
      /asks for http_api, but is bound to the mail connection/,
      'Bind slot',
      '/settings/environments',
    ],
    [
      'endless-wait',
      drawn('endless', 'Endless wait', { type: 'wait_for@1', title: 'Installer booked', config: { any: ['installer.booked'] } }),
      /would wait for ever. Give it a deadline/,
      /Go to|Show/,
      '/flows/endless',
    ],
    [
      'calendar',
      drawn('calendar', 'Calendar', { type: 'cancellation_window@1', title: 'Window', config: { for: 'PT30M', clock: 'received', calendar: 'se_bank' } }),
      /There is no calendar "se_bank"/,
      'Open calendars',
      '/calendars',
    ],
    [
      'table',
      drawn('table', 'Table', { type: 'lookup@1', title: 'Find the warehouse', config: { table: 'warehouses', key: { $expr: 'order.warehouse' } } }),
      /There is no table "warehouses"/,
      'Open tables',
      '/tables',
    ],
    ['value', drawn('value', 'Value', say('env.warehouse')), /has no value "warehouse"/, 'Open values', '/values'],
  ])('on the page of a flow: %s', async (name, flow, says, link, leads) => {
    await caller.call('POST', '/api/flows', flow);
    await open(`/flows/${flow.id}`);
    const row = page.locator('.problem-row').filter({ hasText: says });
    await row.waitFor();
    const way = row.locator('a, .problem-act').filter({ hasText: link });
    await way.waitFor();
    await take(name);
    await way.click();
    await page.waitForURL((url) => url.pathname === leads);
  });

  test.each<[name: string, flow: Flow, before: () => unknown, says: RegExp, mend: () => unknown]>([
    [
      'secret-ended',
      drawn('expired', 'Expired secret', book('erp'), { slots: { erp: 'http_api' } }),
      () => {
        receiver.answer = () => ({ status: 401, body: { error: 'token expired' } });
      },
      /answered 401.*token expired.*check the connection/,
      () => {
        receiver.answer = fine;
      },
    ],
    [
      'login-page',
      drawn('html', 'A page for people', book('erp'), { slots: { erp: 'http_api' } }),
      () => {
        receiver.answer = () => ({ status: 200, body: '<h1>Sign in</h1>', headers: { 'content-type': 'text/html' } });
      },
      /text\/html instead of JSON/,
      () => {
        receiver.answer = fine;
      },
    ],
    [
      'closed-port',
      drawn('closed', 'Closed port', book('old'), { slots: { old: 'http_api' } }),
      () => undefined,
      /nobody listens at this port/,
      () => caller.call('PUT', `/api/connections/${connections['old']}`, { settings: { baseUrl: receiver.url } }),
    ],
    ['nothing-found', drawn('nothing', 'Nothing found', say('trigger.adress')), () => undefined, /trigger\.adress found nothing/, () => undefined],
  ])('on the page of a run: %s', async (name, flow, before, says, mend) => {
    await caller.call('POST', '/api/flows?deploy=true', flow);
    await before();
    const { runId } = await post(caller, flow.id, { number: `M-${name}` });
    await untilRun(caller, runId, ({ status }) => status === 'parked');
    await open(`/runs/${runId}`);
    await page.getByText(says).first().waitFor();
    await page.getByRole('note').getByRole('button', { name: 'Retry…' }).waitFor();
    await page
      .getByRole('note')
      .getByRole('link', { name: flow.slots ? 'Open connections' : 'Show Say who in its flow' })
      .waitFor();
    await take(name);
    await mend();
    if (name === 'nothing-found') return;
    await caller.call('POST', `/api/runs/${runId}/retry`, { reason: 'mended' });
    await page
      .locator('.standing')
      .getByText(/^Completed/)
      .waitFor();
  });

  test('on the page of a run that is held: who paused it, why, and the way to it', async () => {
    await caller.call('POST', '/api/flows?deploy=true', drawn('held', 'Held', book('wms'), { slots: { wms: 'http_api' } }));
    await caller.call('POST', `/api/connections/${connections['wms']}/pause`, { reason: 'stocktaking' });
    const { runId } = await post(caller, 'held', { number: 'M-held' });
    await untilRun(caller, runId, ({ status }) => status === 'waiting');
    await open(`/runs/${runId}`);
    await page
      .getByText(/stocktaking/)
      .first()
      .waitFor();
    await take('paused');
    await caller.call('POST', `/api/connections/${connections['wms']}/resume`, { reason: 'counted' });
    await untilRun(caller, runId, ({ status }) => status === 'completed');
  });

  test('among the deliveries: a signature that does not fit', async () => {
    const flow = drawn('signed', 'Signed', say('trigger.number'), { slots: { shop: 'http_api' } });
    const config = { path: 'signed', signature: 'hmac', secret: 'shop.webhookSecret' };
    await caller.call('POST', '/api/flows?deploy=true', { ...flow, nodes: { ...flow.nodes, order: { type: 'webhook@1', title: 'Order arrives', config } } });
    const answer = await fetch(`${hub.url}/in/signed`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-signature': `sha256=${'0'.repeat(64)}` },
      body: '{"number":"M-signed"}',
    });
    expect(answer.status).toBe(401);
    await open('/deliveries');
    await page.locator('tbody .delivery-row').filter({ hasText: 'signed' }).first().click();
    await page
      .getByText(/signature/)
      .first()
      .waitFor();
    await take('signature');
  });

  test('on the page of a connection: a test that does not get through', async () => {
    await caller.call('PUT', `/api/connections/${connections['old']}`, { settings: { baseUrl: `http://127.0.0.1:${closed}` } });
    await open(`/connectors/${connections['old']}`);
    await page.getByRole('button', { name: /^Test/ }).first().click();
    await page
      .getByText(/nobody listens at this port/)
      .first()
      .waitFor();
    await take('connection-test');
  });
});
