import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { proxy, type Proxy as Wire } from '../../../test/services/proxy.ts';
import { redis as redisServer } from '../../../test/services/redis.ts';
import type { Service } from '../../../test/services/service.ts';
import { ownName } from '../../../test/services/shared.ts';
import { freePort } from '../../../test/support/hub-process.ts';
import { type BellOptions, bullBell } from './bell.ts';

const found = await redisServer({ own: true });
if (found.url === undefined) console.warn(`skipped: ${found.reason}`);

const until = (check: () => unknown, timeout = 10_000) => vi.waitFor(check, { timeout, interval: 5 });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.skipIf(found.url === undefined)('the bell while Redis is away', () => {
  const server = found as Service;
  let wire: Wire;
  let url: string;

  beforeAll(async () => {
    wire = await proxy(Number(new URL(server.url).port));
    url = `redis://127.0.0.1:${wire.port}`;
  });
  afterAll(async () => {
    await wire.close();
    await server.stop();
  });

  function open(options: Partial<BellOptions> = {}) {
    const said: string[] = [];
    const bell = bullBell({ url, prefix: ownName('bell'), report: (message) => said.push(message), ...options });
    onTestFinished(async () => {
      await wire.restore();
      await bell.close();
    });
    return { bell, said };
  }
  const timed = async (work: () => unknown): Promise<number> => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };

  it('a kill is said once, rings cost nothing, and after the return they are heard by themselves', async () => {
    const { bell, said } = open({ url: server.url });
    const prefix = ownName('bell');
    const [ringer, hearer] = [open({ url: server.url, prefix }), open({ url: server.url, prefix })];
    const heard = new Set<string>();
    hearer.bell.listen((_tenant, runId) => heard.add(runId));
    ringer.bell.ring('acme', 'before');
    await until(() => expect(heard).toContain('before'));
    expect(ringer.bell.pace()).toBe(1_000);

    await server.kill();
    await until(() => expect([bell, ringer.bell, hearer.bell].some((one) => one.isUp())).toBe(false));
    expect(ringer.bell.pace()).toBe(250);
    expect(await timed(() => Array.from({ length: 1_000 }, (_, n) => ringer.bell.ring('acme', `lost ${n}`)))).toBeLessThan(100);
    hearer.bell.ring('acme', 'rung where it is heard');
    await until(() => expect(heard).toContain('rung where it is heard'));
    await pause(500);
    expect(ringer.bell.dropped()).toBe(1_000);

    await server.restart();
    let rung = 0;
    const back = await timed(() =>
      until(() => {
        ringer.bell.ring('acme', `after ${(rung += 1)}`);
        expect([...heard].some((id) => id.startsWith('after'))).toBe(true);
      }),
    );
    console.info(`heard again ${Math.round(back)} ms after Redis is back`);
    expect(back).toBeLessThan(5_000);
    await until(() => expect(said).toHaveLength(2));
    expect(ringer.said).toEqual(['Redis is away: due runs are found by looking for them', 'Redis is back']);
  });

  it('a Redis that was never there is no reason not to start, and is found when it comes', async () => {
    await wire.cut();
    const { bell, said } = open();
    const heard = new Set<string>();
    bell.listen((_tenant, runId) => heard.add(runId));
    bell.ring('acme', 'a');
    await until(() => expect(heard).toContain('a'));
    await wire.restore();
    await until(() => expect(bell.isUp()).toBe(true));
    bell.ring('acme', 'b');
    await until(() => expect(heard).toContain('b'));
    expect(said).toEqual(['Redis is away: due runs are found by looking for them', 'Redis is back']);
  });

  it('a Redis that hears and says nothing is left within seconds, and what is kept for it has an end', async () => {
    const prefix = ownName('bell');
    const [{ bell }, hearer] = [open({ prefix }), open({ prefix, url: server.url })];
    const heard = new Set<string>();
    hearer.bell.listen((_tenant, runId) => heard.add(runId));
    await until(() => expect(bell.isUp()).toBe(true));
    wire.halfOpen();
    bell.ring('acme', 'first');
    await pause(50);
    for (let n = 0; n < 60_000; n += 1) bell.ring('acme', `run ${n}`);
    expect(bell.dropped()).toBe(10_000);
    expect(await timed(() => until(() => expect(bell.isUp()).toBe(false)))).toBeLessThan(4_000);
    await wire.restore();
    await until(() => expect(bell.isUp()).toBe(true));
    bell.ring('acme', 'last');
    await until(() => expect(heard).toContain('last'));
  });

  it.each([
    ['reached', async () => undefined],
    ['cut off', () => wire.cut()],
    ['deaf', async () => wire.halfOpen()],
    ['found to be deaf', () => Promise.resolve(wire.halfOpen()).then(() => pause(4_000))],
  ])('closes within a second while Redis is %s', async (_how, happen) => {
    const { bell } = open();
    const heard = vi.fn();
    bell.listen(heard);
    bell.ring('acme', 'a');
    await until(() => expect(heard).toHaveBeenCalled());
    await happen();
    for (let n = 0; n < 100; n += 1) bell.ring('acme', `run ${n}`);
    expect(await timed(() => bell.close())).toBeLessThan(1_000);
  });

  it('a process ends by itself after close, whether Redis was there or never', async () => {
    for (const at of [server.url, `redis://127.0.0.1:${await freePort()}`]) {
      const text = `
        import { bullBell } from ${JSON.stringify(new URL('./bell.ts', import.meta.url).href)};
        import { liveBus } from ${JSON.stringify(new URL('./live-bus.ts', import.meta.url).href)};
        const bell = bullBell({ url: ${JSON.stringify(at)}, prefix: 'ends', report() {} });
        const bus = liveBus({ url: ${JSON.stringify(at)}, prefix: 'ends' });
        bus.listen(() => undefined);
        bell.listen(() => undefined);
        bell.ring('acme', 'a');
        setTimeout(async () => { bus.close(); await bell.close(); }, 300);`;
      const child = spawn(process.execPath, ['--input-type=module', '--no-warnings', '-e', text], { stdio: ['ignore', 'inherit', 'inherit'] });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const impatience = setTimeout(() => child.kill('SIGKILL'), 8_000);
      const took = await timed(async () => expect(await ended).toBe(0));
      clearTimeout(impatience);
      expect(took).toBeLessThan(5_000);
    }
  });
});
