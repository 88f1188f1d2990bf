import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { setWindow } from './orders.ts';
import { deploy, hostile, post } from './own-flows.ts';
import { inBrowser } from './stage.ts';

const title = '"><script>alert(1)</script>';
const name = '<img src=x onerror=alert(1)>';
const number = '<b onclick=alert(1)>XSS-1</b>';
const order = {
  number,
  customer: { id: 'C-1', name, email: 'x@example.com' },
  shipTo: { name, city: name, country: 'SE' },
  note: '<svg/onload=alert(1)>',
  lines: [{ id: '1', sku: '"><script>alert(2)</script>', title: name, quantity: 1 }],
};

/** What the browser made of a page: any of these elements would have come from an order or a drawing. */
const smuggled = (page: Page) => page.locator('img[src="x"], script:not([src]), [onerror], [onload], [onclick], main b:has-text("XSS-1")').count();

inBrowser('texts of orders and drawings', (stage) => {
  let runId: string;
  beforeAll(async () => {
    await setWindow(stage, 'PT30M');
    await deploy(stage, hostile(title));
    ({ runId } = await post(stage, 'hostile', order));
    await stage.call('POST', '/api/flows/hostile/pause', { reason: title });
  });

  test.for<[place: string, path: string, texts: string[]]>([
    ['the list of flows', '/flows', [title]],
    ['the flow on its canvas', '/flows/hostile', [title]],
    ['the flow as an outline', '/flows/hostile?view=outline&node=ask', [title]],
    ['the versions of the flow', '/flows/hostile?mode=versions', [title]],
    ['the list of runs', '/runs?flow=hostile', [title, number]],
    ['the run', '/runs/{run}', [title, number, name]],
    ['the inbox', '/inbox', [title, name]],
    ['the deliveries', '/deliveries', [number]],
  ])('%s shows them letter by letter, and none becomes markup', async ([, path, texts]) => {
    const page = await stage.open(path.replace('{run}', runId));
    for (const text of texts) await page.getByText(text, { exact: false }).first().waitFor();
    expect(await smuggled(page)).toBe(0);
  });

  test('the body of a message is shown as it came', async () => {
    const page = await stage.open('/deliveries');
    await page.getByRole('row').filter({ hasText: number }).getByRole('button').first().click();
    await page.getByRole('button', { name: 'Show the body' }).click();
    await page.getByRole('dialog').getByText(name).first().waitFor();
    expect(await smuggled(page)).toBe(0);
  });
});
