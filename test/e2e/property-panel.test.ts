import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import type { FlowDetail } from '../../server/http/api.ts';
import { inBrowser, type Stage } from './stage.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const drawn: Flow = {
  format: 1,
  id: 'panel',
  title: 'Panel',
  nodes: {
    start: { type: 'webhook@1', config: { path: 'panel' } },
    window: { type: 'cancellation_window@1', config: { for: 'PT30M' } },
    call: { type: 'http_request@1', config: { method: 'POST', url: 'https://x.example', class: 'C', headers: { a: 'b' } } },
    wait: { type: 'wait_for@1', config: { all: ['a.b'] } },
    reserve: { type: 'sandbox_wms.reserve@1' },
    decide: { type: 'switch@1', config: { cases: [{ port: 'one', when: { $expr: 'true' } }], otherwise: 'rest' } },
  },
  edges: ['start', 'window', 'call', 'wait', 'reserve'].map((from, at) => ({ from, to: ['window', 'call', 'wait', 'reserve', 'decide'][at]! })),
};

/** A draft of its own, opened at a node. */
async function opened(stage: Stage, id: string, node: string): Promise<{ page: Page; panel: Locator; held: () => Promise<FlowDetail> }> {
  await stage.call('POST', '/api/flows', { ...drawn, id, nodes: { ...drawn.nodes, start: { type: 'webhook@1', config: { path: id } } } });
  const page = await stage.open(`/flows/${id}?mode=edit&node=${node}`);
  const panel = page.getByRole('complementary', { name: 'Properties' });
  await panel.locator('.form-field').first().waitFor();
  return { page, panel, held: () => stage.call<FlowDetail>('GET', `/api/flows/${id}`) };
}

const heldConfig = async (held: () => Promise<FlowDetail>, node: string) => (await held()).flow.nodes[node]?.config;
const isFocused = (field: Locator) => field.evaluate((element) => element === document.activeElement);

async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate("axe.run(document.querySelector('.form-panel'), { resultTypes: ['violations'] })")) as AxeResults; // axe's own type
  return violations.flatMap(({ id, nodes }) => nodes.map((one) => `${id} at ${one.target.join(' ')}`));
}

inBrowser('the property panel', (stage) => {
  test('a length of time is written in words, kept as ISO, and what is no length yet stays in the field', async () => {
    const { page, panel, held } = await opened(stage, 'panel_words', 'window');
    const field = panel.getByRole('textbox', { name: 'Hold for', exact: true });
    await field.click();
    await field.press('ControlOrMeta+a');
    await page.keyboard.type('45 minut', { delay: 20 });
    expect([await field.inputValue(), await isFocused(field)]).toEqual(['45 minut', true]);
    await panel.getByText('Write a length of time').waitFor();
    await page.keyboard.type('es', { delay: 20 });
    await panel.getByText('PT45M').waitFor();
    expect([await field.inputValue(), await isFocused(field)]).toEqual(['45 minutes', true]);
    await expect.poll(() => heldConfig(held, 'window')).toEqual({ for: 'PT45M' });
    await field.press('Home');
    await page.keyboard.press('Delete');
    await page.keyboard.type('7');
    expect([await field.inputValue(), await field.evaluate((input) => (input as HTMLInputElement).selectionStart)]).toEqual(['75 minutes', 1]);
    await page.getByRole('button', { name: 'Undo: Hold for 1 hour 15 minutes' }).click();
    await expect.poll(() => field.inputValue()).not.toBe('75 minutes');
    expect(await barriers(page)).toEqual([]);
  });

  test('rows of a switch are added, written and moved, and a name beside a value is kept with it', async () => {
    const { page, panel, held } = await opened(stage, 'panel_rows', 'decide');
    await panel.getByRole('button', { name: 'Add a row: Cases' }).click();
    const port = panel.getByRole('textbox', { name: 'Port', exact: true }).nth(1);
    await port.click();
    await page.keyboard.type('two', { delay: 20 });
    await panel.getByRole('button', { name: 'Move Cases 2 up' }).click();
    await expect.poll(() => heldConfig(held, 'decide')).toEqual({ cases: [{ port: 'two' }, { port: 'one', when: { $expr: 'true' } }], otherwise: 'rest' });
    await page.goto(page.url().replace('node=decide', 'node=call'));
    await panel.getByRole('button', { name: 'Add a row: Headers' }).click();
    await panel.getByRole('textbox', { name: 'Headers, Name 2' }).fill('x-key');
    await panel.getByRole('textbox', { name: 'Headers, x-key' }).fill('12');
    await panel.getByText('Repeat it', { exact: true }).click();
    await panel.getByLabel('Attempts').fill('3');
    await panel.getByLabel('First wait').fill('2 min');
    await panel.getByText('3 attempts, the last up to 6 min after the first.').waitFor();
    await expect
      .poll(async () => (await held()).flow.nodes['call'])
      .toMatchObject({ config: { headers: { a: 'b', 'x-key': 12 } }, policy: 'at-least-once', retry: { attempts: 3, delay: 'PT2M' } });
    expect(await barriers(page)).toEqual([]);
  });

  test('a problem is told at its field and mended by one click; a slot is added, and its connection answers', async () => {
    const { page, panel, held } = await opened(stage, 'panel_mend', 'wait');
    await panel.getByRole('button', { name: 'End after 14 days' }).click();
    await expect.poll(() => heldConfig(held, 'wait')).toEqual({ all: ['a.b'], deadline: 'P14D' });
    await panel.getByText('would wait for ever').waitFor({ state: 'detached' });
    await page.goto(page.url().replace('node=wait', 'node=reserve'));
    await panel.getByRole('button', { name: 'Add slot wms' }).click();
    await expect.poll(async () => (await held()).flow.slots).toEqual({ wms: 'sandbox_wms' });
    await panel.getByRole('button', { name: 'Test now' }).click();
    await panel.getByText(/^Answered in/).waitFor();
    await panel.getByRole('tab', { name: 'Ports' }).click();
    await panel.getByRole('button', { name: 'Connect short to a node' }).click();
    await page.getByRole('option', { name: 'Cancellation window: It would loop.' }).waitFor();
    await page.getByRole('option', { name: 'Switch', exact: true }).click();
    await expect.poll(async () => (await held()).flow.edges).toContainEqual({ from: 'reserve.short', to: 'decide' });
    expect(await barriers(page)).toEqual([]);
  });
});
