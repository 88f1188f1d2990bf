/** People who are asked: an installer without an account on a phone, a second person, and the keyboard of the inbox. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import type { Page as List, StepInfo, TaskInfo, TaskLinkMade } from '../../server/http/api.ts';
import { root } from '../support/hub-process.ts';
import { inBothLights } from './barriers.ts';
import { untilRun } from './orders.ts';
import { deploy, post } from './own-flows.ts';
import { inBrowser, type Stage } from './stage.ts';

const album = join(root, 'test/out/people');
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const visit: Flow = {
  format: 1,
  id: 'installer_visit',
  title: 'Installer visit',
  key: { $expr: 'trigger.number' },
  nodes: {
    order: { type: 'webhook@1', title: 'Order arrives', config: { path: 'installer_visit', signature: 'none', dedupe: { $expr: 'trigger.number' } } },
    ask: {
      type: 'task@1',
      title: 'Visit confirmed',
      config: {
        title: 'Confirm your visit',
        role: 'operator',
        due: 'P2D',
        remind: ['PT4H'],
        data: { $expr: '{ "order": trigger.number, "address": trigger.address, "unit": "Air-water 11 kW, outdoor unit" }' },
        link: { for: 'Kim, installer', expires: 'P14D' },
        form: {
          type: 'object',
          required: ['day', 'reachable'],
          additionalProperties: false,
          properties: {
            day: { type: 'string', format: 'date', title: 'Day of the visit' },
            reachable: { type: 'boolean', title: 'Is the site reachable by van' },
            note: { type: 'string', title: 'Note', maxLength: 500 },
          },
        },
      },
    },
    told: { type: 'transform@1', title: 'Link for the mail', config: { output: { link: { $expr: 'run.links.ask' } } } },
  },
  edges: [
    { from: 'order', to: 'ask' },
    { from: 'order', to: 'told' },
  ],
};

const release: Flow = {
  format: 1,
  id: 'release_credit',
  title: 'Release of credit',
  key: { $expr: 'trigger.number' },
  nodes: {
    order: { type: 'webhook@1', title: 'Order arrives', config: { path: 'release_credit', signature: 'none', dedupe: { $expr: 'trigger.number' } } },
    ask: {
      type: 'task@1',
      title: 'Release',
      config: { title: 'Release the order', role: 'operator', fourEyes: true, data: { sum: '28900.00 EUR' }, outcomes: ['release', 'refuse'] },
    },
    paid: { type: 'transform@1', config: { output: 'released' } },
  },
  edges: [
    { from: 'ask.release', to: 'paid' },
    { from: 'order', to: 'ask' },
  ],
};

let count = 0;
const order = () => ({ number: `V-${process.pid}-${(count += 1)}`, address: 'Storgatan 4, Umeå' });

/** Sends an order and finds the task it waits for. */
async function asked(stage: Stage, path: string): Promise<{ task: TaskInfo; runId: string }> {
  const { runId } = await post(stage, path, order());
  await untilRun(stage, runId, ({ status }) => status === 'waiting');
  const { items } = await stage.call<List<TaskInfo>>('GET', `/api/tasks?runId=${runId}`);
  return { task: items[0]!, runId };
}

/** Controls a finger has to meet that are lower than it needs. */
const small = (page: Page): Promise<string[]> =>
  page.locator('button:visible, input:visible, textarea:visible, a:visible, .radio-card:visible').evaluateAll((all) =>
    all
      // A radio is met by its whole card.
      .filter((one) => !(one instanceof HTMLInputElement && one.type === 'radio') && one.getBoundingClientRect().height < 44)
      .map((one) => `${one.tagName} ${one.textContent?.slice(0, 30)} ${one.getBoundingClientRect().height}`),
  );

/** Buttons of the inbox that a finger would miss. */
const low = (page: Page): Promise<number[]> =>
  page
    .locator('.decision button:visible, .inbox-list button:visible')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height).filter((height) => height < 44));

