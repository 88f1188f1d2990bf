import { beforeAll, expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import type { FlowDetail, Page, RunInfo } from '../../server/http/api.ts';
import { inBothLights } from './barriers.ts';
import { tooSmall } from './look.ts';
import { deploy } from './own-flows.ts';
import { inBrowser } from './stage.ts';

/** Calls the warehouse, asks a person, waits for a word. */
const tried: Flow = {
  format: 1,
  id: 'tried',
  title: 'Tried order',
  key: { $expr: 'trigger.number' },
  slots: { wms: 'sandbox_wms' },
  nodes: {
    order: { type: 'webhook@1', title: 'Order arrives', config: { path: 'tried', signature: 'none', dedupe: { $expr: 'trigger.number' } } },
    reserve: {
      type: 'sandbox_wms.reserve@1',
      title: 'Reserve stock',
      slot: 'wms',
      config: { lines: { $expr: 'trigger.lines' } },
      retry: { attempts: 3, delay: 'PT5S' },
    },
    hold: { type: 'wait@1', title: 'Hold a day', config: { for: 'P1D' } },
    ask: { type: 'task@1', title: 'May it go?', config: { title: 'May it go?', role: 'operator', outcomes: ['yes', 'no'] } },
    go: { type: 'wait_for@1', title: 'Somebody says go', config: { any: ['tried.go'], deadline: 'P14D' } },
  },
  edges: [
    { from: 'order', to: 'reserve' },
    { from: 'reserve', to: 'hold' },
    { from: 'hold', to: 'ask' },
    { from: 'ask.yes', to: 'go' },
  ],
};
const document = JSON.stringify({ number: 'T-1', lines: [{ sku: 'SHOE-42', quantity: 1 }] });

inBrowser('trying a flow', (stage) => {
  beforeAll(() => deploy(stage, tried));

  /** The mode Try with a pasted document as its order. */
  async function opened() {
    const page = await stage.open('/flows/tried?mode=try');
    await page.getByRole('button', { name: /Pick an order to try|Pasted document/ }).click();
    await page.getByRole('menuitem', { name: 'Paste a document…' }).click();
    await page.getByLabel('Document as JSON').fill(document);
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByRole('button', { name: /Jump to next event/ }).waitFor();
    return page;
  }

  test('an order is tried from event to event, kept as a test, and nothing of it leaves', async () => {
    const page = await opened();
    const panel = page.getByRole('complementary', { name: 'Steps' });
    await panel.getByRole('button', { name: /Reserve stock.*sandbox/ }).waitFor();

    await page.getByRole('button', { name: 'Jump to next event: hold a day, in 1 d' }).click();
    await page.locator('.react-flow__node').filter({ hasText: '1 d skipped' }).waitFor();
    await panel.getByRole('button', { name: 'Yes' }).click();
    await panel.getByRole('button', { name: 'Jump to the deadline' }).waitFor();
    expect(await inBothLights(page, 'try')).toEqual([]);

    await page.getByRole('button', { name: 'One event back' }).click();
    await panel.getByRole('button', { name: 'Yes' }).click();
    await panel.getByRole('button', { name: 'Send now: tried.go' }).click();
    await page.getByRole('button', { name: 'Nothing comes by itself' }).waitFor();

    await page.getByRole('button', { name: 'Save as test…' }).click();
    await page.getByLabel('What it shows').fill('Held a day, then go');
    await page.getByRole('button', { name: 'Save test' }).click();
    await page.getByText('Test "Held a day, then go" is saved with the flow.').waitFor();
    await page.getByRole('button', { name: 'Tests', exact: true }).click();
    await page.getByRole('button', { name: 'Run all' }).click();
    await page.getByText('All 1 passed').waitFor();
    await expect.poll(async () => Object.keys((await stage.call<FlowDetail>('GET', '/api/flows/tried')).flow.tests ?? {})).toEqual(['held_a_day_then_go']);
    expect((await stage.call<Page<RunInfo>>('GET', '/api/runs?flow=tried')).items).toEqual([]);
  });

  test('a lost answer is injected, and the call is made again under its key', async () => {
    const page = await opened();
    await page.getByRole('button', { name: 'Lost answer' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Reserve stock' }).click();
    await page.keyboard.press('Escape');
    await page.getByText('Tried 1 time: the answer of Reserve stock was lost on its way').waitFor();
    await page.getByRole('button', { name: /Jump to next event: reserve stock, attempt 2/ }).click();
    await page
      .getByRole('complementary', { name: 'Steps' })
      .getByRole('button', { name: /Hold a day/ })
      .waitFor();
  });

  test('a thumb reaches everything on a phone', async () => {
    const page = await opened();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: /Jump to next event/ }).waitFor();
    expect((await tooSmall(page)).filter((words) => !/^(Edit|Try|Live|Versions) /.test(words))).toEqual([]);
  });
});
