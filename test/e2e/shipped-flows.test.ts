/** The further shipped flows deploy beside the sandbox systems, and are photographed; docs/flows keeps the pictures somebody chose. */
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HubProcess, hubProcess, root } from '../support/hub-process.ts';
import { admin } from './kept.ts';
import { signIn } from './sign-in.ts';
import { inBrowser } from './stage.ts';

const album = join(root, 'test/out/flows');
const flows = ['marketplace_order', 'bank_statement', 'returns', 'customer_onboarding'];
/** The demo has it already. */
const deployed = 'bank_statement';
const tables = { customers: 'vat' };
const read = (file: string): string => readFileSync(join(root, 'flows', file), 'utf8');

inBrowser('shipped flows', (stage) => {
  let hub: HubProcess;
  beforeAll(async () => {
    mkdirSync(album, { recursive: true });
    hub = await hubProcess({ env: { HUB_DEMO: '1', HUB_ADMIN_EMAIL: admin.email, HUB_ADMIN_PASSWORD: admin.password } });
    await hub.start();
  });
  afterAll(() => hub?.remove());

  async function ask(method: string, path: string, body: unknown): Promise<void> {
    const { status, body: answer } = await hub.call(method, path, body);
    expect(status, `${method} ${path}: ${JSON.stringify(answer)}`).toBeLessThan(300);
  }

  test('all deploy once their tables and a mail connection are there', async () => {
    for (const [id, key] of Object.entries(tables)) {
      const [head = '', ...rows] = read(`tables/${id}.csv`).trim().split('\n');
      const columns = head.split(',').map((name) => ({ name, type: 'text' }));
      await ask('PUT', `/api/tables/${id}`, { title: id, key, columns, rows: rows.map((row) => row.split(',')) });
    }
    await ask('POST', '/api/connections', {
      id: 'desk',
      connector: 'mail',
      title: 'Desk',
      settings: { host: 'mail.example.com', from: 'desk@shop.example' },
    });
    await ask('PUT', '/api/environments/demo/slots/mail', { connection: 'desk' });
    for (const id of flows) {
      await ask('POST', `/api/flows/${id}/validate`, JSON.parse(read(`${id}.flow.json`)));
      if (id !== deployed) await ask('POST', '/api/flows?deploy=true', JSON.parse(read(`${id}.flow.json`)));
    }
  });

  test.each(flows)('%s is drawn whole, in light and dark', async (id) => {
    const { nodes, layout } = JSON.parse(read(`${id}.flow.json`)) as { nodes: object; layout: Record<string, [number, number]> }; // checked by the tests of flows/
    const height = 340 + Math.max(...Object.values(layout).map(([, y]) => y));
    const page = await stage.stranger({ baseURL: hub.url, viewport: { width: 1440, height } });
    stage.expectNoise(/status of 40[14]/);
    await signIn(page);
    await page.goto(`/flows/${id}?view=canvas`);
    await page.locator('.node-card').first().waitFor();
    await page.locator('.live-panel .flow-bar-icon').click();
    await expect.poll(() => page.locator('.node-card').count()).toBe(Object.keys(nodes).length);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect.poll(() => page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe(colorScheme);
      await page.waitForTimeout(500); // the drawing settles, colours arrive
      const path = join(album, `${id}-${colorScheme}.png`);
      await page.locator('.react-flow').screenshot({ path });
      expect(statSync(path).size).toBeGreaterThan(8_000);
    }
  });
});
