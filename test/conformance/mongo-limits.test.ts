/** Four lives on one MongoDB call one receiver, in real time: places and pace that they share. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { connect } from '../../server/adapters/mongo/connect.ts';
import { openShelves } from '../../server/adapters/mongo/open-shelves.ts';
import { type SharedLimits, sharedLimits } from '../../server/adapters/mongo/shared-limits.ts';
import { systemClock } from '../../server/adapters/system/clock.ts';
import type { Limit } from '../../server/adapters/system/limits.ts';
import { ownName, shared } from '../services/shared.ts';

const server = await shared('mongo');
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe.skipIf(server.url === undefined)('limits on MongoDB', () => {
  const enter = async (leaseMs = 15_000) => {
    const place = new URL(server.url ?? '');
    place.pathname = `/${ownName('limits')}`;
    const lives: { limits: SharedLimits; die(): void; isDead(): boolean }[] = [];
    const start = async (): Promise<(typeof lives)[number]> => {
      const { db, now, close } = await connect(place.href);
      let isDead = false;
      const never = new Promise<never>(() => undefined);
      const shelves = openShelves(db, now);
      // A dead process asks nothing and hears nothing.
      const leases = new Proxy(shelves.leases, {
        get: (target, name) => (isDead ? () => never : target[name as 'find'].bind(target)),
      });
      const limits = sharedLimits({
        ...{ shelves: { leases, now }, clock: systemClock(now), life: `life${lives.length}`, leaseMs },
        report: (message, { error }) => expect.unreachable(`${message}: ${String(error)}`),
      });
      const one = { limits, die: () => void (isDead = true), isDead: () => isDead };
      lives.push(one);
      onTestFinished(async () => {
        if (!isDead) await limits.close();
        if (one === lives[0]) await db.dropDatabase();
        await close();
      });
      return one;
    };
    const receiver = { now: 0, most: 0, calls: [] as { at: number; life: number }[] };
    const call = async (life: (typeof lives)[number], limit: Limit, callMs: number, until: number): Promise<void> => {
      while (performance.now() < until && !life.isDead()) {
        const leave = await life.limits.enter('t', 'shop', limit);
        receiver.now += 1;
        receiver.most = Math.max(receiver.most, receiver.now);
        receiver.calls.push({ at: performance.now(), life: lives.indexOf(life) });
        await sleep(callMs);
        receiver.now -= 1;
        leave();
      }
    };
    const callsOf = (life: number): number[] => receiver.calls.filter((one) => one.life === life).map(({ at }) => at);
    return { start, call, receiver, callsOf };
  };

  test('five places and twenty calls a second, whoever calls', async () => {
    const { start, call, receiver, callsOf } = await enter();
    const lives = [await start(), await start(), await start(), await start()];
    const began = performance.now();
    const limit = { concurrent: 5, perSecond: 20 };
    const calling = lives.flatMap((life) => Array.from({ length: 8 }, () => call(life, limit, 40, began + 6_500)));
    await sleep(6_400);
    const measured = receiver.calls.filter(({ at }) => at >= began + 1_000 && at < began + 6_000);
    const counts = [0, 1, 2, 3].map((life) => callsOf(life).length);
    console.log(`${measured.length} calls in 5 s at 20 a second, at most ${receiver.most} side by side, ${counts.join(' ')} by process`);
    expect(receiver.most).toBeLessThanOrEqual(5);
    expect(measured.length).toBeGreaterThanOrEqual(90);
    expect(measured.length).toBeLessThanOrEqual(110);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(10);
    await Promise.all(calling);
  });

  test('the places of a process that was killed are back within its lease', async () => {
    const leaseMs = 2_000;
    const { start, call, receiver, callsOf } = await enter(leaseMs);
    const [killed, heir] = [await start(), await start()];
    const began = performance.now();
    const limit = { concurrent: 5 };
    for (let n = 0; n < 8; n += 1) void call(killed, limit, 30, began + 8_000);
    await sleep(700);
    killed.die();
    const diedAt = performance.now();
    await sleep(100);
    const calling = Array.from({ length: 8 }, () => call(heir, limit, 30, diedAt + leaseMs + 2_000));
    await Promise.all(calling);
    const after = callsOf(1).filter((at) => at > diedAt + leaseMs + 500);
    console.log(`the first call of the heir came ${Math.round((callsOf(1)[0] ?? Number.NaN) - diedAt)} ms after the death, with a lease of ${leaseMs} ms`);
    expect(receiver.most).toBeLessThanOrEqual(5);
    expect(callsOf(1)[0]! - diedAt).toBeLessThanOrEqual(leaseMs + 500);
    expect(after.length).toBeGreaterThan(100);
  });
});
