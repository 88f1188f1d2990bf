import { beforeEach, describe, expect, it } from 'vitest';
import { coreNodes } from '../../nodes/index.ts';
import { manualClock } from '../../test/support/manual-clock.ts';
import { auditOf } from '../access/audit.ts';
import { memoryDisk } from '../adapters/memory/disk.ts';
import { memoryStore } from '../adapters/memory/store.ts';
import { openTables } from './open-tables.ts';
import type { Table } from './table.ts';

const by = { tenant: 'main', id: 'p1', name: 'Ada', email: 'ada@example.com', role: 'admin' as const };
const nodeTypes = new Map(coreNodes.map((type) => [type.type, type]));
const rates = (rate: number): Table => ({
  title: 'Tax rates',
  key: 'country',
  columns: [
    { name: 'country', type: 'text' },
    { name: 'rate', type: 'number' },
  ],
  rows: [['SE', rate]],
});

function openStage() {
  const clock = manualClock(Date.UTC(2026, 2, 2, 9));
  const disk = memoryDisk();
  const process = (shared: boolean) => {
    const { documents } = memoryStore(disk, clock.now);
    const audit = auditOf({ documents, clock });
    return { audit, ...openTables({ documents, clock, audit, tenant: 'main', shared, environment: 'production', nodeTypes }) };
  };
  return { clock, process };
}
type Process = ReturnType<ReturnType<typeof openStage>['process']>;
const rateAt = async (one: Process, now: number) => (await one.references.at({ tables: ['rates'], env: false }, now)).tables.get('rates')?.table.rows[0]?.[1];

