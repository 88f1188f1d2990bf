import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callCounts, setMode, setWindow } from './orders.ts';
import { inBrowser } from './stage.ts';

const story = (page: Page) => page.getByRole('region', { name: 'What happened' });
const standing = (page: Page) => page.locator('.standing');

/** Places an order with the demo page's own button and answers its number. */
async function placeByHand(page: Page, title: string): Promise<string> {
  await page.getByRole('button', { name: `Place the order: ${title}`, exact: true }).click();
  const placed = await page
    .getByText(/^Order \S+ is placed$/)
    .last()
    .innerText();
  return placed.split(' ')[1]!;
}

const orderRow = (page: Page, number: string) => page.getByRole('region', { name: 'Orders you placed' }).getByRole('listitem').filter({ hasText: number });

inBrowser('orders placed on the demo page', (stage) => {
  beforeEach(() => setWindow(stage, 'PT30S'));
  afterEach(() => setMode(stage, 'wms', 'ok'));

  test('an order is seen travelling without a reload: held, reserved, shipped, invoiced, paid', async () => {
    const page = await stage.open('/demo');
    await page.getByRole('radiogroup', { name: 'Cancellation window' }).getByText('10 s').click();
    await expect.poll(async () => (await stage.call<{ window: string }>('GET', '/api/demo')).window).toBe('PT10S');
    const number = await placeByHand(page, 'Order to cash');

    await orderRow(page, number)
      .getByRole('link', { name: /Order to cash/ })
      .click();
    await page.getByRole('heading', { name: `Order ${number}` }).waitFor();
    await standing(page)
      .getByText(/Waiting at Cancellation window/)
      .waitFor();
    await page.evaluate(() => Object.assign(window, { unreloaded: true }));

    for (const step of ['Reserve stock', 'Book carrier', 'Send invoice'])
      await story(page)
        .getByRole('button', { name: new RegExp(step) })
        .waitFor();
    await standing(page)
      .getByText(/Waiting at Payment received/)
      .waitFor();
    expect(await page.evaluate(() => 'unreloaded' in window)).toBe(true);

    await page.getByRole('link', { name: 'Demo' }).first().click();
    await orderRow(page, number).getByRole('button', { name: 'Pay' }).click();
    await orderRow(page, number)
      .getByRole('link', { name: /Order to cash/ })
      .click();
    await standing(page)
      .getByText(/^Completed/)
      .waitFor();
  });

  test('an order canceled inside its window says so, and no system was called for it', async () => {
    const page = await stage.open('/demo');
    const before = await callCounts(stage);
    const number = await placeByHand(page, 'Order to cash');
    await orderRow(page, number)
      .getByText(/Waiting at Cancellation window/)
      .waitFor();
    await orderRow(page, number).getByRole('button', { name: 'Cancel order' }).click();
    await orderRow(page, number)
      .getByRole('link', { name: /Order to cash/ })
      .click();
    await standing(page)
      .getByText(/^Canceled/)
      .waitFor();
    expect(await callCounts(stage)).toEqual(before);
    await page.getByText('Nothing outside Orderloom was changed yet.').waitFor();
  });

  test('a heat pump goes on only when the installer was in touch, a date is booked and the quote accepted', async () => {
    await setWindow(stage, 'PT1S');
    const page = await stage.open('/demo');
    const number = await placeByHand(page, 'Heat pump with installer');
    await orderRow(page, number)
      .getByRole('link', { name: /Heat pump/ })
      .click();
    await page.waitForURL(/\/runs\/\w+/);
    const run = page.url();
    await standing(page)
      .getByText(/Waiting at (Installer booked|Credit review)/)
      .waitFor();

    if (await standing(page).getByText('Credit review').isVisible()) {
      await page.getByRole('link', { name: 'Open the task in the inbox' }).click();
      await page.getByRole('heading', { name: 'Credit review' }).waitFor();
      await page.getByRole('button', { name: 'Claim' }).click();
      await page.getByRole('button', { name: 'Approve' }).click();
      await page.getByText(/completed, the run goes on/).waitFor();
      await page.goto(run);
      await standing(page)
        .getByText(/Waiting at Installer booked/)
        .waitFor();
    }

    for (const fact of ['installer.contacted', 'installer.booked']) {
      await page.getByRole('button', { name: `Send now: ${fact}` }).click();
      await story(page)
        .getByText(new RegExp(`${fact} came`))
        .waitFor();
      await standing(page)
        .getByText(/Waiting at Installer booked/)
        .waitFor();
    }
    await page.getByRole('link', { name: 'Demo' }).first().click();
    await orderRow(page, number).getByRole('button', { name: 'Quote accepted' }).click();
    await orderRow(page, number)
      .getByRole('link', { name: /Heat pump/ })
      .click();
    await standing(page)
      .getByText(/Waiting at Payment received/)
      .waitFor();
    await story(page)
      .getByRole('button', { name: /Reserve stock/ })
      .waitFor();
  });
});
