import { describe, expect, it } from 'vitest';
import type { Flow, JsonObject } from '../../flows/flow.ts';
import { manualClock } from '../../test/support/manual-clock.ts';
import { processBell } from '../adapters/memory/bell.ts';
import { memoryDisk } from '../adapters/memory/disk.ts';
import { memoryStore } from '../adapters/memory/store.ts';
import type { Deployed } from '../catalogue/deployed.ts';
import { schedules } from './schedules.ts';

const flow: Flow = { format: 1, id: 'hourly', title: 'Hourly', nodes: { due: { type: 'schedule@1', config: { every: 'PT1H' } } }, edges: [] };
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

function open(disk: ReturnType<typeof memoryDisk>, clock = manualClock(), switches: Partial<Deployed> = {}, beside: Partial<Deployed>[] = []) {
  const store = memoryStore(disk, clock.now);
  const deployed: Deployed = { tenant: 't', flow, version: 'v', number: 1, at: manualClock().now(), by: 'ada', message: '', paused: false, ...switches };
  const timetable = schedules({
    store: store.runs,
    documents: store.documents,
    queue: processBell(),
    clock,
    deployed: () => [deployed, ...beside.map((other) => ({ ...deployed, ...other }))],
    report: (message, { error }) => {
      throw new Error(message, { cause: error });
    },
  });
  timetable.refresh();
  return { clock, timetable };
}

describe('a schedule', () => {
  it('starts one run at each due instant', async () => {
    const disk = memoryDisk();
    const { clock } = open(disk);
    for (let hour = 0; hour < 3; hour += 1) {
      await turns();
      clock.next();
    }
    await turns();
    expect([...disk.runs.values()].map((run) => new Date(run.head.startedAt).toISOString())).toEqual([
      '2026-01-05T10:00:00.000Z',
      '2026-01-05T11:00:00.000Z',
      '2026-01-05T12:00:00.000Z',
    ]);
  });

  it('starts a run in every environment that has its flow, and passes over where it is switched off', async () => {
    const disk = memoryDisk();
    const pausedTrigger = { triggers: { due: { at: 0, by: 'ada', reason: 'too often' } } };
    const { clock } = open(disk, manualClock(), {}, [{ tenant: 't.test' }, { tenant: 't.stage', ...pausedTrigger }]);
    await turns();
    while (clock.next(manualClock().now() + 3_600_000)) await turns();
    expect([...disk.runs.values()].map(({ head }) => head.tenant).sort()).toEqual(['t', 't.test']);
  });

  it('fired by two processes at once starts once', async () => {
    const disk = memoryDisk();
    const clocks = [open(disk).clock, open(disk).clock];
    await turns();
    for (const clock of clocks) clock.next();
    await turns();
    expect(disk.runs.size).toBe(1);
  });

  it('catches up after a stop, and does not repeat what it did', async () => {
    const disk = memoryDisk();
    const first = open(disk);
    await turns();
    first.clock.next();
    await turns();
    first.timetable.stop();
    const later = manualClock(first.clock.now() + 2.5 * 3_600_000);
    open(disk, later);
    for (let wake = 0; wake < 2; wake += 1) {
      await turns();
      later.next(later.now());
    }
    await turns();
    expect(disk.runs.size).toBe(3);
  });

  it('of a paused flow keeps its runs without starting them', async () => {
    const disk = memoryDisk();
    const { clock } = open(disk, manualClock(), { paused: true });
    await turns();
    clock.next();
    await turns();
    expect([...disk.runs.values()][0]!.head).toMatchObject({ status: 'waiting', code: 'flow.paused' });
  });

  it('whose trigger is paused passes its instants over, and starts at the next one after it goes on', async () => {
    const disk = memoryDisk();
    const paused = open(disk, manualClock(), { triggers: { due: { at: 0, by: 'ada', reason: 'month end' } } });
    for (let hour = 0; hour < 2; hour += 1) {
      await turns();
      paused.clock.next();
    }
    await turns();
    paused.timetable.stop();
    expect(disk.runs.size).toBe(0);
    const { clock } = open(disk, paused.clock);
    await turns();
    clock.next();
    await turns();
    expect([...disk.runs.values()].map((run) => new Date(run.head.startedAt).toISOString())).toEqual(['2026-01-05T12:00:00.000Z']);
  });

  /** What a schedule starts between two instants, in a hub that stops and starts again after every run. */
  async function starts(config: JsonObject, from: string, until: string, more: Partial<Flow> = {}): Promise<string[]> {
    const disk = memoryDisk();
    const clock = manualClock(Date.parse(from));
    const drawn: Flow = { ...flow, zone: 'Europe/Stockholm', nodes: { due: { type: 'schedule@1', config } }, ...more };
    for (let runs = -1; runs < disk.runs.size; ) {
      runs = disk.runs.size;
      const { timetable } = open(disk, clock, { flow: drawn, at: Date.parse(from) });
      await turns();
      clock.next(Date.parse(until));
      await turns();
      timetable.stop();
    }
    return [...disk.runs.values()].map((run) => new Date(run.head.startedAt).toISOString().slice(0, 16));
  }

  it('at half past two starts once in the night that skips the hour and once in the night that doubles it', async () => {
    expect(await starts({ cron: '30 2 * * *' }, '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z')).toEqual(['2026-03-29T01:00', '2026-03-30T00:30']);
    expect(await starts({ cron: '30 2 * * *' }, '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z')).toEqual(['2026-10-25T00:30', '2026-10-26T01:30']);
  });

  it('of every month keeps its day over short months', async () => {
    expect(await starts({ every: 'P1M' }, '2026-01-31T09:00:00Z', '2026-06-01T00:00:00Z')).toEqual([
      '2026-02-28T09:00',
      '2026-03-31T08:00',
      '2026-04-30T08:00',
      '2026-05-31T08:00',
    ]);
  });

  it("by a calendar of one's own reads it as it was frozen", async () => {
    const lock = {
      calendars: { ours: { version: 3, week: { thu: ['08:00-17:00'], fri: ['08:00-17:00'] }, special: [{ on: '2026-04-30', title: 'Stocktaking' }] } },
    };
    expect(await starts({ openDay: -1, at: '07:00', calendar: 'ours' }, '2026-03-01T00:00:00Z', '2026-06-01T00:00:00Z', { lock })).toEqual([
      '2026-03-27T06:00',
      '2026-04-24T05:00',
      '2026-05-29T05:00',
    ]);
  });

  it('is over after its last day', async () => {
    expect(
      await starts({ cron: '0 7 * * *', calendar: 'se', from: '2026-12-23', until: '2026-12-28' }, '2026-12-01T00:00:00Z', '2027-02-01T00:00:00Z'),
    ).toEqual(['2026-12-23T06:00', '2026-12-28T06:00']);
  });
});
