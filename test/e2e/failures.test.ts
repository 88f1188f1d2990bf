import { afterEach, expect, test } from 'vitest';
import { place, setMode, untilRun } from './orders.ts';
import { brittle, deploy, post } from './own-flows.ts';
import { inBrowser } from './stage.ts';

inBrowser('a warehouse that fails', (stage) => {
  afterEach(() => setMode(stage, 'wms', 'ok'));

  test('the run shows its attempts and goes on by itself once the warehouse answers again', async () => {
    const page = await stage.open('/demo');
    const warehouse = page.getByRole('article', { name: 'Warehouse' });
    await warehouse.getByText('Fails', { exact: true }).click();
    await warehouse.getByText(/Answers 50\d/).waitFor();
    const { runId } = await place(stage, 'quick_order');

    await page.goto(`/runs/${runId}?step=reserve`);
    await page
      .getByText(/1 failed attempt/)
      .first()
      .waitFor();
    await page
      .getByText(/Next attempt in/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Demo' }).first().click();
    await warehouse.getByText('OK', { exact: true }).click();
    await warehouse.getByText('Answers at once.').waitFor();
    await page.goBack();
    await page
      .locator('.standing')
      .getByText(/^Completed/)
      .waitFor();
    await page
      .getByRole('region', { name: 'What happened' })
      .getByText(/failed attempt/)
      .first()
      .waitFor();
  });

  test('a run without attempts left is parked, says what can be done, and goes on by a retry with its reason', async () => {
    await deploy(stage, brittle);
    await setMode(stage, 'wms', 'fail');
    const { runId } = await post(stage, 'brittle', { number: 'BR-1', lines: [{ sku: 'SHOE-42', quantity: 1 }] });
    const page = await stage.open(`/runs/${runId}`);
    await page
      .locator('.standing')
      .getByText(/^Parked at Reserve stock/)
      .waitFor();
    const todo = page.getByRole('note');
    await todo.getByText('What you can do').waitFor();

    await setMode(stage, 'wms', 'ok');
    await todo.getByRole('button', { name: 'Retry…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Retry from Reserve stock?' });
    expect(await dialog.getByRole('button', { name: 'Retry', exact: true }).isDisabled()).toBe(true);
    await dialog.getByLabel('Reason').fill('The warehouse answers again');
    await dialog.getByRole('button', { name: 'Retry', exact: true }).click();
    await page
      .locator('.standing')
      .getByText(/^Completed/)
      .waitFor();
    expect((await untilRun(stage, runId, (run) => run.status === 'completed')).reason).toBeUndefined();
  });
});
