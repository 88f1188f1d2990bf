/** The promise of the designer: from an empty canvas to an order that waits, with the mouse alone and with the keyboard alone. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FlowDetail, RunDetail } from '../../server/http/api.ts';
import { type Hands, keyboard, mouse } from './hands.ts';
import { untilRun } from './orders.ts';
import { inBrowser } from './stage.ts';

const title = {
  order: 'Webhook',
  window: 'Cancellation window',
  credit: 'Credit gate',
  installer: 'Wait for',
  ship: 'Pick and pack',
  invoice: 'Create invoice in ERP',
};

/** Hold 30 minutes, then credit, then wait for installer contacted, booked, quote accepted, then ship, invoice. */
async function draw(hands: Hands, path: string): Promise<void> {
  await hands.add(title.order);
  await hands.open(title.order);
  await hands.write('Path', path);
  await hands.add(title.window, { node: title.order });
  await hands.open(title.window);
  await hands.write('Hold for', '30 minutes');
  await hands.add(title.credit, { node: title.window, port: 'released' });
  await hands.add(title.installer, { node: title.credit, port: 'approved' });
  await hands.open(title.installer);
  for (const signal of ['installer.contacted', 'installer.booked', 'quote.accepted']) await hands.addTo('All of', signal);
  await hands.write('Deadline', '14 days');
  await hands.add(title.ship, { node: title.installer, port: 'done' });
  await hands.add(title.invoice, { node: title.ship });
}

