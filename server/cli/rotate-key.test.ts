import { readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HubProcess, hubProcess } from '../../test/support/hub-process.ts';
import { runCommand } from './program.ts';

const env: Record<string, string> = {};
let hub: HubProcess;
beforeAll(async () => {
  hub = await hubProcess({ env });
  await hub.start();
}, 90_000);
afterAll(() => hub.remove());

async function command(...args: string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const terminal = {
    env: { HUB_URL: hub.url, HUB_TOKEN: hub.token },
    write: (line: string) => lines.push(line),
    writeError: (line: string) => errors.push(line),
  };
  return { code: await runCommand(args, terminal), text: lines.join('\n'), errors: errors.join('\n') };
}

it('the master key is changed while the hub runs; from its next start on the hub needs the new one, and the audit is whole', async () => {
  const file = `${hub.dir}.next`;
  const ask = { id: 'erp', connector: 'http_api', title: 'ERP', settings: { baseUrl: 'https://erp.example' }, secrets: { token: 'canary-7c1' } };
  expect((await hub.call('POST', '/api/connections', ask)).status).toBe(201);
  const rotated = await command('key', 'rotate', '--to', file, '--reason', 'Ada leaves');
  expect(rotated).toMatchObject({ code: 0, errors: '' });
  expect(rotated.text).toMatch(/^Master key [0-9a-f]{12} is in force, [0-9a-f]{12} is not any more. It was made at/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(rotated.text).not.toContain(readFileSync(file, 'utf8').trim());
  expect(await command('key', 'rotate', '--to', file)).toMatchObject({ code: 1, errors: expect.stringContaining('in force already') });
  await hub.stop();

  await expect(hub.start()).rejects.toThrow(/The store's secrets need master key [0-9a-f]{12}, the one given is/);
  env['HUB_KEY_FILE'] = file;
  await hub.start();
  expect((await hub.call('GET', '/api/connections/erp')).body).toMatchObject({ secrets: ['token'] });
  expect((await command('audit', '--verify')).text).toMatch(/rows, all as they were written/);
}, 90_000);

it('another act is no command', async () => {
  expect(await command('key', 'show', '--to', '/tmp/none')).toMatchObject({ code: 1, errors: expect.stringContaining('There is no "key show"') });
});
