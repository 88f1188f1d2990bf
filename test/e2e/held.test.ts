import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import type { Held, RunInfo, StepInfo } from '../../server/http/api.ts';
import { type HubProcess, hubProcess } from '../support/hub-process.ts';
import { admin } from './kept.ts';
import { callCounts } from './orders.ts';
import { deploy, post } from './own-flows.ts';
import { signIn } from './sign-in.ts';
import { callerOf, inBrowser } from './stage.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const count = 6;
const numbers = Array.from({ length: count }, (_, n) => `HW-${n + 1}`);

/** Held for its cancellation window, then reserved in the warehouse. */
const flow: Flow = {
  format: 1,
  id: 'wms_hold',
  title: 'Hold for the warehouse',
  key: { $expr: 'trigger.number' },
  slots: { wms: 'sandbox_wms' },
  nodes: {
    order: { type: 'webhook@1', title: 'Order arrives', config: { path: 'wms_hold', signature: 'none', dedupe: { $expr: 'trigger.number' } } },
    window: { type: 'cancellation_window@1', title: 'Cancellation window', config: { for: 'PT12S' } },
    reserve: { type: 'sandbox_wms.reserve@1', title: 'Reserve stock', slot: 'wms', retry: { attempts: 1 } },
  },
  edges: [
    { from: 'order', to: 'window' },
    { from: 'window.released', to: 'reserve' },
  ],
};

const order = (number: string) => ({ number, total: { amount: '100.50', currency: 'EUR' }, lines: [{ sku: 'HP-8', quantity: 1 }] });

/** A hub of its own: in the company of other flows more would be on its way to the warehouse. */
inBrowser('what is held', (stage) => {
  let own: HubProcess;
  const hub = callerOf(() => own);
  const open = async (path: string): Promise<Page> => {
    const page = await stage.stranger({ baseURL: own.url });
    await signIn(page);
    await page.goto(path);
    return page;
  };
  beforeAll(async () => {
    own = await hubProcess({ env: { HUB_DEMO: '1', HUB_ADMIN_EMAIL: admin.email, HUB_ADMIN_PASSWORD: admin.password } });
    await own.start();
    await deploy(hub, flow);
  });
  afterAll(() => own?.remove());

  const runsOf = async (): Promise<RunInfo[]> => (await hub.call<{ items: RunInfo[] }>('GET', '/api/runs?flow=wms_hold')).items.reverse();
  const held = async (): Promise<Held | undefined> =>
    (await hub.call<{ items: Held[] }>('GET', '/api/held')).items.find(({ id, kind }) => kind === 'connection' && id === 'sandbox_wms');
  const reservation = async ({ id }: RunInfo): Promise<{ number: number; attempt: number }> => {
    const { items } = await hub.call<{ items: StepInfo[] }>('GET', `/api/runs/${id}/steps`);
    const step = items.find(({ node }) => node === 'reserve')!;
    return { number: Number((step.output as { id: string }).id.slice(2)), attempt: step.attempt };
  };
  const barriers = async (page: Page): Promise<string[]> => {
    await page.evaluate(axe);
    const { violations } = (await page.evaluate(`axe.run({ resultTypes: ['violations'] })`)) as AxeResults; // axe's own type
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`);
  };

  test('an operator pauses the WMS connection during a hold, sees what waits, resumes, everything drains in order', async () => {
    const page = await open('/flows/wms_hold?node=reserve&view=canvas');
    await page
      .getByRole('region', { name: 'Reserve stock' })
      .getByText(/^Connection /)
      .waitFor();
    for (const number of numbers) await post(hub, 'wms_hold', order(number));
    const before = (await callCounts(hub))['sandbox_wms'];

    // Paused during the hold: the consequence is said first.
    await page.getByRole('button', { name: /^Pause .*Warehouse/i }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('6 orders, EUR\u00a0603.00 will wait here').waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByLabel('Reason').fill('Stocktaking until noon');
    await dialog.getByRole('button', { name: 'Pause the connection' }).click();

    // The windows pass, and everything waits.
    const banner = page.getByRole('region', { name: 'What is held' });
    await banner.getByText('6 orders, EUR\u00a0603.00 held').waitFor({ timeout: 40_000 });
    await banner.getByText('Stocktaking until noon').waitFor();
    expect(await barriers(page)).toEqual([]);
    await banner.getByRole('link', { name: /See the runs/ }).click();
    await expect
      .poll(() =>
        page
          .getByRole('row')
          .getByText(/^Held: .* is paused$/)
          .count(),
      )
      .toBe(count);
    expect(await held()).toMatchObject({ runs: count, paused: true, reason: 'Stocktaking until noon' });
    expect((await callCounts(hub))['sandbox_wms']).toBe(before);

    // On again, by keyboard, from the banner.
    await banner.getByRole('button', { name: /^Resume/ }).focus();
    await page.keyboard.press('Enter');
    await dialog.getByText('6 orders, EUR\u00a0603.00 go on, oldest first').waitFor();
    await page.keyboard.type('Counted');
    await page.keyboard.press('Enter');
    await banner.waitFor({ state: 'detached', timeout: 20_000 });
    await expect.poll(async () => (await runsOf()).map(({ status }) => status), { timeout: 20_000 }).toEqual(numbers.map(() => 'completed'));

    const runs = await runsOf();
    expect(runs.map(({ keys }) => keys[0])).toEqual(numbers);
    const made = await Promise.all(runs.map(reservation));
    expect(made.map(({ attempt }) => attempt)).toEqual(numbers.map(() => 1));
    // The warehouse counts what arrives: in the order in which the orders came, each once.
    const arrived = made.map(({ number }) => number);
    expect(arrived).toEqual([...arrived].sort((a, b) => a - b));
    expect(new Set(arrived).size).toBe(count);
    expect((await callCounts(hub))['sandbox_wms']).toBe(before! + count);
  });

  test('several switches collapse into one line with a list, on a phone too', async () => {
    await hub.call('POST', '/api/connections/sandbox_wms/pause', { reason: 'moving' });
    await hub.call('POST', '/api/flows/wms_hold/triggers/order/pause', { reason: 'prices change' });
    await post(hub, 'wms_hold', order('HW-9'));
    const page = await open('/runs');
    await page.setViewportSize({ width: 390, height: 844 });
    const banner = page.getByRole('region', { name: 'What is held' });
    await banner.getByText('2 switches are off').waitFor();
    await banner.getByRole('button', { name: 'Show what is held' }).click();
    const line = banner.getByRole('listitem').filter({ hasText: 'Order arrives is paused' });
    await line.getByText('1 order, EUR\u00a0100.50 held').waitFor();
    expect(await barriers(page)).toEqual([]);
    for (const target of await banner.locator('a, button').all()) expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

    await line.getByRole('button', { name: /^Resume/ }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('Prices are in');
    await page.getByRole('dialog').getByRole('button', { name: 'Resume the trigger' }).click();
    await banner.getByText('Warehouse is paused').waitFor();
    await hub.call('POST', '/api/connections/sandbox_wms/resume', { reason: 'moved' });
    await banner.waitFor({ state: 'detached', timeout: 40_000 });
  });
});
