import { expect, test } from 'vitest';
import type { Flow, Json } from '../../flows/flow.ts';
import type { FlowDetail } from '../../server/http/api.ts';
import { look } from './look.ts';
import { deploy, post } from './own-flows.ts';
import { inBrowser } from './stage.ts';

const drawing: Flow = {
  format: 1,
  id: 'mapped_orders',
  title: 'Mapped orders',
  key: { $expr: 'trigger.name' },
  nodes: {
    order: { type: 'webhook@1', title: 'Order arrives', config: { path: 'mapped_orders', signature: 'none', dedupe: { $expr: 'trigger.name' } } },
    map: {
      type: 'transform@1',
      title: 'Make it an order',
      config: { as: 'order', output: { number: { $expr: 'trigger.name' }, lines: { $expr: '[trigger.line_items.{"sku": sku, "quantity": quantity}]' } } },
    },
  },
  edges: [{ from: 'order', to: 'map' }],
};

const shopOrder = (name: string, more: Record<string, Json>) => ({
  name,
  created_at: '2026-11-02T09:14:07+01:00',
  currency: 'SEK',
  total_price: '1184.00',
  customer: { first_name: 'Maja', last_name: 'Lind', email: 'maja@shop.example' },
  line_items: [
    { sku: 'HP-9KW-A', quantity: 1, price: '1000.00', grams: 148_000 },
    { sku: 'HP-PIPE-5', quantity: 2, price: '92.00', grams: 900 },
  ],
  ...more,
});

inBrowser('mapping', (stage) => {
  test('an order of a shop becomes the canonical order: suggested, dragged, typed, mended, and seen over real orders', async () => {
    await deploy(stage, drawing);
    await post(stage, drawing.id, shopOrder('M-1', {}));
    await post(stage, drawing.id, shopOrder('M-2', { note: 'Ring before noon' }));
    const page = await stage.open('/flows/mapped_orders?mode=edit&node=map');
    await page.getByRole('button', { name: 'Map output in two panes' }).click();
    const dialog = page.getByRole('dialog', { name: 'Map to Order, for Make it an order' });
    await dialog.getByText('0 of 2 complete').waitFor();
    await dialog.getByText('5 required left').waitFor();
    const field = (name: string) => dialog.getByRole('row', { name: new RegExp(`^${name}\\b`), level: 1 });
    const given = (name: string) => field(name).getByRole('gridcell').nth(1).textContent();
    expect(await look(page, 'mapping')).toEqual([]);

    // With the mouse: the text of a shop is no money yet.
    await dialog.getByRole('treeitem', { name: /^total_price/ }).dragTo(field('total'));
    expect(await given('total')).toBe('trigger.total_price');
    await dialog.getByRole('button', { name: 'Write $money(trigger.total_price, trigger.currency), for total' }).click();
    await field('total').getByText('1184.00 SEK').waitFor();

    // With keys alone: Enter on the left, Enter on the right.
    await dialog.getByRole('treeitem', { name: /^currency/ }).focus();
    await page.keyboard.press('Enter');
    await field('currency').focus();
    await page.keyboard.press('Enter');
    expect(await given('currency')).toBe('trigger.currency');

    await dialog.getByRole('button', { name: /^Suggest \d+$/ }).click();
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await dialog.getByText('3 required left').waitFor();
    await dialog.getByRole('button', { name: 'Redo' }).click();
    await dialog.getByRole('button', { name: 'Use the suggestion for lines.total' }).click();
    await dialog.getByText('Every required field is mapped.').waitFor();

    // One order of two has no note: the step would stop there.
    await dialog.getByText('1 of 2 complete').waitFor();
    await dialog.getByRole('button', { name: 'Write trigger.note ?: "", for note' }).click();
    await dialog.getByText('2 of 2 complete').waitFor();
    await dialog.getByText('1 field is not used.').waitFor();

    expect(await look(page, 'mapping')).toEqual([]);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect
      .poll(async () => (await stage.call<FlowDetail>('GET', '/api/flows/mapped_orders')).flow.nodes['map']?.config?.['output'])
      .toMatchObject({
        total: { $expr: '$money(trigger.total_price, trigger.currency)' },
        placedAt: { $expr: 'trigger.created_at' },
        lines: { $expr: expect.stringContaining('"unitPrice": $money(price, $$.trigger.currency)') },
        customer: { name: { $expr: 'trigger.customer.first_name & " " & trigger.customer.last_name' } },
      });
  });
});
