import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiHarness, openApi } from '../../test/support/api-harness.ts';
import { runCommand } from './program.ts';

let api: ApiHarness;
let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  api = await openApi();
  folder = await mkdtemp(join(tmpdir(), 'orderloom-cli-'));
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

async function hub(...args: string[]) {
  const said: string[] = [];
  const write = (line: string): void => void said.push(line);
  const code = await runCommand(args, { env: { HUB_URL: api.url, HUB_TOKEN: 'admin-token' }, write, writeError: write });
  return { code, said: said.join('\n') };
}

it('a table comes in from a file, is looked at first, and goes out again', async () => {
  await writeFile(at('tax.csv'), 'country,rate\nSE,25\nDE,19\n');
  expect(await hub('table-import', 'tax', at('tax.csv'), '--title', 'Tax rates', '--dry-run')).toEqual({
    code: 0,
    said: 'tax would have 2 rows added, 0 changed, 0 removed, 0 as they were. Nothing is changed.',
  });
  expect((await api.call('GET', '/api/tables')).body['items']).toEqual([]);
  expect((await hub('table-import', 'tax', at('tax.csv'), '--title', 'Tax rates')).said).toBe(
    'tax is at version 1: 2 rows added, 0 changed, 0 removed, 0 as they were.',
  );
  await writeFile(at('more.csv'), 'country,rate\nSE,12\nNO,25\n');
  expect((await hub('table-import', 'tax', at('more.csv'), '--merge')).said).toBe('tax is at version 2: 1 rows added, 1 changed, 0 removed, 1 as they were.');
  expect((await hub('table-export', 'tax')).said).toBe('country,rate\r\nSE,12\r\nDE,19\r\nNO,25');
  await hub('table-export', 'tax', '--out', at('out.csv'));
  expect(await readFile(at('out.csv'), 'utf8')).toBe('country,rate\r\nSE,12\r\nDE,19\r\nNO,25\r\n');
});

it('a bad cell is named by line and column, and the command fails', async () => {
  await writeFile(at('bad.csv'), 'country,rate\nSE,many\n');
  const { code, said } = await hub('table-import', 'tax', at('bad.csv'));
  expect(code).toBe(1);
  expect(said).toContain('Line 2, column 4: "many" is no rate');
});
