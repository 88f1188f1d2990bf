import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHarness, openApi, smallFlow } from '../../test/support/api-harness.ts';
import { runCommand } from './program.ts';

let api: ApiHarness;
let folder: string;
const at = (name: string): string => join(folder, name);
const longer = () => ({ ...smallFlow(), nodes: { ...smallFlow().nodes, hold: { type: 'wait@1', title: 'Hold', config: { for: 'PT45M' } } } });

beforeAll(async () => {
  api = await openApi();
  folder = await mkdtemp(join(tmpdir(), 'orderloom-diff-'));
  await writeFile(at('one.json'), JSON.stringify(smallFlow()));
  await writeFile(at('other.json'), JSON.stringify(longer()));
  await writeFile(at('moved.json'), JSON.stringify({ ...smallFlow(), layout: { hold: [40, 0] } }));
  await writeFile(at('torn.json'), '{"format": 1,');
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

async function hub(...args: string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const env = { HUB_URL: api.url, HUB_TOKEN: 'admin-token' };
  const code = await runCommand(['diff', ...args], { env, write: (line) => lines.push(line), writeError: (line) => errors.push(line) });
  return { code, text: lines.join('\n'), errors: errors.join('\n') };
}

describe('two files', () => {
  it('that run differently are told apart field by field, and the command ends with 1', async () => {
    expect(await hub(at('one.json'), at('other.json'))).toEqual({
      code: 1,
      text: `${at('one.json')} → ${at('other.json')}\n~ node hold "Hold"\n    config.for: "PT30M" → "PT45M"`,
      errors: '',
    });
  });

  it('that look differently are one version, and the command ends with 0', async () => {
    const { code, text } = await hub(at('one.json'), at('moved.json'));
    expect(code).toBe(0);
    expect(text).toContain('Not part of the version:\n  moved: hold');
  });

  it('that are equal say so', async () => {
    expect(await hub(at('one.json'), at('one.json'))).toMatchObject({ code: 0, text: expect.stringContaining('are the same drawing') });
  });

  it('of which one is torn are refused', async () => {
    expect(await hub(at('one.json'), at('torn.json'))).toMatchObject({ code: 1, errors: expect.stringContaining('cannot be read as a flow') });
  });
});

describe('versions of a flow', () => {
  it('are named by number; without names what is live is compared with the draft', async () => {
    await api.call('POST', '/api/flows?deploy=true', { body: smallFlow() });
    await api.call('PUT', '/api/flows/small', { body: longer(), headers: { 'if-match': '*' } });
    expect(await hub('small')).toMatchObject({ code: 1, text: 'v1 → draft\n~ node hold "Hold"\n    config.for: "PT30M" → "PT45M"' });
    await api.call('POST', '/api/flows/small/deploy');
    expect(await hub('small')).toMatchObject({ code: 0, text: 'v2 and draft are the same drawing.' });
    expect(await hub('small', '--from', '2', '--to', 'v1')).toMatchObject({ code: 1, text: expect.stringContaining('"PT45M" → "PT30M"') });
    expect(JSON.parse((await hub('small', '--from', '1', '--json')).text)).toMatchObject({ from: 'v1', to: 'draft', same: false });
  });

  it('stand against the file in git: what a deploy of it would change', async () => {
    expect(await hub(at('one.json'))).toMatchObject({ code: 1, text: `v2 → ${at('one.json')}\n~ node hold "Hold"\n    config.for: "PT45M" → "PT30M"` });
    expect(await hub(at('other.json'))).toMatchObject({ code: 0 });
    expect(await hub(at('one.json'), '--from', '1')).toMatchObject({ code: 0 });
  });

  it('that are not there are named', async () => {
    expect(await hub('small', '--from', '9')).toMatchObject({ code: 1, errors: expect.stringContaining('has no version 9') });
  });
});