inBrowser('drawing from an empty canvas', (stage) => {
  const detail = (id: string) => stage.call<FlowDetail>('GET', `/api/flows/${id}`);
  const start = (id: string) =>
    stage.call('POST', '/api/flows', { format: 1, id, title: `Drawn ${id}`, key: { $expr: 'trigger.number' }, nodes: {}, edges: [] });
  const order = (number: string) => ({
    number,
    placedAt: new Date().toISOString(),
    total: { amount: '119.00', currency: 'EUR' },
    customer: { id: 'C-1', name: 'Ada' },
    payment: { method: 'card' },
    lines: [{ sku: 'HP-1', quantity: 1 }],
  });

  test.each<[string, string, (page: Page) => Hands]>([
    ['mouse', 'drawn_by_mouse', mouse],
    ['keyboard', 'drawn_by_keyboard', keyboard],
  ])('by %s: drawn, tried, saved as a test, deployed, and an order waits', async (_, id, handsOf) => {
    await start(id);
    const page = await stage.open(`/flows/${id}?mode=edit`);
    await page.locator('.flow-canvas').waitFor();
    const hands = handsOf(page);
    await draw(hands, id);
    await expect.poll(async () => (await detail(id)).flow.edges.length, { timeout: 10_000 }).toBe(5);
    const { flow } = await detail(id);
    const of = (type: string) => Object.entries(flow.nodes).find(([, node]) => node.type === type)!;
    expect(of('cancellation_window@1')[1].config).toMatchObject({ for: 'PT30M' });
    expect(of('wait_for@1')[1].config).toMatchObject({ all: ['installer.contacted', 'installer.booked', 'quote.accepted'], deadline: 'P14D' });
    const type = (end: string) => flow.nodes[end.split('.')[0]!]!.type.replace(/@1$/, '');
    expect(flow.edges.map(({ from, to }) => `${type(from)} ${type(to)}`).sort()).toEqual([
      'cancellation_window credit_gate',
      'credit_gate wait_for',
      'sandbox_wms.ship sandbox_erp.create_invoice',
      'wait_for sandbox_wms.ship',
      'webhook cancellation_window',
    ]);
    await expect.poll(async () => (await detail(id)).problems.map(({ message }) => message)).toEqual([]);

    // Try it on a pasted order: held, released, credit, signals, to the end; then keep that as a test.
    await stage.call('POST', `/api/flows/${id}/samples`, { name: 'An order', body: order('D-0') });
    await page.goto(`/flows/${id}?mode=try`);
    await page.getByText('Nothing leaves Orderloom').waitFor();
    const steps = page.getByRole('complementary').or(page.locator('.try-panel'));
    await steps.getByText('Cancellation window').first().waitFor();
    await page.keyboard.press('.');
    for (const signal of ['installer.contacted', 'installer.booked', 'quote.accepted']) await page.getByRole('button', { name: `Send now: ${signal}` }).click();
    await page.getByText('Create invoice in ERP').first().waitFor();
    await page.getByRole('button', { name: /Save as test/ }).click();
    await page.getByRole('dialog').getByRole('textbox').first().fill('Installed and invoiced');
    await page.getByRole('dialog').getByRole('button', { name: /Save/ }).click();
    await expect.poll(async () => Object.keys((await detail(id)).flow.tests ?? {}).length).toBe(1);

    // Ship it.
    await page.getByRole('button', { name: 'Deploy…' }).click();
    const ask = page.getByRole('dialog');
    await ask.getByRole('textbox').fill('First');
    await ask.getByRole('button', { name: /^Deploy/ }).click();
    await expect.poll(async () => (await detail(id)).deployed?.number).toBe(1);
    const { runId } = await stage.call<{ runId: string }>('POST', `/in/${id}`, order('D-1'));
    const run = await untilRun(stage, runId, ({ status }) => status === 'waiting');
    expect(run.at.map((one) => one.title)).toEqual(['Cancellation window']);

    // 45 minutes for the next ones; the order that waits stays as it began.
    await page.goto(`/flows/${id}?mode=edit&node=${of('cancellation_window@1')[0]}`);
    await page.locator('.form-panel').getByLabel('Hold for').first().waitFor();
    await hands.write('Hold for', '45 minutes');
    await expect.poll(async () => (await detail(id)).flow.nodes[of('cancellation_window@1')[0]]!.config!['for']).toBe('PT45M');
    await page.goto(`/flows/${id}?mode=versions`);
    await page.getByText('PT30M').or(page.getByText('30 min')).first().waitFor();
    await page.getByText('PT45M').or(page.getByText('45 min')).first().waitFor();
    // The test of before says what became another and stands in the way, unless somebody says why it does not count.
    await page.goto(`/flows/${id}?mode=versions`);
    await page.getByRole('button', { name: 'Deploy…' }).click();
    const go = ask.getByRole('button', { name: /^Deploy v2/ });
    await ask.getByLabel('Deploy although tests fail, because').fill('Only looked at');
    await expect.poll(() => go.getAttribute('aria-disabled')).toBe('false');
    await ask.getByLabel('Deploy although tests fail, because').fill('');
    await expect.poll(() => go.getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Escape');
    // Here the change is meant.
    await page.goto(`/flows/${id}?mode=try`);
    await page.getByRole('button', { name: 'Tests', exact: true }).click();
    await ask.getByRole('button', { name: 'Run all' }).click();
    await ask
      .getByText(/holdUntil|heldFor|hold/i)
      .first()
      .waitFor();
    await ask.getByRole('button', { name: /This is meant/ }).click();
    await ask.getByRole('button', { name: 'Run all' }).click();
    await ask.getByText('All 1 passed').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Deploy…' }).click();
    await ask.getByRole('textbox').fill('Hold longer');
    await ask
      .getByText(/1 order|1 run/)
      .first()
      .waitFor();

    await ask.getByRole('button', { name: /^Deploy/ }).click();
    await expect.poll(async () => (await detail(id)).deployed?.number).toBe(2);
    const still = await stage.call<RunDetail>('GET', `/api/runs/${runId}`);
    expect([still.status, still.version]).toEqual(['waiting', run.version]);
    const next = await stage.call<{ runId: string }>('POST', `/in/${id}`, order('D-2'));
    const second = await untilRun(stage, next.runId, ({ status }) => status === 'waiting');
    expect(second.version).not.toBe(run.version);
    await stage.call('POST', `/api/flows/${id}/pause`, { reason: 'Only drawn to be tested' });
  });
});
