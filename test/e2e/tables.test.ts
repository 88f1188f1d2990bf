import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import type { TableDetail } from '../../server/http/api.ts';
import { untilRun } from './orders.ts';
import { deploy, post } from './own-flows.ts';
import { type Caller, inBrowser } from './stage.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Serious and critical barriers of the page as it stands. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as AxeResults; // axe's own type
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(' ')}`));
}

const shipping: Flow = {
  format: 1,
  id: 'carrier_of_order',
  title: 'Carrier of an order',
  key: { $expr: 'trigger.number' },
  nodes: {
    order: { type: 'webhook@1', title: 'Order arrives', config: { path: 'carrier_of_order', signature: 'none', dedupe: { $expr: 'trigger.number' } } },
    carrier: { type: 'lookup@1', title: 'Find the carrier', config: { table: 'carriers', key: { $expr: 'order.carrier' }, otherwise: { name: 'Post' } } },
    say: { type: 'transform@1', title: 'Say who', config: { output: { $expr: 'steps.carrier.name & " from " & env.warehouse' } } },
  },
  edges: [
    { from: 'order', to: 'carrier' },
    { from: 'carrier.found', to: 'say' },
    { from: 'carrier.missing', to: 'say' },
  ],
};

let orders = 0;
/** What the flow says of an order with this carrier. */
async function said(stage: Caller, carrier: string): Promise<unknown> {
  const { runId } = await post(stage, 'carrier_of_order', { number: `T-${(orders += 1)}`, carrier });
  await untilRun(stage, runId, ({ status }) => status === 'completed');
  const { items } = await stage.call<{ items: { node: string; output?: unknown }[] }>('GET', `/api/runs/${runId}/steps`);
  return items.find(({ node }) => node === 'say')?.output;
}
const table = (stage: Caller) => stage.call<TableDetail>('GET', '/api/tables/carriers');
const cell = (page: Page, row: number, column: number) => page.locator(`#cell-${row}-${column}`);

