import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { deploy } from './own-flows.ts';
import { inBrowser } from './stage.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Starts on the last working day of the month, by a calendar of one's own. */
const statements: Flow = {
  format: 1,
  id: 'statements',
  title: 'Monthly statements',
  zone: 'Europe/Stockholm',
  nodes: {
    due: { type: 'schedule@1', title: 'Month ends', config: { openDay: -1, at: '07:00', calendar: 'depot' } },
    note: { type: 'transform@1', config: { output: { ok: true } } },
  },
  edges: [{ from: 'due', to: 'note' }],
};

const dayOf = (page: Page, number: number, words: string) => page.locator(`td[title="${words}"]`).filter({ hasText: String(number) });

inBrowser('calendars', (stage) => {
  async function barriers(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const { violations } = (await page.evaluate(`axe.run({ resultTypes: ['violations'] })`)) as AxeResults; // axe's own type
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`);
  }

  test('an admin makes a calendar, sees its year while typing, and a flow that runs with an older version is named', async () => {
    const page = await stage.open('/flows');
    await page.getByRole('link', { name: 'Calendars' }).click();
    await page.getByRole('row').filter({ hasText: 'Germany' }).getByText('in every hub').waitFor();
    await page.getByRole('button', { name: 'New calendar' }).click();
    const save = page.getByRole('button', { name: 'Save' });
    expect(await save.isDisabled()).toBe(true);
    await page.getByLabel('Name').fill('Depot');
    await page.getByLabel('Id', { exact: true }).fill('depot');
    await page.getByLabel('Saturday', { exact: true }).first().fill('9-13');
    await page.getByRole('button', { name: 'Add a day' }).click();
    const row = page.getByRole('listitem', { name: 'Special day 1' });
    await row.getByLabel('Day', { exact: true }).fill('2026-12-30');
    await row.getByLabel('Why').fill('Stocktaking');
    await dayOf(page, 30, 'closed, special, Stocktaking').waitFor();
    await page.getByLabel('Sunday', { exact: true }).first().fill('noon');
    await page.getByText('Not readable yet').waitFor();
    stage.expectNoise(/status of 422/);
    await save.click();
    await page.getByRole('alert').getByText('which is not a time').waitFor();
    await page.getByLabel('Sunday', { exact: true }).first().fill('');
    expect(await barriers(page)).toEqual([]);
    await save.click();
    await page.getByText('Depot kept as version 1').waitFor();
    await page.waitForURL('**/calendars/depot');
    await page.getByText('No flow names this calendar yet.').waitFor();

    await deploy(stage, statements);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Name').fill('Depot Lund');
    await save.click();
    await page.getByText('Depot Lund kept as version 2').waitFor();
    await page.getByText('deployed with version 1, now 2').waitFor();
    await page.getByText('version 1', { exact: true }).waitFor();
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Calendars' }).click();
    await page.getByRole('row').filter({ hasText: 'Depot Lund' }).getByText('1 flow with an older version').waitFor();
  });

  test('a schedule says on the page of its flow when it is due next', async () => {
    const page = await stage.open('/flows/statements?node=due');
    const next = page.getByRole('region', { name: 'Due next' });
    await next.getByRole('listitem').first().waitFor();
    expect(await next.getByRole('listitem').count()).toBe(5);
  });

  test('one year after another is shown, and nothing sticks out of a phone', async () => {
    const page = await stage.open('/calendars/se?year=2026');
    await dayOf(page, 19, 'closed, special, Midsommarafton').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show 2027' }).click();
    await dayOf(page, 25, 'closed, special, Midsommarafton').waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of ['/calendars', '/calendars/se', '/calendars/depot?edit=true']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expect.poll(() => page.locator('.bones').count()).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.page button, .page a, .page input')]
          .filter((one) => one.offsetParent !== null)
          .filter((one) => (one.closest('.mantine-Input-wrapper') ?? one).getBoundingClientRect().height < 44)
          .map((one) => one.outerHTML.slice(0, 120)),
      );
      expect(small, path).toEqual([]);
      expect(await barriers(page), path).toEqual([]);
    }
    await page.getByRole('button', { name: /your account/ }).click();
    await page.getByRole('menuitem', { name: 'Calendars' }).click();
    await page.waitForURL('**/calendars');
  });

  test('who is no admin reads them and finds no button', async () => {
    const { token } = await stage.call<{ token: string }>('POST', '/api/tokens', { name: 'desk', role: 'operator' });
    const page = await stage.stranger({ extraHTTPHeaders: { authorization: `Bearer ${token}` } });
    await page.goto('/calendars');
    await page.getByText('Only an admin can change calendars.').waitFor();
    expect(await page.getByRole('button', { name: 'New calendar' }).count()).toBe(0);
  });

  test('a calendar nobody names is removed, with a reason', async () => {
    const week = { mon: ['08:00-17:00'] };
    const page = await stage.open('/calendars');
    const made = await page.request.put('/api/calendars/spare', { data: { title: 'Spare', zone: 'UTC', week }, headers: { 'if-none-match': '*' } });
    expect(made.status()).toBe(200);
    await page.goto('/calendars/spare');
    await page.getByRole('button', { name: 'Remove…' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('The depot moved');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the calendar' }).click();
    await page.getByText('Spare removed').waitFor();
    await page.getByRole('row').filter({ hasText: 'Sweden' }).first().waitFor();
    expect(await page.getByRole('row').filter({ hasText: 'Spare' }).count()).toBe(0);
  });

  test('what the hub does not know, and what it cannot read, is said', async () => {
    stage.expectNoise(/status of 404/);
    const page = await stage.open('/calendars/moon');
    await page.getByText('There is no calendar moon.').waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});
