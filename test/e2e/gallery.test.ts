import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FlowDetail } from '../../server/http/api.ts';
import { root } from '../support/hub-process.ts';
import { inBothLights } from './barriers.ts';
import { inBrowser } from './stage.ts';

inBrowser('the gallery', (stage) => {
  test('shows true pictures, narrows by purpose and words in the address, and nothing bars the way', async () => {
    const page = await stage.open('/flows');
    await page.getByRole('link', { name: 'New flow' }).click();
    await page.getByRole('heading', { name: 'Start from a flow that works' }).waitFor();
    await expect.poll(() => page.locator('.template .thumbnail').count()).toBe(7);
    await expect.poll(() => page.locator('.template').filter({ hasText: 'Quick order' }).locator('.thumbnail-card').count()).toBe(7);
    expect(await inBothLights(page, 'gallery')).toEqual([]);
    await page.getByRole('link', { name: /^Retail/ }).click();
    await page.getByLabel('Find by step or system').fill('inspect');
    await expect.poll(() => page.locator('.template h2').allTextContents()).toEqual(['Returns']);
    expect(page.url()).toContain('for=retail');
    await page.reload();
    await expect.poll(() => page.locator('.template h2').allTextContents()).toEqual(['Returns']);
    await page.getByLabel('Find by step or system').fill('nothing has this');
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => page.locator('.template').count()).toBe(7);
  });

  test('a template is looked at, used, and opens as a draft that is nobody else’s', async () => {
    const page = await stage.open('/flows/new?look=quick_order');
    const dialog = page.getByRole('dialog', { name: 'Quick order' });
    await dialog.locator('.react-flow__node').first().waitFor();
    expect(await inBothLights(page, 'gallery-look')).toEqual([]);
    await dialog.getByRole('button', { name: 'Use this flow' }).click();
    await page.waitForURL(/\/flows\/quick_order_\d+\?mode=edit/);
    const id = new URL(page.url()).pathname.split('/').at(-1);
    const made = await stage.call<FlowDetail>('GET', `/api/flows/${id}`);
    const template = await stage.call<{ flow: FlowDetail['flow'] }>('GET', '/api/templates/quick_order');
    expect(made.deployed).toBe(undefined);
    expect(made.problems).toEqual([]);
    expect(made.flow.layout).toEqual(template.flow.layout);
    expect(made.flow.nodes['order']?.config?.['path']).toBe(id);
  });

  test('a file is imported under a free id; broken JSON and a wrong node are named at their line', async () => {
    stage.expectNoise(/status of 422/);
    const page = await stage.open('/flows/new');
    await page.getByRole('button', { name: 'Import a file…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import a flow' });
    const drawing = readFileSync(join(root, 'flows/quick_order.flow.json'), 'utf8').replace('"title": "Quick order"', '"title": "From a file"');
    await dialog.getByLabel('Or paste it here').fill('{\n  "format": 1,\n  "id" "x"\n}');
    await dialog.getByText('Line 3', { exact: true }).waitFor();
    const wrong = drawing.replace('"service": "parcel"', '"servise": "parcel"');
    await dialog.getByLabel('Or paste it here').fill(wrong);
    const line = wrong.split('\n').findIndex((each) => each.includes('servise')) + 1;
    await dialog.getByText(`Line ${line}`, { exact: true }).waitFor();
    expect(await inBothLights(page, 'gallery-import')).toEqual([]);
    await dialog.locator('input[type=file]').setInputFiles({ name: 'mine.flow.json', mimeType: 'application/json', buffer: Buffer.from(drawing) });
    await dialog.getByText(/There is a flow quick_order already\. This one becomes quick_order_\d+\./).waitFor();
    await dialog.getByText('Everything fits.').waitFor();
    await dialog.getByRole('button', { name: 'Import as a draft' }).click();
    await page.waitForURL(/\/flows\/quick_order_\d+\?mode=edit/);
  });

  test('an empty flow is named first, and JSON can be pasted on the page', async () => {
    const page = await stage.open('/flows/new?open=empty');
    await page.getByRole('textbox', { name: 'Title' }).fill('Spring shop');
    await page.getByText('Its id becomes spring_shop.').waitFor();
    await page.getByRole('button', { name: 'Make the draft' }).click();
    await page.waitForURL('**/flows/spring_shop?mode=edit');
    await page.goto('/flows/new');
    await page.locator('.template').first().waitFor();
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', '{"format":1,"id":"pasted","title":"Pasted","nodes":{"a":{"type":"manual@1"}},"edges":[]}');
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    });
    await page.getByRole('dialog').getByText('1 node, 0 lines').waitFor();
  });

  test('the guide begins on a draft of its own', async () => {
    const page = await stage.open('/flows/new');
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.waitForURL(/\/flows\/my_first_flow(_\d+)?\?mode=edit/);
    const id = new URL(page.url()).pathname.split('/').at(-1);
    expect(await stage.call<FlowDetail>('GET', `/api/flows/${id}`)).toMatchObject({ flow: { title: 'My first flow', nodes: {} } });
  });
});
