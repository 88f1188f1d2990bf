import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../test/support/manual-clock.ts';
import { type CallHour, callsKind } from '../../access/calls.ts';
import { memoryDisk } from '../memory/disk.ts';
import { memoryStore } from '../memory/store.ts';
import { callCounts } from './call-counts.ts';

const noon = Date.UTC(2026, 2, 2, 12);

function open(life = 'one') {
  const clock = manualClock(noon);
  const { documents } = memoryStore(memoryDisk(), clock.now);
  const counts = callCounts({ documents, clock, life, report: (_, { error }) => expect.unreachable(String(error)) });
  const kept = async () => (await documents.list<CallHour>('t', callsKind)).items;
  return { clock, counts, documents, kept };
}

describe('calls of a connection', () => {
  it('are counted by what came back, in the minute it came back', async () => {
    const { clock, counts, kept } = open();
    counts.heard('t', 'wms', { isWell: true, ms: 10 });
    counts.heard('t', 'wms', { isWell: true, ms: 20, refusal: { code: 'connector.conflict', message: 'no' } });
    clock.set(noon + 60_000);
    counts.heard('t', 'wms', { isWell: false, ms: 30, refusal: { code: 'connector.rate_limited', message: 'busy' } });
    counts.heard('t', 'wms', { isWell: false, ms: 40, refusal: { code: 'connector.timeout', message: 'late' } });
    await counts.flush();
    const [hour] = await kept();
    expect(hour?.body).toMatchObject({
      connection: 'wms',
      minutes: { 0: { ok: 1, refused: 1, busy: 0, failed: 0 }, 1: { ok: 0, refused: 0, busy: 1, failed: 1 } },
      lastOk: noon,
      lastNo: { at: noon + 60_000, code: 'connector.timeout', words: 'late' },
    });
  });

  it.each([
    ['nothing left', { isWell: true, ms: 1, refusal: { code: 'connection.paused', message: 'paused' } }],
    ['nobody was asked again', { isWell: true, ms: 1, refusal: { code: 'connector.effect_unknown', message: 'unknown' } }],
    ['the fault is ours', { isWell: true }],
  ])('are none where %s', async (_, found) => {
    const { counts, kept } = open();
    counts.heard('t', 'wms', found);
    await counts.flush();
    expect(await kept()).toEqual([]);
  });

  it('are written a few seconds after the first, and one document tells an hour', async () => {
    const { clock, counts, kept } = open();
    for (let n = 0; n < 100; n += 1) counts.heard('t', 'wms', { isWell: true, ms: n });
    expect(await kept()).toEqual([]);
    clock.set(noon + 5_000);
    clock.next();
    await counts.flush();
    expect((await kept()).map(({ body }) => body.minutes[0]?.ok)).toEqual([100]);
    clock.set(noon + 3_600_000);
    counts.heard('t', 'wms', { isWell: true, ms: 1 });
    await counts.flush();
    expect(await kept()).toHaveLength(2);
  });

  it('are forgotten after eight days', async () => {
    const { clock, counts, kept } = open();
    counts.heard('t', 'wms', { isWell: true, ms: 1 });
    await counts.flush();
    clock.set(noon + 9 * 86_400_000);
    counts.heard('t', 'wms', { isWell: true, ms: 1 });
    await counts.flush();
    expect((await kept()).map(({ body }) => body.lastOk)).toEqual([noon + 9 * 86_400_000]);
  });

  it('are written with the next ones where the store was away', async () => {
    const clock = manualClock(noon);
    const { documents } = memoryStore(memoryDisk(), clock.now);
    let isAway = true;
    const reported: string[] = [];
    const put: typeof documents.put = (...ask) => (isAway ? Promise.reject(new Error('away')) : documents.put(...ask));
    const counts = callCounts({ documents: { ...documents, put }, clock, life: 'one', report: (words) => reported.push(words) });
    counts.heard('t', 'wms', { isWell: true, ms: 1 });
    await counts.flush();
    expect(reported).toEqual(['figures of calls could not be written']);
    isAway = false;
    await counts.flush();
    expect((await documents.list<CallHour>('t', callsKind)).items.map(({ body }) => body.minutes[0]?.ok)).toEqual([1]);
  });
});
