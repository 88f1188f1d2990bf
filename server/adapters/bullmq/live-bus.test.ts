import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { proxy, type Proxy as Wire } from '../../../test/services/proxy.ts';
import { ownName, shared } from '../../../test/services/shared.ts';
import { liveBus } from './live-bus.ts';

const redis = await shared('redis');
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 5 });

describe.skipIf(!redis.url)('news between processes', () => {
  let wire: Wire;
  beforeAll(async () => {
    wire = await proxy(Number(new URL(redis.url!).port || 6379));
  });
  afterAll(() => wire.close());

  function open(prefix: string) {
    const bus = liveBus({ url: `redis://127.0.0.1:${wire.port}`, prefix });
    onTestFinished(async () => {
      await wire.restore();
      bus.close();
    });
    const heard: string[] = [];
    let hears = false;
    const leave = bus.listen((text) => (text === 'ready?' ? (hears = true) : heard.push(text)));
    return { bus, heard, leave, hears: () => hears };
  }
  async function pair() {
    const prefix = ownName('live');
    const [here, there] = [open(prefix), open(prefix)];
    await until(() => {
      for (const { bus } of [here, there]) bus.publish('ready?');
      expect([here.hears(), there.hears()]).toEqual([true, true]);
    });
    return { here, there };
  }

  it('what one process says the others hear in its order, itself not', async () => {
    const { here, there } = await pair();
    const said = Array.from({ length: 500 }, (_, n) => `{"n":${n}}`);
    for (const text of said) here.bus.publish(text);
    await until(() => expect(there.heard).toEqual(said));
    expect(here.heard).toEqual([]);
    there.leave();
    here.bus.publish('to nobody');
    here.bus.publish('x'.repeat(300_000));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(there.heard).not.toContain('to nobody');
  });

  it('is silent while Redis is away and speaks again after', async () => {
    const { here, there } = await pair();
    await wire.cut();
    await until(() => expect(here.bus.isUp()).toBe(false));
    expect(() => here.bus.publish('lost')).not.toThrow();
    await wire.restore();
    await until(() => {
      here.bus.publish('again');
      expect(there.heard).toContain('again');
    });
    expect(there.heard).not.toContain('lost');
  });

  it('keeps little for a Redis that does not take it', async () => {
    const { here } = await pair();
    wire.halfOpen();
    const before = process.memoryUsage().heapUsed + process.memoryUsage().external;
    const text = 'x'.repeat(200_000);
    for (let n = 0; n < 1_000; n += 1) here.bus.publish(text);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(process.memoryUsage().heapUsed + process.memoryUsage().external - before).toBeLessThan(100_000_000);
  });
});
