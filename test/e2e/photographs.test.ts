import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HubProcess, hubProcess, root } from '../support/hub-process.ts';
import { playDay } from './a-day.ts';
import { admin } from './kept.ts';
import { signIn } from './sign-in.ts';
import { callerOf, inBrowser } from './stage.ts';

const album = join(root, 'test/out/photographs');
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

inBrowser('photographs', (stage) => {
  let hub: HubProcess;
  let runs: Awaited<ReturnType<typeof playDay>>;
  beforeAll(async () => {
    mkdirSync(album, { recursive: true });
    hub = await hubProcess({ env: { HUB_DEMO: '1', HUB_ADMIN_EMAIL: admin.email, HUB_ADMIN_PASSWORD: admin.password } });
    await hub.start();
    runs = await playDay(callerOf(() => hub));
  });
  afterAll(() => hub?.remove());

  /** Takes a page in light and dark. */
  async function take(page: Page, name: string): Promise<void> {
    await expect.poll(() => page.locator('.bones').count()).toBe(0);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(200); // lines are drawn and figures come a moment after the cards
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect.poll(() => page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe(colorScheme);
      await page.waitForTimeout(60); // colours that fade have to arrive
      const path = join(album, `${name}-${page.viewportSize()?.width}-${colorScheme}.png`);
      await page.screenshot({ path });
      expect(statSync(path).size).toBeGreaterThan(8_000);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }

  test('every page is taken in light and dark, on a desk and on a phone', async () => {
    stage.expectNoise(/status of 404/);
    const pages: [name: string, path: string, there: string][] = [
      ['flows', '/flows', '.flow-card'],
      ['flow-live', '/flows/heat_pump?view=canvas', '.node-card'],
      ['outline', '/flows/heat_pump?view=outline', '.outline-row'],
      ['edit', '/flows/heat_pump?mode=edit&node=installer', '.form-panel'],
      ['edit-outline', '/flows/heat_pump?mode=edit&view=outline', '.outline-row'],
      ['try', '/flows/heat_pump?mode=try', '.try-panel'],
      ['versions', '/flows/heat_pump?mode=versions', '.flow-drawing'],
      ['gallery', '/flows/new', '.template'],
      ['runs', '/runs', 'tbody .run-row'],
      ['run-waiting', `/runs/${runs.waiting}`, '.story li'],
      ['run-parked', `/runs/${runs.parked}`, '.todo'],
      ['run-completed', `/runs/${runs.completed}`, '.story li'],
      ['inbox', '/inbox', '.task'],
      ['deliveries', '/deliveries', 'tbody .delivery-row'],
      ['demo', '/demo', '.system'],
      ['empty', '/runs?key=O-9999', '.empty'],
      ['error', '/runs/no-such-run', '[role=alert]'],
    ];
    const takeAll = async (viewport: (typeof sizes)[number]): Promise<void> => {
      const page = await stage.stranger({ baseURL: hub.url, viewport });
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await take(page, 'sign-in');
      await signIn(page);
      for (const [name, path, there] of pages) {
        await page.goto(path);
        await page.locator(there).first().waitFor();
        await take(page, name);
      }
    };
    await Promise.all(sizes.map(takeAll));
  });

  test('the pictures of the README are taken; docs/ keeps the ones somebody chose', async () => {
    const page = await stage.stranger({ baseURL: hub.url, viewport: { width: 1440, height: 900 } });
    await signIn(page);
    await page.goto('/runs');
    await page.locator('tbody .run-row').first().waitFor();
    await page.screenshot({ path: join(album, 'readme-runs.png') });
    await page.setViewportSize({ width: 1440, height: 1150 }); // tall enough for the whole drawing
    await page.goto('/flows/heat_pump?node=installer');
    await page.locator('.card-pill.waiting').first().waitFor();
    await page.waitForTimeout(500); // the drawing settles around the chosen node
    await page.screenshot({ path: join(album, 'readme-flow-live.png') });
    await page.goto('/flows/heat_pump?mode=edit&node=installer');
    await page.locator('.form-panel').getByText('Deadline').first().waitFor();
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(album, 'readme-flow-edit.png') });
  });
});
