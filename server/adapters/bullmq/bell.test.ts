import { Redis } from 'ioredis';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { redis as redisServer } from '../../../test/services/redis.ts';
import type { Service } from '../../../test/services/service.ts';
import { ownName } from '../../../test/services/shared.ts';
import { type BellOptions, bullBell } from './bell.ts';

// A server of our own: what is counted and thrown away here belongs to nobody else.
const found = await redisServer({ own: true });
if (found.url === undefined) console.warn(`skipped: ${found.reason}`);

describe.skipIf(found.url === undefined)('the bell on Redis', () => {
  const server = found as Service;
  const admin = new Redis(found.url ?? '', { lazyConnect: true });
  let prefix: string;

  beforeAll(() => async () => {
    admin.disconnect();
    await server.stop();
  });
  beforeEach(async () => {
    prefix = ownName('bell');
    await admin.flushall();
    await admin.config('RESETSTAT');
  });

  function open(options: Partial<BellOptions> = {}) {
    const bell = bullBell({ url: server.url, prefix, report: (message) => console.error(message), ...options });
    onTestFinished(() => bell.close());
    return bell;
  }
  const waiting = () => admin.zcard(`${prefix}:bell:prioritized`);
  const until = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 5 });
  const rings = (count: number) => until(async () => expect(await waiting()).toBe(count));
  const fresh = (flow: string, delivery: string) => ({ flow, delivery });

  it('a fresh order costs one job, no message to holders, and leaves nothing behind', async () => {
    const bell = open();
    for (let n = 0; n < 100; n += 1) bell.ring('acme', `run ${n}`, fresh('f', `${n}`));
    await rings(100);
    const heard: string[] = [];
    bell.listen((_tenant, runId) => heard.push(runId));
    await until(() => expect(heard).toHaveLength(100));
    await until(async () => expect(await admin.llen(`${prefix}:bell:active`)).toBe(0));
    expect(await admin.get(`${prefix}:bell:id`)).toBe('100');
    expect(await admin.info('commandstats')).not.toContain('cmdstat_publish');
    expect(await admin.keys(`${prefix}:bell:[0-9]*`)).toEqual([]);
  });

  it('one order of a flow is heard soon behind 5,000 of another, whichever process it came to', async () => {
    const [ringer, other, hearer] = [open(), open(), open()];
    for (let n = 0; n < 5_000; n += 1) ringer.ring('acme', `a ${n}`, fresh('a', `${n}`));
    await rings(5_000);
    other.ring('acme', 'b first', fresh('b', 'b'));
    await rings(5_001);
    const heard: string[] = [];
    let room = true;
    hearer.listen(
      (_tenant, runId) => {
        heard.push(runId);
        if (heard.length === 2_000) room = false;
      },
      { holds: () => false, hasRoom: () => room },
    );
    await until(() => expect(heard.length).toBeGreaterThanOrEqual(2_000));
    const before = heard.length;
    ringer.ring('acme', 'b later', fresh('b', 'b2'));
    await until(async () => expect(await admin.get(`${prefix}:bell:id`)).toBe('5002'));
    room = true;
    await until(() => expect(heard).toHaveLength(5_002));
    const places = { first: heard.indexOf('b first'), later: heard.indexOf('b later') - before };
    console.info('rings heard before it:', places);
    expect(places.first).toBeLessThanOrEqual(50);
    expect(places.later).toBeLessThanOrEqual(50);
  });

  it('a cancel goes before the waiting orders of its flow', async () => {
    const bell = open();
    for (let n = 0; n < 1_000; n += 1) bell.ring('acme', `a ${n}`, fresh('a', `${n}`));
    await rings(1_000);
    bell.ring('acme', 'canceled', { flow: 'a' });
    await rings(1_001);
    const heard: string[] = [];
    bell.listen((_tenant, runId) => heard.push(runId));
    await until(() => expect(heard).toHaveLength(1_001));
    expect(heard.indexOf('canceled')).toBeLessThan(8);
  });

  it('without room nothing is told but what is held; then everything', async () => {
    const [ringer, hearer] = [open(), open()];
    const heard = new Set<string>();
    let room = false;
    hearer.listen((_tenant, runId) => heard.add(runId), { holds: (runId) => runId === 'held', hasRoom: () => room });
    await until(async () => expect((await admin.pubsub('NUMSUB', `${prefix}:held`))[1]).toBe(1));
    for (let n = 0; n < 200; n += 1) ringer.ring('acme', `run ${n}`, fresh('f', `${n}`));
    await until(async () => expect(await waiting()).toBeLessThan(200));
    ringer.ring('acme', 'held');
    await until(() => expect(heard).toEqual(new Set(['held'])));
    room = true;
    await until(() => expect(heard.size).toBe(201));
  });

  it('who leaves in the middle of a backlog leaves the rest to the others', async () => {
    const [one, two] = [open(), open()];
    for (let n = 0; n < 3_000; n += 1) one.ring('acme', `run ${n}`, fresh('f', `${n}`));
    await rings(3_000);
    const heard = new Set<string>();
    let countdown = 1_000;
    const leave = one.listen((_tenant, runId) => {
      heard.add(runId);
      countdown -= 1;
      if (countdown === 0) leave();
    });
    await until(() => expect(countdown).toBe(0));
    const byOne = heard.size;
    two.listen((_tenant, runId) => heard.add(runId));
    await until(() => expect(heard.size).toBe(3_000));
    expect(countdown).toBe(0);
    expect(byOne).toBe(1_000);
  });

  it('rings go on being heard after FLUSHALL, with jobs waiting and with none', async () => {
    const [ringer, hearer] = [open(), open()];
    const heard = new Map<string, number>();
    let room = false;
    hearer.listen((_tenant, runId) => heard.set(runId, performance.now()), { holds: () => false, hasRoom: () => room });
    for (let n = 0; n < 500; n += 1) ringer.ring('acme', `lost ${n}`, fresh('f', `${n}`));
    await until(async () => expect(await waiting()).toBeGreaterThan(400));
    await admin.flushall();
    room = true;
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (let round = 0; round < 5; round += 1) {
      // The worker sleeps in Redis by now, on a key that is gone.
      await new Promise((resolve) => setTimeout(resolve, 150));
      await admin.flushall();
      const rung = performance.now();
      ringer.ring('acme', `round ${round}`, fresh('f', `${round}`));
      await until(() => expect(heard.has(`round ${round}`)).toBe(true));
      expect(heard.get(`round ${round}`)! - rung).toBeLessThan(500);
    }
    expect([...heard.keys()].filter((id) => id.startsWith('lost')).length).toBeLessThan(100);
  });

  it('rings go on being heard after SCRIPT FLUSH', async () => {
    const bell = open();
    const heard = new Set<string>();
    bell.listen((_tenant, runId) => heard.add(runId));
    for (let round = 0; round < 3; round += 1) {
      for (let n = 0; n < 10; n += 1) bell.ring('acme', `run ${round} ${n}`);
      await until(() => expect(heard.size).toBe((round + 1) * 10));
      await admin.script('FLUSH');
    }
  });

  it('what nobody takes has an end', async () => {
    const bell = open({ mostWaiting: 2_000 });
    for (let n = 0; n < 5_000; n += 1) bell.ring('acme', `run ${n}`, fresh('f', `${n}`));
    await until(() => expect(bell.dropped()).toBe(3_000));
    expect(await waiting()).toBe(2_000);
  });

  it('a Redis that takes no more is reported once, and rings are told here', async () => {
    onTestFinished(async () => void (await admin.config('SET', 'maxmemory', '0')));
    const report = vi.fn();
    const bell = open({ report });
    const heard = new Set<string>();
    bell.listen((_tenant, runId) => heard.add(runId));
    bell.ring('acme', 'before');
    await until(() => expect(heard).toContain('before'));
    await admin.config('SET', 'maxmemory', '1');
    for (let n = 0; n < 20; n += 1) {
      bell.ring('acme', `run ${n}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await until(() => expect(heard.size).toBe(21));
    const said = report.mock.calls.map(([, { error }]) => String(error));
    expect(said.some((one) => one.includes('OOM'))).toBe(true);
    expect(said).toEqual([...new Set(said)]);
    await admin.config('SET', 'maxmemory', '0');
    bell.ring('acme', 'after');
    await until(() => expect(heard).toContain('after'));
  });
});
