/**
 * R4: the power goes at many instants of one traced life of the hub. What a disk may then hold is rebuilt from
 * the trace, opened as the hub opens it, and every order acknowledged before the cut has to be there.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWriter } from '../../server/adapters/sqlite/open-database.ts';
import { deploy, type HubProcess, hubProcess, root } from '../support/hub-process.ts';
import { assertStrace } from './disk-inject.ts';
import { traceCalls } from './fsync-trace.ts';
import { imagesOf } from './power-image.ts';
import { type Event, eventsOf } from './power-writes.ts';
import { random } from './random.ts';
import type { Report, Scenario } from './scenario.ts';

interface Size {
  orders: number;
  cuts: number;
}

const plant = 'synchronous-off';
const sideBySide = 32;
const files = ['orderloom.db', 'orderloom.db-wal'];

export const scenario: Scenario<Size> = {
  row: 'R4',
  title: 'power cuts',
  sizes: { ci: { orders: 1_200, cuts: 200 }, long: { orders: 10_000, cuts: 400 } },
  async run(size, report) {
    assertStrace();
    const { seed, say } = report;
    const clean = await cutThrough(size, undefined, report);
    say(`${clean.acked} orders acknowledged, ${clean.syncs} syncs, ${clean.checkpoints} writes into the data file: ${clean.words}`);
    const planted = await cutThrough({ orders: 200, cuts: 20 }, plant, report);
    say(`planted ${plant}: ${planted.words}`);
    const isFound = planted.lost > 0 || planted.damaged > 0;
    const pass = clean.acked === size.orders && clean.lost === 0 && clean.damaged === 0 && clean.dropped > 0 && isFound;
    const words = `${size.cuts} cuts through one life with ${clean.acked} acknowledgements (${clean.checks} looked for in all): ${clean.words}; planted ${plant} ${isFound ? `found (${planted.lost} lost, ${planted.damaged} damaged)` : 'NOT found'}`;
    return { row: 'R4', n: clean.acked, k: size.cuts, lost: clean.lost, duplicate: 0, seed, pass, words };
  },
};

interface Outcome {
  acked: number;
  syncs: number;
  checkpoints: number;
  /** Acknowledged orders looked for, over all images. */
  checks: number;
  lost: number;
  damaged: number;
  dropped: number;
  words: string;
}

async function cutThrough({ orders, cuts }: Size, planted: string | undefined, { seed }: Report): Promise<Outcome> {
  const chance = random(seed);
  const dir = mkdtempSync(join(tmpdir(), 'orderloom-power-'));
  try {
    const { base, events, runs } = await recordLife(dir, orders, planted);
    const acknowledged = events.filter((one) => one.kind === 'acknowledged');
    const first = acknowledged[0]!.from;
    const last = events.at(-1)!.from + 1;
    const outcome: Outcome = {
      acked: acknowledged.length,
      syncs: events.filter(({ kind }) => kind === 'sync').length,
      checkpoints: events.filter((one) => one.kind === 'write' && one.file === 'orderloom.db').length,
      ...{ checks: 0, lost: 0, damaged: 0, dropped: 0, words: '' },
    };
    // Half of the cuts come right after an acknowledgement, where a lie would show.
    const instants = Array.from({ length: cuts }, () =>
      chance() < 0.5 ? first + 1 + Math.floor(chance() * (last - first)) : acknowledged[Math.floor(chance() * acknowledged.length)]!.from + 1,
    ).sort((a, b) => a - b);
    const build = imagesOf(base, events);
    for (const cut of instants) {
      const image = mkdtempSync(join(dir, 'image-'));
      outcome.dropped += build(image, cut, chance).dropped;
      const promised = acknowledged.filter(({ from }) => from < cut).map(({ text }) => runs.get(/FSYNC-\d+-Q/.exec(text)?.[0] ?? '') ?? text);
      outcome.checks += promised.length;
      const found = open(join(image, 'orderloom.db'));
      if (found === undefined) outcome.damaged += 1;
      outcome.lost += promised.filter((id) => found?.has(id) !== true).length;
      rmSync(image, { recursive: true });
    }
    outcome.words = `${outcome.lost} lost, ${outcome.damaged} images damaged, ${outcome.dropped} unsynced writes dropped or torn`;
    return outcome;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const whole = `SELECT r.id FROM runs r
  JOIN log l ON l.k = r.n * 65536 + 1
  JOIN deliveries d ON d.tenant = r.tenant AND d.row ->> 'key' IS NOT NULL AND d.row ->> 'key' = r.head ->> '$.keys[0]'`;

/** Runs whose delivery and log stand in the file; undefined when it is damaged. */
function open(file: string): Set<string> | undefined {
  try {
    const database = openWriter(file);
    try {
      const sound = database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
      if (sound.length !== 1 || sound[0]?.integrity_check !== 'ok') return undefined;
      const rows = database.prepare(whole).all();
      return new Set((rows as { id: string }[]).map(({ id }) => id));
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}

async function recordLife(
  dir: string,
  orders: number,
  planted: string | undefined,
): Promise<{ base: Map<string, Buffer>; events: Event[]; runs: Map<string, string> }> {
  const hub = await hubProcess({
    env: planted ? { PLANT: planted } : {},
    nodeArgs: planted ? ['--import', `file://${join(root, 'test/chaos/plants/plant.ts')}`] : [],
  });
  try {
    await hub.start();
    await deploy(hub, quietFlow);
    const trace = join(dir, 'trace');
    const tracing = await traceCalls(hub.process()!.pid!, trace, 'pwrite64,ftruncate,fdatasync,fsync,write,writev', 66_000);
    const base = new Map(files.map((file) => [file, readFileSync(join(hub.dir, file))]));
    const runs = await send(hub, orders);
    await tracing.end();
    return { base, events: await eventsOf(trace), runs };
  } finally {
    await hub.remove();
  }
}

async function send(hub: HubProcess, orders: number): Promise<Map<string, string>> {
  const runs = new Map<string, string>();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < orders) {
      const number = `FSYNC-${String((next += 1)).padStart(6, '0')}-Q`;
      const { status, body } = await hub.call<{ runId: string }>('POST', '/in/fsync', { number }, { 'webhook-id': number });
      if (status === 202) runs.set(number, body.runId);
      else next -= 1;
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, lane));
  return runs;
}

const quietFlow = {
  format: 1,
  id: 'fsync_test',
  title: 'Fsync test',
  key: { $expr: 'trigger.number' },
  nodes: {
    order: { type: 'webhook@1', config: { path: 'fsync', signature: 'none' } },
    hold: { type: 'wait@1', config: { for: 'PT1H' } },
  },
  edges: [{ from: 'order', to: 'hold' }],
};
