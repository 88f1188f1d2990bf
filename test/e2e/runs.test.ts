import { beforeAll, expect, test } from 'vitest';
import { type Placed, place, setWindow, untilRun } from './orders.ts';
import { inBrowser } from './stage.ts';

inBrowser('the list of runs', (stage) => {
  let quick: Placed[];
  let waiting: Placed;
  beforeAll(async () => {
    await setWindow(stage, 'PT30M');
    quick = [await place(stage, 'quick_order'), await place(stage, 'quick_order'), await place(stage, 'quick_order')];
    waiting = await place(stage, 'order_to_cash');
    for (const { runId } of quick) await untilRun(stage, runId, (run) => run.status === 'completed');
    await untilRun(stage, waiting.runId, (run) => run.status === 'waiting');
  });

  test('is filtered by flow and status in the address, and a link shows the same', async () => {
    const page = await stage.open('/runs');
    const row = (number: string) => page.getByRole('row').filter({ hasText: number });
    await row(waiting.number).first().waitFor();
    await page.getByRole('navigation', { name: 'Runs' }).getByRole('link', { name: 'Completed' }).click();
    await page.waitForURL(/status=completed/);
    await page.getByRole('button', { name: /^Flow/ }).click();
    await page
      .getByRole('option', { name: 'Quick order', exact: true })
      .or(page.getByRole('menuitem', { name: 'Quick order', exact: true }))
      .or(page.getByRole('menuitemradio', { name: 'Quick order', exact: true }))
      .click();
    await page.waitForURL(/flow=quick_order/);
    await row(quick[0]!.number).waitFor();
    expect(await row(waiting.number).count()).toBe(0);

    const link = page.url();
    const other = await stage.open(link);
    await other.getByRole('row').filter({ hasText: quick[0]!.number }).waitFor();
    expect(await other.getByRole('row').filter({ hasText: waiting.number }).count()).toBe(0);
  });

  test('finds an order by its number, from the filter and from the search of every page', async () => {
    const page = await stage.open('/runs');
    await page.locator('tbody').getByRole('row').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(waiting.number);
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`key=.*${waiting.number}`));
    const rows = page.locator('tbody').getByRole('row');
    await expect.poll(() => rows.count()).toBeLessThanOrEqual(2);
    for (const text of await rows.allInnerTexts()) expect(text).toContain(waiting.number);

    await page.goto('/flows');
    await page.getByRole('heading', { name: 'Flows', exact: true }).waitFor();
    await page.keyboard.press('Control+k');
    const search = page.getByRole('dialog').getByRole('combobox');
    await expect.poll(() => search.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type(quick[1]!.number);
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/runs\\?key=.*${quick[1]!.number}`));
    await page.getByRole('row').filter({ hasText: quick[1]!.number }).waitFor();
  });

  test('is walked by J and K, and Enter opens the row', async () => {
    const page = await stage.open('/runs?flow=quick_order&status=completed');
    await page.locator('tbody').getByRole('row').nth(2).waitFor();
    const current = () => page.locator('tr[data-current] .run-key').innerText();
    const keys = await page.locator('tbody .run-key').allInnerTexts();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await current()).toBe(keys[2]);
    await page.keyboard.press('k');
    expect(await current()).toBe(keys[1]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Order ${keys[1]}` }).waitFor();
  });
});
