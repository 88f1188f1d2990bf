import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HubProcess, hubProcess } from '../support/hub-process.ts';
import { admin } from './kept.ts';
import { signIn } from './sign-in.ts';
import { inBrowser } from './stage.ts';

inBrowser('a hub that stops', (stage) => {
  let hub: HubProcess;
  beforeAll(async () => {
    hub = await hubProcess({ env: { HUB_DEMO: '1', HUB_ADMIN_EMAIL: admin.email, HUB_ADMIN_PASSWORD: admin.password } });
    await hub.start();
  });
  afterAll(() => hub?.remove());

  test('the page says since when it hears nothing, and the line goes once the hub is back', async () => {
    stage.expectNoise(/ERR_|Failed to load resource/);
    const page = await stage.stranger({ baseURL: hub.url });
    await signIn(page);
    const line = page.getByText(/Live updates stopped at/);
    await page.waitForTimeout(500);
    expect(await line.count()).toBe(0);

    await hub.stop();
    await line.waitFor();
    await page.getByText(/What you see is .* old/).waitFor();
    await page.getByRole('link', { name: 'Quick order', exact: true }).waitFor();

    await hub.start();
    await page.getByRole('button', { name: 'Try now' }).click();
    await line.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Quick order', exact: true }).waitFor();
  });
});
