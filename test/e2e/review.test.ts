import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { type HubProcess, hubProcess, root } from '../support/hub-process.ts';
import { admin } from './kept.ts';
import { place, setWindow, untilRun } from './orders.ts';
import { deploy, post } from './own-flows.ts';
import { signIn } from './sign-in.ts';
import { callerOf, inBrowser } from './stage.ts';

const run = promisify(execFile);
const command = (args: string[], env: Record<string, string> = {}) =>
  run(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'server/cli.ts'), ...args], { cwd: root, env: { ...process.env, ...env } });

/** Waits for a word, then asks the installer desk, which knows no key and cannot be asked again. */
const asking: Flow = {
  format: 1,
  id: 'asking',
  title: 'Ask on a word',
  key: { $expr: 'trigger.number' },
  slots: { installer: 'sandbox_installer' },
  nodes: {
    order: { type: 'webhook@1', title: 'Order arrives', config: { path: 'asking', signature: 'none', dedupe: { $expr: 'trigger.number' } } },
    go: { type: 'wait_for@1', title: 'Somebody says go', config: { any: ['asking.go'], deadline: 'P1D' } },
    ask: { type: 'sandbox_installer.ask@1', title: 'Ask installer', slot: 'installer', config: { message: 'Call the customer' }, policy: 'at-most-once' },
  },
  edges: [
    { from: 'order', to: 'go' },
    { from: 'go', to: 'ask' },
  ],
};

inBrowser('a hub whose backup was put back', (stage) => {
  let hub: HubProcess;
  const caller = callerOf(() => hub);
  let old: string;
  let fresh: Awaited<ReturnType<typeof place>>;

  beforeAll(async () => {
    hub = await hubProcess({ env: { HUB_DEMO: '1', HUB_ADMIN_EMAIL: admin.email, HUB_ADMIN_PASSWORD: admin.password } });
    await hub.start();
    await setWindow(caller, 'PT1S');
    await deploy(caller, asking);
    old = (await post(caller, 'asking', { number: 'ASK-1' })).runId;
    await untilRun(caller, old, ({ status }) => status === 'waiting');
    const file = `${hub.dir}.backup`;
    await command(['backup', file], { HUB_URL: hub.url, HUB_TOKEN: hub.token });
    await hub.stop();
    await command(['restore', file, '--data-dir', hub.dir]);
    rmSync(file);
    await hub.start();
    await caller.call('POST', '/api/signals', { name: 'asking.go', key: 'ASK-1', id: 'go-1' });
    fresh = await place(caller, 'quick_order');
    for (const runId of [old, fresh.runId]) await untilRun(caller, runId, ({ status }) => status === 'parked');
  });
  afterAll(() => hub?.remove());

  test('somebody who is no admin reads the list, is sent to one, and finds no button', async () => {
    const { token } = await caller.call<{ token: string }>('POST', '/api/tokens', { name: 'desk', role: 'operator' });
    const page = await stage.stranger({ baseURL: hub.url, extraHTTPHeaders: { authorization: `Bearer ${token}` } });
    await page.getByRole('region', { name: 'Review' }).getByRole('link', { name: 'Ask an admin' }).click();
    await page.getByRole('row').filter({ hasText: 'ASK-1' }).waitFor();
    await page.getByText('Only an admin can let calls go out again').waitFor();
    expect(await page.getByRole('button', { name: 'Let calls go out again' }).count()).toBe(0);
  });

  test('every page says what is held, the list says where to compare, and an admin lets the calls go', async () => {
    const page = await stage.stranger({ baseURL: hub.url });
    await signIn(page);
    const line = page.getByRole('region', { name: 'Review' });
    await line.getByText('are held, in 2 runs so far').waitFor();
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page.getByRole('heading', { name: 'Deliveries' }).waitFor();
    await line.getByRole('link', { name: 'Look at them' }).click();

    await page.getByRole('heading', { name: 'Review' }).waitFor();
    const known = page.getByRole('row').filter({ hasText: 'ASK-1' });
    await known.getByText('Look in Sandbox installer desk for ASK-1').waitFor();
    await known.getByText('open in the backup').waitFor();
    await known.getByText('class C').waitFor();
    const since = page.getByRole('row').filter({ hasText: fresh.number });
    await since.getByText('came in since').waitFor();
    await since.getByText('class B').waitFor();
    await since.getByRole('button', { name: /effect key/ }).waitFor();
    expect(await known.getByRole('button', { name: /effect key/ }).count()).toBe(0);

    await known.getByRole('link', { name: 'ASK-1' }).click();
    await page.waitForURL(`**/runs/${old}`);
    await page.goBack();

    await page.getByRole('button', { name: 'Let calls go out again' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The calls held in 2 runs are made now').waitFor();
    expect(await dialog.getByRole('button', { name: 'Let 2 runs go on' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Reason').fill('Compared with the desk and the carrier');
    await dialog.getByRole('button', { name: 'Let 2 runs go on' }).click();

    await page.getByText('Calls go out again, 2 runs tried again').waitFor();
    await line.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Calls go out' }).waitFor();
    for (const runId of [old, fresh.runId]) await untilRun(caller, runId, ({ status }) => status === 'completed');
    expect(await caller.call<{ review?: unknown }>('GET', '/api/me')).not.toHaveProperty('review');
  });
});