inBrowser('people', (stage) => {
  beforeAll(async () => {
    mkdirSync(album, { recursive: true });
    for (const flow of [visit, release]) await deploy(stage, flow);
  });
  const photograph = (page: Page, name: string) => page.screenshot({ path: join(album, `${name}.png`) });

  test('an installer confirms by link on a phone, once, and the run goes on', async () => {
    const { task, runId } = await asked(stage, 'installer_visit');
    const inbox = await stage.open(`/inbox?task=${task.id}`);
    await inbox.getByRole('button', { name: 'Link for somebody outside…' }).click();
    await inbox.getByLabel('For whom').fill('Kim Berg');
    await inbox.getByRole('button', { name: 'Make the link' }).click();
    const address = await inbox.getByLabel(/^Link for Kim Berg/).inputValue();
    await photograph(inbox, 'link-dialog-1440');

    const page = await stage.stranger(phone);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const asks: string[] = [];
    page.on('request', (request) => void (request.url().includes('/api/') && asks.push(new URL(request.url()).pathname)));
    await page.goto(new URL(address).pathname);
    await page.getByRole('heading', { name: 'Confirm your visit' }).waitFor();
    await page.getByText('Storgatan 4, Umeå').waitFor();
    await photograph(page, 'outside-390-light');
    expect(await inBothLights(page, 'outside')).toEqual([]);
    await photograph(page, 'outside-390-dark');
    expect(await small(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

    await page.getByRole('button', { name: 'Confirm' }).click();
    expect(await page.getByText('Needed to go on').count()).toBe(2);
    await page.getByLabel('Day of the visit').fill('2026-12-04');
    await page.getByLabel('Yes').check();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: 'Your answer has arrived' }).waitFor();
    await photograph(page, 'outside-done-390');
    expect(new Set(asks)).toEqual(new Set([`/api${new URL(address).pathname}`]));

    await untilRun(stage, runId, ({ status }) => status === 'completed');
    const { items } = await stage.call<List<StepInfo>>('GET', `/api/runs/${runId}/steps`);
    expect(items.find(({ node }) => node === 'ask')).toMatchObject({
      output: { by: 'Kim Berg (by link)', data: { day: '2026-12-04', reachable: true } },
      story: expect.stringContaining('answered by Kim Berg (by link)'),
    });
    stage.expectNoise(/status of 410/);
    await page.reload();
    await page.getByRole('heading', { name: 'This link was used' }).waitFor();
    await photograph(page, 'outside-used-390');
  });

  test('the link that a flow gives away opens the same page; taken back it says so', async () => {
    const { task, runId } = await asked(stage, 'installer_visit');
    const { items } = await stage.call<List<StepInfo>>('GET', `/api/runs/${runId}/steps`);
    const { link } = items.find(({ node }) => node === 'told')!.output as { link: string };
    const page = await stage.stranger(phone);
    await page.goto(new URL(link).pathname);
    await page.getByText('For Kim, installer').waitFor();
    const inbox = await stage.open(`/inbox?task=${task.id}`);
    await inbox.getByRole('button', { name: 'Link for somebody outside…' }).click();
    await inbox.getByRole('button', { name: 'Take back: Kim, installer' }).click();
    await inbox.getByText('taken back').waitFor();
    stage.expectNoise(/status of (410|404)/);
    await page.reload();
    await page.getByRole('heading', { name: 'This link was taken back' }).waitFor();
    await page.goto(`${new URL(link).pathname.slice(0, -2)}xx`);
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
  });

  test('what somebody outside answered needs a second person, who signs in the inbox', async () => {
    const { task, runId } = await asked(stage, 'release_credit');
    const { url } = await stage.call<TaskLinkMade>('POST', `/api/tasks/${task.id}/link`, { for: 'Mira' });
    const page = await stage.stranger(phone);
    await page.goto(new URL(url).pathname);
    await page.getByRole('button', { name: 'Release' }).click();
    await page.getByText('Somebody looks at it before it counts').waitFor();
    const inbox = await stage.open(`/inbox?task=${task.id}`);
    await inbox.getByRole('heading', { name: /Needs your signature/ }).waitFor();
    await inbox.getByText('Mira (by link) answered').waitFor();
    await photograph(inbox, 'second-person-1440');
    expect(await inBothLights(inbox, 'second person')).toEqual([]);
    await inbox.getByRole('button', { name: 'Confirm' }).click();
    const run = await untilRun(stage, runId, ({ status }) => status === 'completed');
    expect(run.output).toBe('released');
  });

  test('the inbox by keyboard: C claims, R gives back', async () => {
    const { task } = await asked(stage, 'installer_visit');
    const inbox = await stage.open(`/inbox?task=${task.id}`);
    await inbox.getByRole('button', { name: /^Claim/ }).waitFor();
    await photograph(inbox, 'inbox-1440');
    await inbox.keyboard.press('c');
    await inbox.getByText('claimed by you', { exact: true }).waitFor();
    await inbox.evaluate(() => (document.activeElement as HTMLElement).blur());
    await inbox.keyboard.press('r');
    await inbox.getByRole('button', { name: /^Claim/ }).waitFor();
    expect((await stage.call<List<TaskInfo>>('GET', `/api/tasks?runId=${task.runId}`)).items[0]).toMatchObject({ status: 'open' });
  });

  test('the inbox on a phone: everything a finger needs is high enough, in light and dark', async () => {
    const { task } = await asked(stage, 'installer_visit');
    const inbox = await stage.open('/inbox');
    await inbox.setViewportSize({ width: 390, height: 844 });
    await inbox.locator('.task').first().waitFor();
    await photograph(inbox, 'inbox-list-390');
    expect(await inBothLights(inbox, 'inbox list')).toEqual([]);
    expect(await low(inbox)).toEqual([]);
    await inbox.goto(`/inbox?task=${task.id}`);
    await inbox.getByRole('button', { name: /^Claim/ }).click();
    await inbox.getByRole('button', { name: 'Give back' }).waitFor();
    await photograph(inbox, 'inbox-task-390');
    expect(await inBothLights(inbox, 'task')).toEqual([]);
    expect(await low(inbox)).toEqual([]);
  });

  test('a deputy is named and ended in the inbox', async () => {
    const inbox = await stage.open('/inbox');
    await inbox.getByRole('button', { name: 'Deputy…' }).click();
    await inbox.getByLabel('E-mail of your deputy').fill('nobody@example.com');
    await photograph(inbox, 'deputy-1440');
    await inbox.setViewportSize({ width: 390, height: 844 });
    await photograph(inbox, 'deputy-390');
    stage.expectNoise(/status of 422/);
    await inbox.getByRole('button', { name: 'Name the deputy' }).click();
    await inbox.getByText('Nobody here has this e-mail').waitFor();
  });
});
