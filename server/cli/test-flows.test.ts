import { globSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Flow, FlowTest } from '../../flows/flow.ts';
import { runCommand } from './program.ts';

const given: FlowTest = {
  title: 'A small order is held for a day',
  trigger: 'order',
  document: { number: 'O-1', sum: 5 },
  at: '2026-11-02T09:00:00.000Z',
  moves: [{ do: 'next' }],
  expect: { status: 'completed', path: ['order.started', 'size.small', 'hold.done', 'told.done'], outputs: { told: { sum: 5 } } },
};
const flow: Flow = {
  format: 1,
  id: 'sized',
  title: 'Sized',
  nodes: {
    order: { type: 'manual@1' },
    size: { type: 'switch@1', title: 'Size', config: { cases: [{ port: 'large', when: { $expr: 'trigger.sum > 100' } }], otherwise: 'small' } },
    hold: { type: 'wait@1', config: { for: 'P1D' } },
    told: { type: 'transform@1', title: 'Told', config: { output: { sum: { $expr: 'trigger.sum' } } } },
  },
  edges: [
    { from: 'order', to: 'size' },
    { from: 'size.small', to: 'hold' },
    { from: 'hold', to: 'told' },
  ],
  tests: { small: given },
};
let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderloom-tests-'));
  const told = { ...given, title: 'Told twice', expect: { ...given.expect, outputs: { told: { sum: 10 } } } };
  await writeFile(at('sized.flow.json'), JSON.stringify(flow));
  await writeFile(at('changed.flow.json'), JSON.stringify({ ...flow, tests: { small: given, twice: told } }));
  await writeFile(at('untested.flow.json'), JSON.stringify({ ...flow, tests: {} }));
});
afterAll(() => rm(folder, { recursive: true }));

async function hub(...args: string[]) {
  const lines: string[] = [];
  const code = await runCommand(args, { env: { HUB_URL: 'http://127.0.0.1:1' }, write: (line) => lines.push(line), writeError: (line) => lines.push(line) });
  return {
    code,
    text: lines
      .join('\n')
      .replace(/\(\d+ ms\)/g, '(n ms)')
      .replaceAll(`${folder}/`, ''),
  };
}

it('one line per test, without a hub, and a failing one ends with an error', async () => {
  expect(await hub('test', at('sized.flow.json'), at('untested.flow.json'))).toEqual({
    code: 0,
    text: 'passed  sized.flow.json: A small order is held for a day (n ms)\nnone    untested.flow.json has no tests',
  });
  expect(await hub('test', at('changed.flow.json'))).toEqual({
    code: 1,
    text: 'passed  changed.flow.json: A small order is held for a day (n ms)\nfailed  changed.flow.json: Told twice — Told: field sum is 5, not 10',
  });
});

it('what cannot be read or reached is refused in words', async () => {
  expect(await hub('test', at('gone.flow.json'))).toMatchObject({ code: 1, text: expect.stringContaining('There is no file') });
  expect((await hub('test', 'sized')).code).toBe(1);
});

it('the shipped flows pass their own tests', async () => {
  const shipped = globSync('flows/*.flow.json', { cwd: join(import.meta.dirname, '../..') }).map((file) => join(import.meta.dirname, '../..', file));
  const { code, text } = await hub('test', ...shipped);
  expect(code, text).toBe(0);
  expect(text).toContain('passed ');
});
