/** Writing an expression in the property panel: what it may look at, what it gives, what is wrong with it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { untilRun } from './orders.ts';
import { deploy, post } from './own-flows.ts';
import { inBrowser } from './stage.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const flow: Flow = {
  format: 1,
  id: 'written_out',
  title: 'Written out',
  key: { $expr: 'trigger.number' },
  nodes: {
    order: { type: 'webhook@1', title: 'Order arrives', config: { path: 'written_out', signature: 'none', dedupe: { $expr: 'trigger.number' } } },
    note: { type: 'log@1', title: 'Take note', config: { message: { $expr: '"seen " & order.number' } } },
    say: { type: 'transform@1', title: 'Say it', config: { output: { $expr: 'order.number' } } },
  },
  edges: [
    { from: 'order', to: 'note' },
    { from: 'note', to: 'say' },
  ],
};

/** Serious findings in the field and what hangs on it. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate("axe.run({ include: ['.expr-field', '.cm-tooltip'] }, { resultTypes: ['violations'] })")) as AxeResults; // axe's own type
  return violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

inBrowser('expressions', (stage) => {
  test('completion, the value of a real order, a mistake at its place, another sample', async () => {
    await deploy(stage, flow);
    for (const order of [{ number: 'W-0' }, { number: 'W-1', customer: { name: 'Åsa' } }]) {
      const { runId } = await post(stage, 'written_out', order);
      await untilRun(stage, runId, ({ status }) => status === 'completed');
    }

    const page = await stage.open('/flows/written_out?mode=edit&node=say');
    const field = page.locator('.expr-field').filter({ has: page.getByRole('textbox', { name: 'Output' }) });
    const text = field.locator('.cm-content');
    const below = field.locator('.expr-below');
    const offered = async (name: RegExp) => {
      await page.getByRole('option', { name }).waitFor();
      await page.waitForTimeout(150); // a list that opened this moment takes no Enter
    };
    const said = () => expect.poll(() => below.innerText(), { timeout: 10_000 });
    await text.waitFor();
    await said().toMatch(/W-1\s*:\s*W-1/);

    await text.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' & " for " & order.cu');
    await offered(/^customer/);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.keyboard.type('.name & ", " & steps.note.');
    await offered(/^logged/);
    await page.keyboard.press('Enter');
    await said().toContain('W-1 for Åsa, seen W-1');
    await expect
      .poll(async () => (await stage.call<{ flow: Flow }>('GET', '/api/flows/written_out')).flow.nodes['say']?.config)
      .toEqual({
        output: { $expr: 'order.number & " for " & order.customer.name & ", " & steps.note.logged' },
      });

    await page.keyboard.press('Control+a');
    await page.keyboard.type('order.customer.name ');
    await said().toContain('Finds nothing in 1 of the last 2 orders: W-0.');

    await page.keyboard.type(' & odrer.x');
    await expect.poll(() => text.getAttribute('aria-invalid'), { timeout: 10_000 }).toBe('true');
    expect(await field.locator('.cm-lintRange-error').innerText()).toBe('odrer');
    expect(await below.innerText()).toContain('"odrer" is not known here');
    for (let typed = 0; typed < ' & odrer.x'.length; typed += 1) await page.keyboard.press('Backspace');
    await said().toMatch(/W-1\s*:\s*Åsa/);

    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('sample-button');
    await page.keyboard.press('Enter');
    await page.getByText('Paste', { exact: true }).click();
    await page.getByLabel('Document as JSON').fill('{ "number": "P-9", "customer": { "name": "Bo" } }');
    await page.getByRole('button', { name: 'Use it' }).click();
    await said().toMatch(/P-9\s*:\s*Bo/);
    await page.reload();
    await said().toMatch(/P-9\s*:\s*Bo/);
  });
});
