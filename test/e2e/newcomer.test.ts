/** What somebody does in the first minutes with a flow of their own. */
import { expect, test } from 'vitest';
import type { Flow } from '../../server/http/api.ts';
import { inBrowser } from './stage.ts';

const drawing: Flow = {
  format: 1,
  id: 'newcomer',
  title: 'First of mine',
  key: 'first',
  nodes: { start: { type: 'manual@1', title: 'Started' }, note: { type: 'transform@1', title: 'Noted', config: { output: 1 } } },
  edges: [{ from: 'start', to: 'note' }],
};

inBrowser('a newcomer', (stage) => {
  test('a flow nobody has an order for is tried on a made-up one', async () => {
    await stage.call('POST', '/api/flows', drawing);
    const page = await stage.open('/flows/newcomer?mode=try');
    await page.getByRole('button', { name: 'Try a made-up order' }).click();
    await page.getByRole('button', { name: 'Made-up example' }).waitFor();
    await page.locator('.try-step', { hasText: 'Noted' }).waitFor();
  });

  test('letters typed while the palette is still on its way become its words and press nothing on the page', async () => {
    await stage.call('PUT', '/api/flows/newcomer', drawing, { 'if-match': '*' });
    const page = await stage.open('/flows/newcomer?mode=edit&node=note');
    await page.locator('.form-head-title input').waitFor();
    await page.route('**/assets/CommandPalette*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
    await page.locator('.react-flow__pane').focus();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('add');
    const find = page.getByRole('combobox', { name: 'Search orders, runs, nodes and what to do' });
    await find.waitFor();
    expect(await find.inputValue()).toBe('add');
    expect(await page.getByRole('dialog').count()).toBe(1);
  });
});
