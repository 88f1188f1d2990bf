import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import type { DeliveryInfo, Page, SampleInfo } from '../../server/http/api.ts';
import { look, tooSmall } from './look.ts';
import { place, setWindow } from './orders.ts';
import { deploy, held, post } from './own-flows.ts';
import { inBrowser } from './stage.ts';

/** A flow of its own that holds what comes in at its own path. */
const heldAt = (id: string): Flow => ({
  ...held,
  id,
  title: `Order at ${id}`,
  nodes: { ...held.nodes, order: { ...held.nodes['order']!, config: { ...held.nodes['order']?.config, path: id } } },
});

inBrowser('deliveries', (stage) => {
  test('an order and a refused message are both listed, the refused one with its code and what was wrong', async () => {
    await setWindow(stage, 'PT30S');
    const { number } = await place(stage, 'order_to_cash');
    const refused = await fetch(stage.url('/in/orders'), { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"number": ' });
    expect(refused.status).toBe(400);
    const { code } = (await refused.json()) as { code: string };

    const page = await stage.open('/deliveries');
    const order = page.getByRole('row').filter({ hasText: number });
    await order.getByText('Accepted').waitFor();
    await order.getByRole('link', { name: 'Order to cash' }).waitFor();

    await page.getByRole('radiogroup', { name: 'Deliveries' }).getByText('Refused').click();
    await page.waitForURL(/refused=true/);
    expect(await page.getByRole('row').filter({ hasText: number }).count()).toBe(0);
    const row = page.getByRole('row').filter({ hasText: 'orders' }).first();
    await row.getByText('Refused').waitFor();
    await row.getByRole('button').click();
    await page.getByRole('dialog').getByText(code).waitFor();
    await page.getByRole('dialog').getByText('400').waitFor();
  });

  test('a message is found by its endpoint and its day, read, replayed with a reason, and told in a file', async () => {
    await deploy(stage, heldAt('replayed'));
    const { runId } = await post(stage, 'replayed', { number: 'REP-1', note: 'Åsa' });
    const page = await stage.open('/deliveries?endpoint=replayed');
    const filter = page.getByRole('search', { name: 'Filter of deliveries' });
    await page.getByRole('row').filter({ hasText: 'REP-1' }).waitFor();
    expect(await page.locator('tbody .delivery-row').count()).toBe(1);

    await filter.getByRole('button', { name: 'Came in' }).click();
    await page.getByLabel('to', { exact: true }).or(page.locator('.period input[name=to]')).first().fill('2020-01-01');
    await page.locator('.period').getByRole('button').click();
    await page.getByText('No message fits the filter').waitFor();
    await filter.getByRole('button', { name: 'Clear' }).click();
    await page.waitForURL((url) => !url.search.includes('endpoint'));
    await filter.getByRole('textbox').fill('REP-1');
    await filter.getByRole('textbox').press('Enter');

    await page.getByRole('row').filter({ hasText: 'REP-1' }).getByRole('button').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: 'Show the body' }).click();
    await drawer.getByText('"note": "Åsa"').waitFor();
    await drawer.getByText('As it came', { exact: true }).click();
    await drawer.getByText('{"number":"REP-1","note":"Åsa"}').waitFor();
    await drawer.getByText('Headers are not stored').waitFor();
    expect(await look(page, 'delivery')).toEqual([]);

    await drawer.getByRole('button', { name: 'Replay…' }).click();
    const asking = page.getByRole('dialog', { name: 'Replay this message?' });
    expect(await asking.getByRole('button', { name: 'Replay the message' }).isDisabled()).toBe(true);
    await asking.getByLabel('Reason').fill('The installer never saw it');
    await asking.getByRole('button', { name: 'Replay the message' }).click();
    await page.getByText('Taken in again, 1 run started').waitFor();
    const { items } = await stage.call<Page<DeliveryInfo>>('GET', '/api/deliveries?endpoint=replayed');
    expect(items).toHaveLength(2);
    expect(items.flatMap(({ runs }) => runs.map((run) => run.runId))).toContain(runId);
    expect(new Set(items.flatMap(({ runs }) => runs.map((run) => run.runId))).size).toBe(2);
    const audit = await stage.call<Page<{ what: string; reason?: string }>>('GET', '/api/audit?limit=10');
    expect(audit.items).toContainEqual(expect.objectContaining({ what: 'delivery.replayed', reason: 'The installer never saw it' }));

    await page.goto('/deliveries?endpoint=replayed');
    await page.getByRole('row').filter({ hasText: 'REP-1' }).first().waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
    const lines = (await text(await file.createReadStream())).trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('message,came in,endpoint,status');
    expect(lines.slice(1).every((line) => line.includes(',replayed,202,') && line.includes('REP-1'))).toBe(true);
  });

  test('a message becomes a sample of its flow once somebody has looked at the card number in it', async () => {
    await deploy(stage, heldAt('sampled'));
    await post(stage, 'sampled', { number: 'SAM-1', payment: { card: '4111 1111 1111 1111', token: 'tok_live' } });
    const page = await stage.open('/deliveries?endpoint=sampled&key=SAM-1');
    await page.getByRole('row').filter({ hasText: 'SAM-1' }).getByRole('button').click();
    await page.getByRole('button', { name: 'Make it a sample…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Keep this message as a sample' });
    await dialog.getByLabel('Name').fill('Paid by card');
    await dialog.getByRole('button', { name: 'Keep the sample' }).click();
    await dialog.getByText('2 values should not lie about').waitFor();
    await dialog.getByText('/payment/card looks like a card number').waitFor();
    expect(await look(page, 'sample')).toEqual([]);
    const samples = () => stage.call<Page<SampleInfo>>('GET', '/api/flows/sampled/samples').then(({ items }) => items);
    expect(await samples()).toEqual([]);
    await dialog.getByRole('button', { name: 'Hide 2 and keep the sample' }).click();
    await page.getByText('Sample “Paid by card” is kept, 2 values hidden').waitFor();
    expect(await samples()).toMatchObject([{ name: 'Paid by card', hidden: 2, body: { number: 'SAM-1', payment: { card: '•••1111', token: '•••' } } }]);
    // The browser names the refusal that the dialog then explains.
    stage.expectNoise(/status of 422/);
  });

  test('on a phone the list, its filter and a message are within reach', async () => {
    await deploy(stage, heldAt('pocket'));
    await post(stage, 'pocket', { number: 'PHO-1' });
    const page = await stage.open('/deliveries?endpoint=pocket&key=PHO-1');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.locator('tbody .delivery-row').first().waitFor();
    const found = [...(await look(page, 'deliveries')), ...(await tooSmall(page)).filter((target) => !/^\d\d:\d\d/.test(target))];
    await page.locator('.delivery-open').first().click();
    await page.getByRole('button', { name: 'Make it a sample…' }).waitFor();
    found.push(...(await look(page, 'delivery')));
    expect(found).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
