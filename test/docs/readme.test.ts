/** What the README promises is tried here: its examples run, its tables are complete, its links lead somewhere. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import type { ConnectorInfo, FlowDetail, NodeTypeInfo, Page, RunInfo, StepInfo } from '../../server/http/api.ts';
import { hubFromReadme } from './hub-from-readme.ts';
import { blockOf, blocks, calls, links, readme, root, tableUnder } from './readme.ts';

const nameOf = (cell: string): string => /^`([^` ]+)/.exec(cell)?.[1] ?? cell;
const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
let hub: Awaited<ReturnType<typeof hubFromReadme>>;

beforeAll(async () => {
  hub = await hubFromReadme(blocks.filter(({ language, file }) => file !== '' && (language === 'ts' || language === 'diff')));
}, 60_000);
afterAll(() => hub?.close());

async function until(status: string, flow: string, key?: string): Promise<RunInfo> {
  const asked = new URLSearchParams({ flow, ...(key === undefined ? {} : { key }) });
  let last: RunInfo | undefined;
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    last = (await hub.call<Page<RunInfo>>('GET', `/api/runs?${asked}`)).body.items[0];
    if (last?.status === status) return last;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`a run of ${flow} is ${last?.status ?? 'missing'} (${last?.reason ?? 'no reason'}), not ${status}`);
}

async function deploy(text: string): Promise<void> {
  const { status, body } = await hub.call<FlowDetail>('POST', '/api/flows?deploy=true', text);
  expect({ status, problems: body.problems }).toEqual({ status: 201, problems: [] });
}

describe('a node type of one file and one entry', () => {
  it('stands in the palette', async () => {
    const { body } = await hub.call<Page<NodeTypeInfo>>('GET', '/api/node-types');
    expect(body.items.find(({ type }) => type === 'round_amount@1')).toMatchObject({ title: 'Round amount', ports: ['rounded', 'unchanged'] });
  });

  it('is checked, deployed and run', async () => {
    await deploy(blockOf('round.flow.json'));
    const sent = await hub.call<{ runId: string }>('POST', '/in/round', '{"total":{"amount":"148.73","currency":"EUR"}}');
    expect(sent.status).toBe(202);
    await until('completed', 'round');
    const { body } = await hub.call<Page<StepInfo>>('GET', `/api/runs/${sent.body.runId}/steps`);
    expect(body.items.find(({ node }) => node === 'total')).toMatchObject({
      status: 'completed',
      port: 'rounded',
      output: { amount: '148.75', currency: 'EUR' },
    });
  });
});

it('a connector of one folder and one entry brings its form and its action', async () => {
  const listed = await hub.call<Page<ConnectorInfo>>('GET', '/api/connectors');
  expect(listed.body.items.map(({ id }) => id)).toContain('tallybook');
  const { body } = await hub.call<Page<NodeTypeInfo>>('GET', '/api/node-types');
  expect(body.items.find(({ type }) => type === 'tallybook.create_invoice@1')?.effect?.class).toBe('A');
});

describe('the tour by curl', () => {
  const systems = (mode: string): string => JSON.stringify({ systems: { sandbox_wms: mode } });
  const order = (number: string): string => JSON.stringify({ number, lines: [{ sku: 'SHOE-42', quantity: 1 }] });

  it('holds the order, then reserves; the same order again starts nothing', async () => {
    await deploy(blockOf('first.flow.json'));
    const sent = await hub.call<{ runId: string; duplicate: boolean }>('POST', '/in/first', order('A-1'));
    expect(await hub.call('POST', '/in/first', order('A-1'))).toMatchObject({ body: { runId: sent.body.runId, duplicate: true } });
    await until('completed', 'first', 'A-1');
    const { body } = await hub.call<Page<StepInfo>>('GET', `/api/runs/${sent.body.runId}/steps`);
    expect(body.items.map(({ node, status }) => `${node} ${status}`)).toEqual(['order completed', 'hold completed', 'reserve completed']);
  });

  it('parks after three attempts at a broken warehouse, and goes on when retried', async () => {
    await hub.call('PUT', '/api/demo', systems('fail'));
    await hub.call('POST', '/in/first', order('A-2'));
    const { id } = await until('parked', 'first', 'A-2');
    await hub.call('PUT', '/api/demo', systems('ok'));
    expect((await hub.call('POST', `/api/runs/${id}/retry`, '{"reason":"The warehouse answers again"}')).status).toBe(200);
    await until('completed', 'first', 'A-2');
  });

  it.each(calls)('$method $path is a call the hub knows', async ({ method, path }) => {
    if (path.startsWith('/in/')) {
      const drawn = blocks.filter(({ file }) => file.endsWith('.flow.json')).map(({ text }) => JSON.parse(text) as Flow);
      expect(drawn.flatMap((flow) => Object.values(flow.nodes).map((node) => `/in/${String(node.config?.['path'])}`))).toContain(path);
      return;
    }
    const { body } = await hub.call<{ paths: Record<string, object> }>('GET', '/api/openapi.json');
    const known = Object.entries(body.paths).filter(([, operations]) => method in operations);
    const shapes = known.map(([template]) => template.replaceAll(/\{\w+\}/g, '*'));
    expect(shapes).toContain(path.replaceAll(/\$\w+/g, '*'));
  });

  it('has calls at all', () => expect(calls.length).toBeGreaterThan(7));
});

describe('tables', () => {
  it('every package we depend on is named with its licence, and no other', () => {
    const named = tableUnder('Dependencies');
    const used = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) => Object.keys(packageJson[kind] ?? {}));
    expect(named.map(([name]) => nameOf(name!)).sort()).toEqual(used.sort());
    for (const [name, purpose, licence] of named) {
      expect(purpose, `what ${name} is for`).toBeTruthy();
      const installed = join(root, 'node_modules', nameOf(name!), 'package.json');
      // A runtime for another platform is not installed here.
      if (existsSync(installed)) expect(licence, `licence of ${name}`).toBe((JSON.parse(readFileSync(installed, 'utf8')) as { license: string }).license);
    }
  });

  it('every variable the hub reads is named, and no other', () => {
    const config = readFileSync(join(root, 'server/config.ts'), 'utf8');
    const read = new Set([...config.matchAll(/env\['([A-Z_]+)'\]/g)].map((match) => match[1]!));
    expect(
      tableUnder('Configuration')
        .map(([name]) => nameOf(name!))
        .sort(),
    ).toEqual([...read].sort());
  });

  it('every npm command exists', () => {
    for (const [, name] of readme.matchAll(/`npm (?:run )?([a-z:0-9]+)/g)) if (name !== 'install') expect(packageJson['scripts']).toHaveProperty([name!]);
  });
});

it.each(links.filter(({ isPicture }) => !isPicture))('the link to $path leads somewhere', ({ path }) => {
  expect(existsSync(join(root, path))).toBe(true);
});

it.for(links.filter(({ isPicture }) => isPicture))('the picture $path can be seen', ({ path }, { skip }) => {
  skip(!existsSync(join(root, path)), `${path} is not taken yet`);
  expect(readFileSync(join(root, path)).subarray(1, 4).toString()).toBe('PNG');
});
