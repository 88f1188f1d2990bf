import { expect, test } from 'vitest';
import type { FlowDetail } from '../../server/http/api.ts';
import { inBothLights } from './barriers.ts';
import { inBrowser } from './stage.ts';

inBrowser('the guide to a first flow', (stage) => {
  test('reads from the drawing how far one is, does a step when asked, and ends with a flow that is deployed', async () => {
    const page = await stage.open('/flows/new');
    await page.getByRole('button', { name: 'Begin' }).click();
    const guide = page.getByRole('region', { name: 'Your first flow' });
    const stands = (done: number) => guide.getByText(`${done} of 6 done`).waitFor();
    await stands(0);
    await page.getByRole('button', { name: /^Order placed/ }).click();
    await stands(1);
    expect(await inBothLights(page, 'guide')).toEqual([]);
    await guide.getByRole('button', { name: 'Do it for me' }).click();
    await stands(2);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Wait for the installer');
    await guide.getByRole('button', { name: 'Do it for me' }).click();
    await guide.getByRole('button', { name: 'Do it for me' }).click();
    await stands(4);
    await page.keyboard.press('Control+z');
    await stands(3);
    await page.keyboard.press('Control+Shift+z');
    await stands(4);

    const id = new URL(page.url()).pathname.split('/').at(-1);
    const draft = () => stage.call<FlowDetail>('GET', `/api/flows/${id}`);
    await expect.poll(async () => Object.keys((await draft()).flow.nodes).length).toBe(6);
    expect((await draft()).problems).toEqual([]);
    await page.reload();
    await stands(4);

    await stage.call('POST', `/api/flows/${id}/deploy`, { message: 'First' });
    await page.reload();
    await guide.getByText('Your first flow is deployed').waitFor();
    await stage.call('POST', `/api/flows/${id}/pause`, { reason: 'Only drawn to try the guide' });
    await guide.getByRole('button', { name: 'Close the guide' }).click();
    await guide.waitFor({ state: 'detached' });
  });
});
