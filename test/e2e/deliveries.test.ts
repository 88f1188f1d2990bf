import { expect, test } from 'vitest';
import { place, setWindow } from './orders.ts';
import { inBrowser } from './stage.ts';

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
});
