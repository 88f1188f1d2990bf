/** Editing a draft while things go wrong: nothing that was drawn is lost. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { type HubProcess, hubProcess } from '../support/hub-process.ts';
import { inBrowser } from './stage.ts';

/** A flow of this test alone: three nodes in a row. */
const plain = (id: string): Flow => ({
  format: 1,
  id,
  title: `Draft ${id}`,
  nodes: {
    start: { type: 'manual@1', title: 'Started' },
    hold: { type: 'wait@1', title: 'Hold', config: { for: 'PT30M' } },
    end: { type: 'log@1', title: 'Noted', config: { message: 'done' } },
  },
  edges: [
    { from: 'start', to: 'hold' },
    { from: 'hold', to: 'end' },
  ],
});

const outlineOf = (id: string) => `/flows/${id}?mode=edit&view=outline`;
const row = (page: Page, title: string) => page.locator('.outline-row.node').filter({ hasText: title });
const saved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor();

/** Adds a log after a row, by keys alone. */
async function addAfter(page: Page, title: string): Promise<void> {
  await row(page, title).focus();
  await page.keyboard.press('a');
  await page.getByRole('combobox', { name: 'Find a node' }).waitFor();
  await page.keyboard.type('log');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Find a node' }).waitFor({ state: 'detached' });
}

inBrowser('a draft', (stage) => {
  const draft = async (id: string) => (await stage.call<{ flow: Flow; rev: number }>('GET', `/api/flows/${id}`)).flow;
  const nodesOf = async (id: string) => Object.keys((await draft(id)).nodes).length;
  const fresh = (id: string) => stage.call('POST', '/api/flows', plain(id));

  test('is saved as it is drawn, taken back after a reload, and done again', async () => {
    await fresh('draft_reload');
    const page = await stage.open(outlineOf('draft_reload'));
    await row(page, 'Hold').waitFor();
    await addAfter(page, 'Hold');
    await expect.poll(() => nodesOf('draft_reload')).toBe(4);
    await page.reload();
    await row(page, 'Hold').waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(() => nodesOf('draft_reload')).toBe(3);
    expect(await draft('draft_reload')).toMatchObject({ edges: plain('').edges });
    await page.keyboard.press('Control+y');
    await expect.poll(() => nodesOf('draft_reload')).toBe(4);
  });

  test('left before it is sent is sent all the same, and nothing of it is put in again later', async () => {
    await fresh('draft_left');
    const page = await stage.open(outlineOf('draft_left'));
    await row(page, 'Hold').waitFor();
    await addAfter(page, 'Hold');
    await page.getByRole('button', { name: 'Live', exact: true }).click();
    await expect.poll(() => nodesOf('draft_left')).toBe(4);
    await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('unsent/draft_left/')))).toEqual([]);
  });

  test('goes on without a network, over a reload in the middle of it', async () => {
    stage.expectNoise(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::ERR/);
    await fresh('draft_offline');
    const page = await stage.open(outlineOf('draft_offline'));
    await row(page, 'Hold').waitFor();
    await page.route('**/api/flows/draft_offline', (route) => (route.request().method() === 'PUT' ? route.abort('internetdisconnected') : route.continue()));
    await addAfter(page, 'Hold');
    await page
      .getByText(/Offline/)
      .first()
      .waitFor();
    await addAfter(page, 'Hold');
    await page.reload();
    await expect.poll(() => page.locator('.outline-row.node').count()).toBe(5);
    expect(await nodesOf('draft_offline')).toBe(3);
    await page.unroute('**/api/flows/draft_offline');
    await expect.poll(() => nodesOf('draft_offline'), { timeout: 20_000 }).toBe(5);
    await saved(page);
  });

  test('of two tabs holds what both drew', async () => {
    stage.expectNoise(/412/);
    await fresh('draft_tabs');
    const [one, two] = [await stage.open(outlineOf('draft_tabs')), await stage.open(outlineOf('draft_tabs'))];
    await row(one, 'Hold').waitFor();
    await row(two, 'Hold').waitFor();
    await one.bringToFront();
    await addAfter(one, 'Hold');
    await two.bringToFront();
    await addAfter(two, 'Started');
    await expect.poll(() => nodesOf('draft_tabs')).toBe(5);
    for (const page of [one, two]) await expect.poll(() => page.locator('.outline-row.node').count()).toBe(5);
    await two.keyboard.press('Control+z');
    await expect.poll(() => nodesOf('draft_tabs')).toBe(4);
  });

  test('asks when two change the same field, and keeps what is chosen', async () => {
    stage.expectNoise(/412/);
    await fresh('draft_merge');
    const page = await stage.open(`/flows/draft_merge?mode=edit&view=outline&node=hold`);
    await row(page, 'Hold').waitFor();
    let first = true;
    await page.route('**/api/flows/draft_merge', async (route) => {
      if (route.request().method() !== 'PUT' || !first) return route.continue();
      first = false;
      // Somebody else is faster with the same field.
      const { flow: theirs, rev } = await stage.call<{ flow: Flow; rev: number }>('GET', '/api/flows/draft_merge');
      theirs.nodes['hold']!.title = 'Hold an hour';
      await stage.call('PUT', '/api/flows/draft_merge', theirs, { 'if-match': `"${rev}"` });
      await route.continue();
    });
    const title = page.getByRole('textbox', { name: 'Title' });
    await title.fill('Hold a while');
    await page.locator('.merge-question').waitFor();
    await page.getByRole('radio', { name: /Theirs/ }).check();
    await page.getByRole('button', { name: /Take theirs/ }).click();
    await expect.poll(async () => (await draft('draft_merge')).nodes['hold']?.title).toBe('Hold an hour');
  });
});

inBrowser('a draft while its hub starts again', (stage) => {
  let hub: HubProcess;
  beforeAll(async () => {
    hub = await hubProcess({ env: { HUB_DEMO: '0', HUB_ADMIN_EMAIL: 'ada@orderloom.example', HUB_ADMIN_PASSWORD: 'a-long-password-for-ada' } });
    await hub.start();
  });
  afterAll(() => hub.remove());

  test('loses nothing', async () => {
    stage.expectNoise(/ERR_CONNECTION|Failed to|net::ERR|50\d|EventSource/);
    await hub.call('POST', '/api/flows', plain('draft_restart'));
    const page = await stage.stranger({ baseURL: hub.url });
    await page.request.post('/api/session', { data: { email: 'ada@orderloom.example', password: 'a-long-password-for-ada' } });
    await page.goto(outlineOf('draft_restart'));
    await row(page, 'Hold').waitFor();
    await addAfter(page, 'Hold');
    await hub.kill();
    await addAfter(page, 'Hold');
    await page
      .getByText(/Offline/)
      .first()
      .waitFor();
    await hub.start();
    const count = async () => Object.keys((await hub.call<{ flow: Flow }>('GET', '/api/flows/draft_restart')).body.flow.nodes).length;
    await expect.poll(count, { timeout: 30_000 }).toBe(5);
  });
});