describe('alone on its store', () => {
  let clock: ReturnType<typeof manualClock>;
  let hub: Process;
  beforeEach(() => {
    const stage = openStage();
    clock = stage.clock;
    hub = stage.process(false);
  });

  it('every save is a version with its instant and author, audited, and any can be put back', async () => {
    await hub.tables.save(by, 'rates', rates(25), { ifMatch: 'none' });
    clock.set(clock.now() + 60_000);
    const second = await hub.tables.save(by, 'rates', rates(12), { ifMatch: 1, message: 'Food' });
    expect(second).toMatchObject({ rev: 2, version: { number: 2, by: 'Ada', message: 'Food', at: clock.now() } });
    const third = await hub.tables.putBack(by, 'rates', 1, { ifMatch: 2 });
    expect(third).toMatchObject({ rev: 3, version: { number: 3, message: 'Put back version 1' }, table: rates(25) });
    expect((await hub.tables.versions('rates')).items.map(({ number, facts }) => [number, facts.rows])).toEqual([
      [3, 1],
      [2, 1],
      [1, 1],
    ]);
    expect((await hub.tables.read('rates', 2)).table).toEqual(rates(12));
    expect((await hub.audit.rows('main')).items.map(({ what, on, reason }) => [what, on, reason])).toEqual([
      ['table.changed', 'table/rates', 'Put back version 1'],
      ['table.changed', 'table/rates', 'Food'],
      ['table.created', 'table/rates', undefined],
    ]);
  });

  it('an expression sees the version of its instant, from its save on', async () => {
    const first = clock.now();
    await hub.tables.save(by, 'rates', rates(25), { ifMatch: 'none' });
    clock.set(first + 60_000);
    await hub.tables.save(by, 'rates', rates(12), { ifMatch: 'any' });
    expect(await rateAt(hub, first)).toBe(25);
    expect(await rateAt(hub, first + 59_999)).toBe(25);
    expect(await rateAt(hub, first + 60_000)).toBe(12);
    expect(await rateAt(hub, first - 1)).toBeUndefined();
  });

  it('what is in memory is answered at once, and an instant once answered keeps its answer', async () => {
    await hub.tables.save(by, 'rates', rates(25), { ifMatch: 'none' });
    await rateAt(hub, clock.now());
    const ask = () => hub.references.at({ tables: ['rates'], env: false }, clock.now());
    expect(ask()).not.toBeInstanceOf(Promise);
    clock.set(clock.now() + 1);
    const saving = hub.tables.save(by, 'rates', rates(12), { ifMatch: 'any' });
    const asked = clock.now();
    expect(await rateAt(hub, asked)).toBe(25);
    await saving;
    expect(await rateAt(hub, asked)).toBe(25);
    expect(await rateAt(hub, asked + 1)).toBe(12);
  });

  it.each([
    ['from another revision', 7, 412, 'table.outdated'],
    ['without naming a revision', undefined, 428, 'table.if_match_required'],
    ['as new', 'none' as const, 409, 'table.taken'],
  ])('a save %s is refused', async (_, ifMatch, status, code) => {
    await hub.tables.save(by, 'rates', rates(25), { ifMatch: 'none' });
    await expect(hub.tables.save(by, 'rates', rates(12), { ifMatch })).rejects.toMatchObject({ status, problems: [{ code }] });
    expect((await hub.tables.read('rates')).table).toEqual(rates(25));
  });

  it('two saves at once from one revision: the second is refused', async () => {
    await hub.tables.save(by, 'rates', rates(25), { ifMatch: 'none' });
    const both = await Promise.allSettled([hub.tables.save(by, 'rates', rates(12), { ifMatch: 1 }), hub.tables.save(by, 'rates', rates(6), { ifMatch: 1 })]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('an import with a bad cell writes nothing', async () => {
    await hub.tables.save(by, 'rates', rates(25), { ifMatch: 'none' });
    await expect(hub.tables.import(by, 'rates', { csv: 'country,rate\nSE,12\nDE,many' }, { ifMatch: 1 })).rejects.toMatchObject({
      status: 422,
      problems: [{ code: 'csv.cell', path: '3:4' }],
    });
    expect((await hub.tables.versions('rates')).items).toHaveLength(1);
  });

  it('what is exported is imported without a change', async () => {
    await hub.tables.save(by, 'rates', rates(25), { ifMatch: 'none' });
    const csv = await hub.tables.export('rates');
    expect(csv).toBe('country,rate\r\nSE,25\r\n');
    expect(await hub.tables.preview('rates', { csv })).toMatchObject({ added: 0, changed: 0, removed: 0, same: 1 });
  });
});

describe('beside other processes', () => {
  it('a change comes into force for all of them at one instant, within a second', async () => {
    const { clock, process } = openStage();
    const [one, other] = [process(true), process(true)];
    await one.tables.save(by, 'rates', rates(25), { ifMatch: 'none' });
    expect(await rateAt(other, clock.now())).toBe(25);
    clock.set(clock.now() + 10_000);
    const at = clock.now();
    await one.tables.save(by, 'rates', rates(12), { ifMatch: 'any' });
    for (const after of [0, 300, 699]) {
      clock.set(at + after);
      expect([await rateAt(one, clock.now()), await rateAt(other, clock.now())]).toEqual([25, 25]);
    }
    clock.set(at + 700);
    expect([await rateAt(one, clock.now()), await rateAt(other, clock.now())]).toEqual([12, 12]);
    expect([await rateAt(one, at + 699), await rateAt(other, at + 699)]).toEqual([25, 25]);
  });
});

describe('values of an environment', () => {
  it('are versions too, and are read as env', async () => {
    const { clock, process } = openStage();
    const hub = process(false);
    expect(await hub.values.read('production')).toEqual({ environment: 'production', rev: 0, values: {} });
    await hub.values.save(by, 'production', { warehouse: 'W1', limit: 500, pilot: false }, { ifMatch: 0 });
    const first = clock.now();
    clock.set(first + 1_000);
    await hub.values.save(by, 'production', { warehouse: 'W2' }, { ifMatch: 1, message: 'Moved' });
    const envAt = async (now: number) => (await hub.references.at({ tables: [], env: true }, now)).env;
    expect([await envAt(first), await envAt(first + 1_000), await envAt(first - 1)]).toEqual([
      { warehouse: 'W1', limit: 500, pilot: false },
      { warehouse: 'W2' },
      {},
    ]);
    expect((await hub.values.read('production', 1)).values).toEqual({ warehouse: 'W1', limit: 500, pilot: false });
  });

  it.each([
    [{ '1st': 'x' }, 'values.name', '/1st'],
    [{ api_token: 'x1y2z3' }, 'values.secret', '/api_token'],
    [{ header: 'Bearer abcdef' }, 'values.secret', '/header'],
    [{ big: 2 ** 60 }, 'values.number', '/big'],
    [{ note: 'x'.repeat(2_001) }, 'values.too_long', '/note'],
  ])('%j is refused as %s', async (values, code, path) => {
    const { process } = openStage();
    await expect(process(false).values.save(by, 'production', values, { ifMatch: 0 })).rejects.toMatchObject({ problems: [{ code, path }] });
  });
});

describe('a drawing that names what is not there', () => {
  const flow = (config: object, type = 'transform@1') => ({
    format: 1 as const,
    id: 'f',
    title: 'F',
    nodes: { start: { type: 'manual@1' }, step: { type, config: JSON.parse(JSON.stringify(config)) } },
    edges: [{ from: 'start', to: 'step' }],
  });
  it.each([
    [{ output: { $expr: '$lookup("rats", order.country)' } }, 'transform@1', 'table.unknown', '/nodes/step/config/output/$expr', 'Did you mean rates?'],
    [
      { output: { $expr: '$lookup("rates", order.country, "rat")' } },
      'transform@1',
      'table.unknown_column',
      '/nodes/step/config/output/$expr',
      'Did you mean rate?',
    ],
    [
      { output: [{ $expr: '1 + $lookup("rates", "SE").rte' }] },
      'transform@1',
      'table.unknown_column',
      '/nodes/step/config/output/0/$expr',
      'Did you mean rate?',
    ],
    [{ output: { $expr: 'env.warehous' } }, 'transform@1', 'env.unknown_value', '/nodes/step/config/output/$expr', 'Did you mean warehouse?'],
    [{ table: 'rate', key: 'SE' }, 'lookup@1', 'table.unknown', '/nodes/step/config/table', 'Did you mean rates?'],
  ])('%j is told with its place and a suggestion', async (config, type, code, path, words) => {
    const hub = openStage().process(false);
    await hub.tables.save(by, 'rates', rates(25), { ifMatch: 'none' });
    await hub.values.save(by, 'production', { warehouse: 'W1' }, { ifMatch: 0 });
    expect(await hub.checkLookups(flow(config, type))).toEqual([{ code, path, node: 'step', message: expect.stringContaining(words) }]);
  });
});
