/** What a run finds in a table is what stood there at that instant, whoever carries it and however often it is carried. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { auditOf } from '../../server/access/audit.ts';
import { memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { expressionPool } from '../../server/adapters/system/expressions/expression-pool.ts';
import { openTables } from '../../server/tables/open-tables.ts';
import type { Table } from '../../server/tables/table.ts';
import { manualClock } from '../support/manual-clock.ts';
import { type FlowCase, type Played, play } from '../support/play.ts';
import { timed, untimed } from '../support/stages/outcome.ts';
import { openStages } from '../support/stages/stages.ts';

const stages = await openStages();
const clock = manualClock();
const { documents } = memoryStore(memoryDisk(), clock.now);
const { tables, references } = openTables({
  documents,
  clock,
  audit: auditOf({ documents, clock }),
  tenant: 't',
  shared: false,
  environment: 'production',
  nodeTypes: new Map(coreNodes.map((type) => [type.type, type])),
});
const expressions = expressionPool({ references });
afterAll(async () => {
  await expressions.close();
  for (const stage of stages) await stage.close();
});

const by = { tenant: 't', id: 'ada', name: 'Ada', email: 'ada@example.com', role: 'admin' as const };
const carriers = (name: string): Table => ({
  title: 'Carriers',
  key: 'code',
  columns: [
    { name: 'code', type: 'text' },
    { name: 'name', type: 'text' },
  ],
  rows: [['dhl', name]],
});

const flow: Flow = {
  format: 1,
  id: 'shipping',
  title: 'Shipping',
  nodes: {
    begin: { type: 'begin@1' },
    before: { type: 'lookup@1', config: { table: 'carriers', key: { $expr: 'order.carrier' } } },
    unknown: { type: 'lookup@1', config: { table: 'carriers', key: 'ups', otherwise: { name: 'Post' } } },
    hold: { type: 'wait@1', config: { for: 'PT2H' } },
    after: { type: 'transform@1', config: { output: { $expr: '$lookup("carriers", order.carrier, "name") & " for " & steps.unknown.name' } } },
    call: { type: 'call_a@1', config: { carrier: { $expr: '$lookup("carriers", order.carrier).name' } } },
  },
  edges: [
    { from: 'begin', to: 'before' },
    { from: 'before.found', to: 'unknown' },
    { from: 'unknown.missing', to: 'hold' },
    { from: 'hold', to: 'after' },
    { from: 'after', to: 'call' },
  ],
};
const given: FlowCase = {
  name: 'a table is changed while a run waits',
  flow,
  input: { carrier: 'dhl' },
  receivers: { call: ['ok'] },
  expressions,
  expect: { status: 'completed', steps: [] },
};

let first: Played;
beforeAll(async () => {
  const start = clock.now();
  await tables.save(by, 'carriers', carriers('DHL'), { ifMatch: 'none' });
  clock.set(start + 3_600_000);
  await tables.save(by, 'carriers', carriers('DHL Freight'), { ifMatch: 'any' });
  first = await play(given, 'once');
});

const stepOf = (played: Played, node: string) => [...played.run.steps.values()].find((step) => step.node === node)!;

it('steps before the change find the old row, steps after it the new one', () => {
  expect(first.run.status).toBe('completed');
  expect(stepOf(first, 'before').port).toBe('found');
  expect(JSON.stringify(stepOf(first, 'before').output)).toContain('"DHL"');
  expect(stepOf(first, 'unknown').port).toBe('missing');
  expect(JSON.stringify(stepOf(first, 'after').output)).toContain('DHL Freight for Post');
});

describe.each(stages)('$name', (stage) => {
  it('its log is the same byte for byte', async () => {
    expect(JSON.stringify((await play(given, 'once', 1, stage)).log)).toBe(JSON.stringify(first.log));
  });

  it.each(['doubled', 'crowd'] as const)('%s, it finds the same', async (delivery) => {
    expect(timed(await play(given, delivery, 1, stage))).toEqual(timed(first));
  });

  it.each([1, 2, 3])('with its worker lost before commit %i, it finds the same', async (commit) => {
    expect(untimed(await play(given, 'lost', commit, stage))).toEqual(untimed(first));
  });
});
