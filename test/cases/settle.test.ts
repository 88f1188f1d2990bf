/** A receiver that can be looked up is given the time it states before it is asked what became of a lost call. */
import { expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { ConnectorError, defineNode, type EffectTurn, type Outcome } from '../../nodes/node-type.ts';
import { memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { openEngine } from '../support/open-engine.ts';

const settle = 5_000;
const flow: Flow = {
  format: 1,
  id: 'book',
  title: 'Book',
  nodes: { begin: { type: 'manual@1' }, book: { type: 'book@1', retry: { attempts: 3, delay: 'PT1S', backoff: 'fixed' } } },
  edges: [{ from: 'begin', to: 'book' }],
};

/** `call` is the booking itself; `looked` hears when somebody looked it up; it is there, or the receiver is away. */
const bookNode = (call: (turn: EffectTurn) => Promise<never>, looked: () => 'away' | undefined) =>
  defineNode({
    type: 'book@1',
    title: 'Book',
    summary: 'Books.',
    group: 'connectors',
    icon: 'plug',
    ports: ['done'],
    config: { type: 'object', properties: {} },
    effect: {
      class: 'B',
      settle,
      async lookup(): Promise<Outcome | null> {
        if (looked() === 'away') throw new ConnectorError('connector.unavailable', 'away');
        return { kind: 'emit', output: { found: true } };
      },
    },
    run: call,
  });

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

it('after a lost answer', async () => {
  let lostAt = 0;
  let lookedAt = 0;
  const lose = async (): Promise<never> => {
    lostAt = engine.clock.now();
    throw new ConnectorError('connector.lost_answer', 'lost', { unknown: true });
  };
  const node = bookNode(lose, () => {
    lookedAt = engine.clock.now();
    return undefined;
  });
  const engine = openEngine(memoryStore(memoryDisk()), flow, async () => undefined, { nodes: [node] });
  const { runId } = await engine.service.startManual({ tenant: 't', flow: 'book', input: {}, idempotencyKey: 's', by: 'ada' });
  for (let wake = 0; wake < 12; wake += 1) {
    await turns();
    engine.clock.next();
  }
  await turns();
  expect(await engine.statusOf(runId)).toBe('completed');
  expect(lookedAt - lostAt).toBeGreaterThanOrEqual(settle);
});

it('after the hub died during the call', async () => {
  const disk = memoryDisk();
  const never = (): Promise<never> => new Promise(() => undefined);
  const first = openEngine(memoryStore(disk), flow, async () => undefined, { nodes: [bookNode(never, () => undefined)] });
  const { runId } = await first.service.startManual({ tenant: 't', flow: 'book', input: {}, idempotencyKey: 's', by: 'ada' });
  await turns();
  let lookedAt = 0;
  const node = bookNode(never, () => {
    lookedAt = next.clock.now();
    return undefined;
  });
  const next = openEngine(memoryStore(disk), flow, async () => undefined, { nodes: [node] });
  const began = next.clock.now();
  for (let wake = 0; wake < 12; wake += 1) {
    await turns();
    next.clock.next();
  }
  await turns();
  expect(await next.statusOf(runId)).toBe('completed');
  expect(lookedAt - began).toBeGreaterThanOrEqual(settle);
});

it('again and again, until it says whether the call of a dead hub was done', async () => {
  const disk = memoryDisk();
  const never = (): Promise<never> => new Promise(() => undefined);
  const first = openEngine(memoryStore(disk), flow, async () => undefined, { nodes: [bookNode(never, () => undefined)] });
  const { runId } = await first.service.startManual({ tenant: 't', flow: 'book', input: {}, idempotencyKey: 's', by: 'ada' });
  await turns();
  let calls = 0;
  let looks = 0;
  const count = async (): Promise<never> => {
    calls += 1;
    return never();
  };
  const lookUp = (): 'away' | undefined => {
    looks += 1;
    return looks === 1 ? 'away' : undefined;
  };
  const next = openEngine(memoryStore(disk), flow, async () => undefined, { nodes: [bookNode(count, lookUp)] });
  for (let wake = 0; wake < 20; wake += 1) {
    await turns();
    next.clock.next();
  }
  await turns();
  expect(await next.statusOf(runId)).toBe('completed');
  expect({ calls, looks }).toEqual({ calls: 0, looks: 2 });
});
