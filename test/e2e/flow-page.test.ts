import { test } from 'vitest';
import { deploy, held, post } from './own-flows.ts';
import { inBrowser } from './stage.ts';

inBrowser('the page of a flow', (stage) => {
  test('counts on its cards as orders come; a pause says why and keeps orders; resuming starts what was kept', async () => {
    await deploy(stage, held);
    const page = await stage.open('/flows/held');
    const card = page.locator('.react-flow__node').filter({ hasText: 'Somebody says go' });
    await card.waitFor();
    await post(stage, 'held', { number: 'HE-1' });
    await card.getByText('1 waiting').waitFor();
    await post(stage, 'held', { number: 'HE-2' });
    await card.getByText('2 waiting').waitFor();

    await page.getByRole('button', { name: 'Pause flow…' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('Stocktaking until noon');
    await page.getByRole('dialog').getByRole('button', { name: 'Pause the flow' }).click();
    await page.getByText('Paused: Stocktaking until noon. Orders are accepted and kept, nothing new starts.').waitFor();

    await post(stage, 'held', { number: 'HE-3' });
    await post(stage, 'held', { number: 'HE-4' });
    const kept = await stage.open('/runs?flow=held&key=HE-3');
    await kept.getByRole('row').getByText('The flow is paused: kept, not started').waitFor();
    await card.getByText('2 waiting').waitFor();

    await page.getByRole('button', { name: 'Resume flow…' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('Counted');
    await page.getByRole('dialog').getByRole('button', { name: 'Resume the flow' }).click();
    await page.getByText(/^Paused:/).waitFor({ state: 'detached' });
    await card.getByText('4 waiting').waitFor();
  });
});