inBrowser('tables', (stage) => {
  test('a table is made, filled by keyboard and from a spreadsheet, and a run looks into it', async () => {
    const page = await stage.open('/tables');
    await page.getByRole('heading', { name: 'No table yet' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'New table…' }).click();
    await page.getByLabel('Title').fill('Carriers');
    expect(await page.getByLabel('Name in expressions').inputValue()).toBe('carriers');
    await page.getByRole('button', { name: 'Create the table' }).click();
    await page.getByRole('heading', { name: 'Carriers', exact: true }).waitFor();

    await page.getByRole('button', { name: 'Add column…' }).click();
    await page.getByRole('button', { name: 'column', exact: true }).click();
    await page.getByLabel('Name', { exact: true }).fill('name');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Add row' }).click();
    await cell(page, 0, 0).focus();
    await page.keyboard.type('dhl');
    await page.keyboard.press('Tab');
    await page.keyboard.type('DHL');
    await page.keyboard.press('Enter');
    expect(await cell(page, 0, 1).textContent()).toBe('DHL');
    await cell(page, 0, 0).focus();
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'dhl\tDHL Freight\nups\tUPS\n');
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await cell(page, 1, 1).getByText('UPS').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('What changes').fill('First carriers');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved as version 2; runs see it within a second').waitFor();
    expect(await table(stage)).toMatchObject({
      version: 2,
      message: 'First carriers',
      columns: [{ name: 'code' }, { name: 'name' }],
      rows: [
        ['dhl', 'DHL Freight'],
        ['ups', 'UPS'],
      ],
    });
  });

  test('values are set, a flow reads both, and both pages say who uses them', async () => {
    const page = await stage.open('/values');
    await page.getByRole('button', { name: 'Add a value' }).click();
    await page.getByLabel('Name of value 1').fill('warehouse');
    await page.getByLabel('Value 1', { exact: true }).fill('W1');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Values saved as version 1').waitFor();
    await deploy(stage, shipping);
    expect([await said(stage, 'ups'), await said(stage, 'gls')]).toEqual(['UPS from W1', 'Post from W1']);
    await page.reload();
    await page.getByText('Carrier of an order').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.goto('/tables/carriers?tab=used');
    await page.getByRole('link', { name: 'Carrier of an order' }).waitFor();
    await page.getByRole('row').filter({ hasText: 'Find the carrier' }).getByText('Deployed').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('a drawing that names another table is told so, with the one that was meant', async () => {
    const wrong = { ...shipping, nodes: { ...shipping.nodes, carrier: { ...shipping.nodes['carrier']!, config: { table: 'carrier', key: 'ups' } } } };
    await expect(stage.call('POST', '/api/flows/carrier_of_order/validate', wrong)).rejects.toThrow('Did you mean carriers?');
  });

  test('a file is looked at before it is imported; a bad cell is named by line and column and changes nothing', async () => {
    stage.expectNoise(/status of 422/);
    const page = await stage.open('/tables/carriers');
    await page.getByRole('button', { name: 'Import CSV…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Or paste it here').fill('code,name\ndhl,DHL Express,x');
    await dialog.getByRole('button', { name: 'Show what changes' }).click();
    await dialog.getByText('Line 2, column 17').waitFor();
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'carriers.csv', mimeType: 'text/csv', buffer: Buffer.from('code,name\r\ndhl,DHL Express\r\ngls,GLS\r\n') });
    await dialog.getByLabel('Stay').click();
    await dialog.getByRole('button', { name: 'Show what changes' }).click();
    await dialog.getByText('DHL Express (was DHL Freight)').waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Import 2 changes' }).click();
    await page.getByText('Imported, version 3').waitFor();
    expect((await table(stage)).rows).toEqual([
      ['dhl', 'DHL Express'],
      ['ups', 'UPS'],
      ['gls', 'GLS'],
    ]);
    expect([await said(stage, 'dhl'), await said(stage, 'gls')]).toEqual(['DHL Express from W1', 'GLS from W1']);
    const csv = await page.request.get('/api/tables/carriers/export');
    expect(await csv.text()).toBe('code,name\r\ndhl,DHL Express\r\nups,UPS\r\ngls,GLS\r\n');
  });

  test('a former version is put back, and what the runs found before stays', async () => {
    const page = await stage.open('/tables/carriers?tab=versions');
    await page.getByRole('row').filter({ hasText: 'First carriers' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Put back… Version 2' }).click();
    await page.getByLabel('Reason').fill('Express is gone');
    await page.getByRole('button', { name: 'Put version 2 back', exact: true }).click();
    await page.getByText('Put back as version 4').waitFor();
    expect(await table(stage)).toMatchObject({
      version: 4,
      message: 'Express is gone',
      rows: [
        ['dhl', 'DHL Freight'],
        ['ups', 'UPS'],
      ],
    });
    expect(await said(stage, 'dhl')).toBe('DHL Freight from W1');
  });

  test('who saves over somebody else is told, and keeps what was typed', async () => {
    stage.expectNoise(/status of 412/);
    const page = await stage.open('/tables/carriers');
    await cell(page, 1, 1).dblclick();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('United Parcel');
    await page.keyboard.press('Enter');
    const { title, key, columns, rows } = await table(stage);
    const other = await page.request.put('/api/tables/carriers', {
      headers: { 'if-match': '*' },
      data: { title, key, columns, rows: [...rows, ['gls', 'GLS']] },
    });
    expect(other.status()).toBe(200);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Somebody saved this table meanwhile').waitFor();
    expect(await cell(page, 1, 1).textContent()).toBe('United Parcel');
    await page.getByRole('button', { name: 'Load the newest' }).click();
    await cell(page, 2, 1).getByText('GLS').waitFor();
  });

  test('a cell that is no value of its column is marked, and refused with the way to it', async () => {
    stage.expectNoise(/status of 422/);
    const page = await stage.open('/tables/carriers');
    await cell(page, 0, 0).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Delete');
    await expect.poll(() => cell(page, 1, 0).getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Row 2 has no code' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Discard' }).click();
    await cell(page, 1, 0).getByText('ups').waitFor();
  });

  test('taking away a column that a deployed flow names is told before it is saved', async () => {
    const named = {
      ...shipping,
      nodes: { ...shipping.nodes, say: { ...shipping.nodes['say']!, config: { output: { $expr: '$lookup("carriers", order.carrier, "name")' } } } },
    };
    await deploy(stage, { ...named, id: 'carrier_named', title: 'Carrier named', nodes: { ...named.nodes, order: { type: 'manual@1' } } });
    const page = await stage.open('/tables/carriers');
    await page.getByRole('button', { name: 'name', exact: true }).click();
    await page.getByRole('button', { name: 'Remove the column' }).click();
    await page.getByText('Carrier named is deployed and looks for name').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'name', exact: true }).waitFor();
    expect(await page.getByText('Carrier named is deployed').count()).toBe(0);
  });

  test('on a phone nothing is wider than the page, and what is pressed is large enough', async () => {
    const page = await stage.open('/tables');
    await page.setViewportSize({ width: 390, height: 844 });
    for (const [path, there] of [
      ['/tables', '.row-link'],
      ['/tables/carriers', '.sheet-cell'],
      ['/tables/carriers?tab=versions', '.version-table'],
      ['/tables/carriers?tab=used', '.used-table'],
      ['/values', '.value-lines'],
    ] as const) {
      await page.goto(path);
      await page.locator(there).first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
      const small = await page.locator('main :is(button, a, input:not([type=radio]), [role=gridcell])').evaluateAll((all) =>
        all
          .map((one) => ({ box: one.getBoundingClientRect(), name: one.textContent ?? '' }))
          .filter(({ box }) => box.height > 0 && box.height < 43.5)
          .map(({ name, box }) => `${name}: ${box.height}`),
      );
      expect(small, path).toEqual([]);
      expect(await barriers(page), path).toEqual([]);
    }
  });
});
