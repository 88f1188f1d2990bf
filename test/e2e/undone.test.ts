import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { Flow, RunDetail, RunInfo } from '../../server/http/api.ts';
import { root } from '../support/hub-process.ts';
import { inBothLights } from './barriers.ts';
import { deploy, post } from './own-flows.ts';
import { inBrowser } from './stage.ts';

const album = join(root, 'test/out/undone');

/** Reserves stock and notes a price, waits, and takes both back when the order is canceled. */
const flow: Flow = {
  format: 1,
  id: 'undoable',
  title: 'Order that can be undone',
  key: { $expr: 'trigger.number' },
  slots: { wms: 'sandbox_wms' },
  nodes: {
    order: { type: 'webhook@1', title: 'Order arrives', config: { path: 'undoable', signature: 'none', dedupe: { $expr: 'trigger.number' } } },
    reserve: { type: 'sandbox_wms.reserve@1', title: 'Reserve stock', slot: 'wms', retry: { attempts: 3, delay: 'PT1S' } },
    price: { type: 'transform@1', title: 'Price fixed', config: { output: { fixed: true } } },
    hold: { type: 'wait@1', title: 'Wait for the installer', config: { for: 'P2D' } },
    ship: { type: 'log@1', title: 'Ship', config: { message: 'shipped' } },
    release: { type: 'sandbox_wms.release@1', title: 'Stock released', slot: 'wms' },
    free: { type: 'transform@1', title: 'Price free again', config: { output: { fixed: false } } },
  },
  edges: [
    { from: 'order', to: 'reserve' },
    { from: 'reserve', to: 'price' },
    { from: 'price', to: 'hold' },
    { from: 'hold', to: 'ship' },
    { from: 'reserve.compensate', to: 'release' },
    { from: 'price.compensate', to: 'free' },
  ],
};

inBrowser('what is undone', (stage) => {
  beforeAll(async () => {
    mkdirSync(album, { recursive: true });
    await deploy(stage, flow);
  });

  const take = async (page: Page, name: string): Promise<void> => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect.poll(() => page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe(colorScheme);
      await page.waitForTimeout(60); // colours that fade have to arrive
      await page.screenshot({ path: join(album, `${name}-${page.viewportSize()?.width}-${colorScheme}.png`) });
    }
  };

  test('an operator sees on the canvas what undoes a step, cancels an order, and reads what was undone', async () => {
    const page = await stage.open('/flows/undoable?view=canvas');
    await page.locator('.flow-line[data-dashed=true]').first().waitFor();
    expect(await page.locator('.flow-line[data-dashed=true]').count()).toBe(2);
    expect(await page.locator('.flow-line-label').allTextContents()).toEqual(['undone by', 'undone by']);
    await take(page, 'canvas');
    expect(await inBothLights(page, 'canvas')).toEqual([]);

    await post(stage, 'undoable', { number: 'UN-1', total: { amount: '10.00', currency: 'EUR' }, lines: [{ sku: 'HP-8', quantity: 1 }] });
    const runOf = async (): Promise<RunInfo | undefined> => (await stage.call<{ items: RunInfo[] }>('GET', '/api/runs?flow=undoable')).items[0];
    await expect.poll(async () => (await runOf())?.status, { timeout: 20_000 }).toBe('waiting');
    const { id } = (await runOf())!;
    await page.goto(`/runs/${id}`);
    await page.getByRole('button', { name: 'Cancel' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Undone, last done first: Price fixed, Reserve stock').waitFor();
    await take(page, 'dialog');
    await dialog.getByLabel('Reason').fill('the customer changed their mind');
    await dialog.getByRole('button', { name: 'Cancel and undo' }).click();
    const undone = page.getByRole('region', { name: 'Undone' });
    await undone.getByText('Undone: stock released').waitFor();
    expect(await undone.locator('li > div > span').allTextContents()).toEqual(['Undone: price free again', 'Undone: stock released']);
    await page.locator('.story').getByText('Undone: stock released').waitFor();
    await expect.poll(async () => (await stage.call<RunDetail>('GET', `/api/runs/${id}`)).status).toBe('canceled');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await take(page, 'run');
    expect(await inBothLights(page, 'run')).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await undone.scrollIntoViewIfNeeded();
    await take(page, 'run');
    expect(await inBothLights(page, 'run on a phone')).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const short = await undone.locator('button').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).length);
    expect(short, 'targets below 44 px').toBe(0);
  });
});
