/** Pages of connectors, tables, values, calendars and environments while nothing is there, nothing has come yet, something failed, or nobody is heard. */
import type { Page, Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { inLight } from './barriers.ts';
import { inBrowser } from './stage.ts';

const pages: [name: string, path: string, asks: RegExp][] = [
  ['connectors', '/connectors', /\/api\/connectors$/],
  ['connections', '/connectors?tab=connections', /\/api\/connections$/],
  ['tables', '/tables', /\/api\/tables$/],
  ['values', '/values', /\/api\/environments\/[a-z]+\/values$/],
  ['calendars', '/calendars', /\/api\/calendars$/],
  ['environments', '/settings/environments', /\/api\/environments$/],
];
const places = [
  { width: 1440, height: 900, light: 'light' },
  { width: 390, height: 844, light: 'dark' },
] as const;
const failure = {
  type: 'about:blank',
  title: 'Service Unavailable',
  status: 503,
  code: 'store.away',
  detail: 'The store is away — try again in a moment.',
  requestId: 'r1',
};

inBrowser('states of a page', (stage) => {
  /** At a desk in light and on a phone in dark: no barriers, and nothing wider than the page. */
  async function look(page: Page, name: string): Promise<void> {
    for (const { light, ...size } of places) {
      await page.setViewportSize(size);
      expect(await inLight(page, `${name} ${size.width}`, light)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} ${size.width}`).toBeLessThanOrEqual(size.width);
    }
  }
  /** A page whose answers are taken away before it is opened. */
  async function opened(path: string, asks: RegExp, instead: (route: Route) => Promise<void>): Promise<Page> {
    const page = await stage.open('/demo');
    await page.locator('main h1').first().waitFor();
    await page.route(asks, instead);
    await page.goto(path);
    return page;
  }

  test.each(pages)('%s: bones until it has come, then the page', async (name, path, asks) => {
    const gate = Promise.withResolvers<void>();
    const page = await opened(path, asks, (route) =>
      // The page may have dropped the question and asked again meanwhile.
      gate.promise.then(() => route.continue()).catch(() => undefined),
    );
    await page.locator('main .bones').first().waitFor();
    await look(page, `${name}, loading`);
    gate.resolve();
    await expect.poll(() => page.locator('main .bones').count(), { timeout: 10_000 }).toBe(0);
  });

  test.each(pages)('%s: a panel that failed says why and is asked again', async (name, path, asks) => {
    stage.expectNoise(/status of 503/);
    const page = await opened(path, asks, (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(failure) }));
    const alert = page.locator('main [role=alert]').first();
    await alert.getByText('The store is away').waitFor();
    await look(page, `${name}, failed`);
    await page.unroute(asks);
    await alert.getByRole('button').first().click();
    await alert.waitFor({ state: 'detached' });
  });

  // The line stands in the frame of every page.
  test.each(pages.filter(([name]) => ['connections', 'tables'].includes(name)))('%s: who hears nothing any more is told since when', async (name, path) => {
    stage.expectNoise(/ERR_|Failed to load resource/);
    const page = await opened(path, /\/api\/events/, (route) => route.abort());
    await page
      .getByText(/Live updates stopped|What you see is/)
      .first()
      .waitFor();
    await look(page, `${name}, offline`);
  });

  test.each(pages.filter(([name]) => ['connections', 'tables'].includes(name)))(
    '%s: where nothing is there yet, it says how to begin',
    async (name, path, asks) => {
      const page = await opened(path, asks, (route) => route.fulfill({ json: { items: [], next: null } }));
      await page.locator('main .empty').first().waitFor();
      await look(page, `${name}, empty`);
    },
  );
});
