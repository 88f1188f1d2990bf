import { expect, test } from 'vitest';
import type { AskedSlot, Page as PageOf, RunInfo, StartAnswer } from '../../server/http/api.ts';
import { inBothLights } from './barriers.ts';
import { inBrowser } from './stage.ts';

inBrowser('promotion', (stage) => {
  test('a specialist tries heat_pump in test, is told what production lacks, binds it, and promotes it', async () => {
    const settings = await stage.open('/settings/environments');
    await settings.getByRole('button', { name: 'Make Test' }).click();
    await settings.getByRole('heading', { name: 'Test', exact: true }).waitFor();
    await settings.getByRole('button', { name: 'Make Production' }).click();
    await settings.getByText('not bound in Production').waitFor();
    expect(await inBothLights(settings, 'environments')).toEqual([]);

    await stage.call('POST', '/api/flows/heat_pump/deploy?environment=test', { message: 'A first try' });
    const page = await stage.open('/flows/heat_pump?environment=test');
    const standing = page.getByRole('list', { name: 'Where this flow stands' });
    await standing.getByText('Production: not yet').waitFor();
    await page.getByRole('button', { name: 'Promote…' }).click();
    await page.getByRole('menuitem', { name: 'Test to Production…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('5 things are missing in Production').waitFor();
    expect(await inBothLights(page, 'promote, with gaps')).toEqual([]);
    await dialog.getByLabel('Message').fill('Ten trial orders came through');
    const go = dialog.getByRole('button', { name: 'Promote Heat pump with installer v1 to Production' });
    expect(await go.isDisabled()).toBe(true);

    await dialog.getByRole('listitem').filter({ hasText: '/slots/carrier' }).getByRole('link', { name: 'Bind it' }).click();
    await page.getByRole('button', { name: 'Not bound: carrier in Production, Heat pump with installer' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bind', exact: true }).click();
    await page.getByRole('button', { name: 'Sandbox carrier: carrier in Production, Heat pump with installer' }).waitFor();
    const { items } = await stage.call<PageOf<AskedSlot>>('GET', '/api/environments/test/asked');
    for (const { slot, connection } of items.filter(({ flow }) => flow === 'heat_pump')) {
      await stage.call('PUT', `/api/environments/production/slots/${slot}`, { connection });
    }

    await page.goto('/flows/heat_pump?environment=test');
    await page.getByRole('button', { name: 'Promote…' }).click();
    await page.getByRole('menuitem', { name: 'Test to Production…' }).click();
    await dialog.getByText('Nothing is missing').waitFor();
    await dialog.getByText('No run is under way there').waitFor();
    await dialog.getByLabel('Message').fill('Ten trial orders came through');
    await go.click();
    await standing.getByText('Production: v1').waitFor();
  });

  test('a link opens in the environment it was copied from, and no list shows what runs in another', async () => {
    const input = { number: 'TRIAL-1', currency: 'EUR', lines: [] };
    const { runId } = await stage.call<StartAnswer>('POST', '/api/flows/heat_pump/runs?environment=test', { input, key: 'TRIAL-1' });
    const page = await stage.open('/runs?environment=test');
    await page.getByRole('button', { name: 'Environment Test: switch' }).waitFor();
    await page.getByRole('row').filter({ hasText: 'TRIAL-1' }).waitFor();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Flows' }).first().click();
    await page.waitForURL(/\/flows\?environment=test/);
    await page.getByRole('button', { name: 'Environment Test: switch' }).click();
    await page.getByRole('menuitem', { name: 'Production' }).click();
    await page.waitForURL(/environment=production/);
    await page.getByRole('button', { name: 'Environment Production: switch' }).waitFor();
    const runsOf = async (environment: string) =>
      (await stage.call<PageOf<RunInfo>>('GET', `/api/runs?key=TRIAL-1&environment=${environment}`)).items.map(({ id }) => id);
    expect([await runsOf('test'), await runsOf('production'), await runsOf('demo')]).toEqual([[runId], [], []]);
  });
});
