import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { serialise } from '../../flows/canonical.ts';
import type { Flow, FlowDetail, Page as PageOf, RunDetail, StartAnswer, VersionInfo } from '../../server/http/api.ts';
import { inBothLights } from './barriers.ts';
import { inBrowser } from './stage.ts';

/** Orders wait for an installer; nobody acts when none comes. */
const drawing = (id: string): Flow => ({
  format: 1,
  id,
  title: `Shipping ${id}`,
  key: { $expr: 'trigger.number' },
  nodes: {
    order: { type: 'manual@1', title: 'Order placed' },
    installer: { type: 'wait_for@1', title: 'Installer booked', config: { any: ['installer.booked'], deadline: 'P14D' } },
    note: { type: 'transform@1', title: 'Note', config: { output: 1 } },
    old: { type: 'transform@1', title: 'Old step', config: { output: 2 } },
  },
  edges: [
    { from: 'order', to: 'installer' },
    { from: 'installer', to: 'note' },
    { from: 'note', to: 'old' },
  ],
  layout: { order: [0, 0], installer: [256, 0], note: [512, 0], old: [768, 0] },
});
const changed = (id: string): Flow => {
  const flow = drawing(id);
  const { old: _, ...nodes } = flow.nodes;
  return {
    ...flow,
    nodes: {
      ...nodes,
      note: { type: 'transform@1', title: 'Noted', config: { output: 3 } },
      call: { type: 'task@1', title: 'Call the customer', config: { title: 'Call', role: 'operator' } },
    },
    edges: [...flow.edges.slice(0, 2), { from: 'installer.timeout', to: 'call' }],
    layout: { order: [0, 0], installer: [256, 0], note: [512, 0], call: [512, 160] },
  };
};

inBrowser('shipping', (stage) => {
  const at = (id: string): string => `/api/flows/${id}`;
  /** Deployed, with orders that wait, and a draft that differs. */
  async function prepare(id: string, orders: number): Promise<string[]> {
    await stage.call('POST', '/api/flows?deploy=true', drawing(id));
    const runs: string[] = [];
    for (let n = 1; n <= orders; n += 1) {
      const { runId } = await stage.call<StartAnswer>('POST', `${at(id)}/runs`, { input: { number: `${id}-${n}` } }, { 'idempotency-key': `${id}-${n}` });
      runs.push(runId);
    }
    await stage.call('PUT', at(id), changed(id), { 'if-match': '*' });
    for (const run of runs) await expect.poll(() => statusOf(run)).toBe('waiting');
    return runs;
  }
  const runOf = (id: string): Promise<RunDetail> => stage.call<RunDetail>('GET', `/api/runs/${id}`);
  const statusOf = async (id: string): Promise<string> => (await runOf(id)).status;
  const liveOf = async (id: string): Promise<number | undefined> => (await stage.call<FlowDetail>('GET', at(id))).deployed?.number;
  const openOf = async (id: string): Promise<[number, number][]> =>
    (await stage.call<PageOf<VersionInfo>>('GET', `${at(id)}/versions`)).items.map(({ number, open }) => [number, open]);
  const current = (page: Page) => page.locator('.diff-node[aria-current="true"] b');

  test('the draft is compared with what is live, on the canvas, in fields and in text; J and K walk along the changes', async () => {
    await prepare('ship_diff', 0);
    const page = await stage.open('/flows/ship_diff?mode=versions');
    await page.getByRole('heading', { name: '4 nodes differ' }).waitFor();
    const marks = await page.locator('.diff-canvas .diff-pill').allInnerTexts();
    expect(marks.sort()).toEqual(['added', 'changed', 'removed', 'rewired']);
    expect(await page.locator('.diff-counts').innerText()).toMatch(/1 added[\s\S]*1 removed[\s\S]*2 changed/);
    for (const title of ['Installer booked', 'Noted', 'Old step', 'Call the customer']) {
      await page.keyboard.press('j');
      await expect.poll(() => current(page).innerText()).toBe(title);
    }
    await page.keyboard.press('k');
    await expect.poll(() => current(page).innerText()).toBe('Old step');
    expect(await inBothLights(page, 'versions')).toEqual([]);
    await page.getByRole('button', { name: 'Text', exact: true }).click();
    await page.getByText('~ node note "Noted"').waitFor();
    await page.getByRole('button', { name: 'Turn the comparison round' }).click();
    await page.getByText('- node call "Call the customer" (task@1)').waitFor();
  });

  test('a deploy says what becomes of waiting orders, moves those that are safe, and is taken back in one click with them', async () => {
    const runs = await prepare('ship_move', 3);
    const page = await stage.open('/flows/ship_move?mode=versions');
    await page.getByRole('button', { name: 'Deploy…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('3 orders are on their way on v1').waitFor();
    const row = dialog.getByRole('row').filter({ hasText: 'Installer booked' });
    expect(await row.innerText()).toMatch(/Parks after 14 days[\s\S]*Call the customer after 14 days[\s\S]*3 of 3/);
    expect(await inBothLights(page, 'deploy')).toEqual([]);
    await dialog.getByRole('radio', { name: /Move those that are safe/ }).click();
    await dialog.getByLabel('What changes').fill('Somebody calls when no installer is booked');
    await dialog.getByRole('button', { name: /Deploy v2/ }).click();
    await page.getByText('3 orders asked to move').waitFor();
    await expect
      .poll(() => openOf('ship_move'))
      .toEqual([
        [2, 3],
        [1, 0],
      ]);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText('v1 live again').waitFor();
    expect(await liveOf('ship_move')).toBe(1);
    await expect
      .poll(() => openOf('ship_move'))
      .toEqual([
        [2, 0],
        [1, 3],
      ]);
    expect(await statusOf(runs[0]!)).toBe('waiting');
  });

  test('left as they are, orders end as they began; a rollback says before what it means', async () => {
    const [run] = await prepare('ship_back', 1);
    const page = await stage.open('/flows/ship_back?mode=versions');
    await page.getByRole('button', { name: 'Deploy…' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Deploy v2/ })
      .click();
    await page.getByText('v2 live, ').waitFor();
    expect(await openOf('ship_back')).toEqual([
      [2, 0],
      [1, 1],
    ]);
    await page.getByRole('button', { name: 'History' }).click();
    await page.getByRole('button', { name: 'Roll back to v1…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('New orders take version 1 from now on.').waitFor();
    expect(await inBothLights(page, 'rollback')).toEqual([]);
    await dialog.getByRole('button', { name: 'Roll back to v1' }).click();
    await expect.poll(() => liveOf('ship_back')).toBe(1);
    expect(await statusOf(run!)).toBe('waiting');
  });

  test('a version is exported as the file that stands in git, and imported as the draft after its differences were seen', async () => {
    await prepare('ship_file', 0);
    const page = await stage.open('/flows/ship_file?mode=versions');
    await page.getByRole('button', { name: 'History' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export version 1 as a file' }).click()]);
    const file = await text(await download.createReadStream());
    const { lock: _, ...flow } = JSON.parse(file) as Flow;
    expect(serialise(flow)).toBe(serialise(drawing('ship_file')));
    await page.getByRole('button', { name: 'Import file…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[type=file]').setInputFiles({ name: 'ship_file.flow.json', mimeType: 'application/json', buffer: Buffer.from(file) });
    await dialog.getByText('- node call "Call the customer" (task@1)').waitFor();
    await dialog.getByRole('button', { name: 'Replace draft' }).click();
    await expect.poll(async () => Object.keys((await stage.call<FlowDetail>('GET', at('ship_file'))).flow.nodes)).toContain('old');
  });
});
