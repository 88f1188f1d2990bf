import { expect, test } from 'vitest';
import type { Flow, ShadowReport } from '../../server/http/api.ts';
import { inBothLights } from './barriers.ts';
import { inBrowser } from './stage.ts';

/** Above the limit an order takes another port; its stock is reserved either way. */
const flowOf = (limit: number, days: number): Flow => ({
  format: 1,
  id: 'beside',
  title: 'Beside',
  key: { $expr: 'trigger.number' },
  slots: { wms: 'sandbox_wms' },
  nodes: {
    order: { type: 'webhook@1', title: 'Order', config: { path: 'beside', dedupe: { $expr: 'trigger.number' } } },
    go: { type: 'wait_for@1', title: 'Go', config: { any: ['go'], deadline: `P${days}D` } },
    size: { type: 'switch@1', title: 'Size', config: { cases: [{ port: 'large', when: { $expr: `trigger.sum > ${limit}` } }], otherwise: 'small' } },
    reserve: { type: 'sandbox_wms.reserve@1', title: 'Reserve', slot: 'wms', config: { lines: { $expr: 'trigger.lines' } } },
  },
  edges: [
    { from: 'order', to: 'go' },
    { from: 'go', to: 'size' },
    { from: 'size.large', to: 'reserve' },
  ],
});

inBrowser('a shadow', (stage) => {
  test('a draft is run in shadow from the page of its flow, and its report shows both sides of an order', async () => {
    await stage.call('POST', '/api/flows?deploy=true', flowOf(100, 1));
    const page = await stage.open('/flows/beside');
    const saved = await page.request.put('/api/flows/beside', { data: flowOf(10, 2), headers: { 'if-match': '*', origin: new URL(page.url()).origin } });
    expect(saved.status(), await saved.text()).toBe(200);
    await page.reload();
    await page.getByRole('link', { name: 'Run the draft in shadow…' }).click();
    await page.getByRole('heading', { name: 'No version runs in shadow' }).waitFor();
    await page.getByRole('button', { name: 'Run the draft in shadow…' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('How many more would be reserved?');
    await page.getByRole('dialog').getByRole('button', { name: 'Run in shadow' }).click();
    await page.getByRole('heading', { name: 'Shadow: v2 beside v1' }).waitFor();
    await page.getByText('No order has come in yet').waitFor();

    for (const [number, sum] of [
      ['S-1', 50],
      ['S-2', 5],
    ] as const) {
      const body = JSON.stringify({ number, sum, lines: [{ sku: 'PUMP-1', quantity: 1 }] });
      await fetch(stage.url('/in/beside'), { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      await stage.call('POST', '/api/signals', { name: 'go', key: number, data: {}, id: `go ${number}` });
    }
    await expect
      .poll(async () => (await stage.call<ShadowReport>('GET', '/api/flows/beside/shadow/report')).totals, { timeout: 20_000 })
      .toMatchObject({ runs: 2, open: 0, missing: 0, kinds: { path: 1 } });
    await page.reload();
    await page.getByText('2 orders, 1 would have gone another way').waitFor();
    const order = page.getByRole('list', { name: 'Orders' }).getByRole('listitem').filter({ hasText: 'S-1' }).first();
    await order.locator('summary').click();
    await order.getByRole('heading', { name: 'Another way: Size' }).waitFor();
    await order.getByText('1 call that did not leave').waitFor();
    expect(await inBothLights(page, 'shadow')).toEqual([]);

    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    for (const target of await page.locator('.shadow-page summary, .shadow-page button, .shadow-page a').all()) {
      expect((await target.boundingBox())?.height ?? 44, await target.innerText()).toBeGreaterThanOrEqual(44);
    }
    expect(await inBothLights(page, 'shadow on a phone')).toEqual([]);

    await order.getByRole('link', { name: 'Shadow run' }).click();
    await page.waitForURL(/environment=shadow/);
    await page.getByText('S-1').first().waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto('/flows/beside?environment=demo');
    await page.getByText('Shadow: v2 beside v1').waitFor();
    expect(await inBothLights(page, 'flow with a shadow')).toEqual([]);
  });
});
