import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Flow, FlowNode, Json, JsonObject } from '../../flows/flow.ts';
import { defineNode } from '../../nodes/node-type.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import type { SignalAnswer, StartAnswer } from '../../server/http/api.ts';
import { openEngine } from '../support/open-engine.ts';
import { openTestHub, type TestHub } from '../support/open-test-hub.ts';
import { fine } from '../support/receiver.ts';
import { testProfiles } from '../support/stages/hub-place.ts';

let hub: TestHub;
let count = 0;

/** A flow of these steps one after the other, deployed under an id of its own. */
async function line(nodes: Record<string, FlowNode>, more: Partial<Flow> = {}): Promise<string> {
  const id = `line_${(count += 1)}`;
  const names = ['start', ...Object.keys(nodes)];
  const edges = names.slice(1).map((to, at) => ({ from: names[at]!, to }));
  await hub.deploy({
    format: 1,
    id,
    title: id,
    key: { $expr: 'trigger.number' },
    nodes: { start: { type: 'manual@1' }, ...nodes },
    edges,
    ...more,
  } satisfies Flow);
  return id;
}

const wait = (config: JsonObject): FlowNode => ({ type: 'wait_for@1', config: { deadline: 'P1D', ...config } });
const call = (): FlowNode => ({ type: 'http_request@1', config: { method: 'POST', url: `${hub.receiver.url}/call`, class: 'A' } });

const start = async (flow: string, input: JsonObject): Promise<string> =>
  (await hub.call<StartAnswer>('POST', `/api/flows/${flow}/runs`, { input }, { 'idempotency-key': `start-${(count += 1)}` })).body.runId;

const send = async (name: string, key: string, id: string, data: Json = {}): Promise<SignalAnswer> =>
  (await hub.call<SignalAnswer>('POST', '/api/signals', { name, key, id, data })).body;

/** Signals of a run that were taken, by id. */
const taken = async (id: string): Promise<string[]> => (await hub.run(id)).signals.filter((signal) => signal.taken).map((signal) => signal.id);

/** A run that waits for `go`, then attaches a tracking number as its second key, then waits for the delivery. */
async function shipped() {
  const ship = defineNode({
    type: 'ship@1',
    title: 'Ship',
    summary: 'Attaches a tracking number.',
    group: 'flow',
    icon: 'truck',
    ports: ['done'],
    config: { type: 'object', properties: {} },
    run: () => ({ kind: 'emit', output: { tracking: 'TRACK-1' }, keys: ['TRACK-1'] }),
  });
  const flow: Flow = {
    format: 1,
    id: 'shipped',
    title: 'Shipped',
    key: { $expr: 'trigger.number' },
    nodes: {
      order: { type: 'manual@1' },
      go: wait({ any: ['go'] }),
      ship: { type: 'ship@1' },
      delivered: wait({ any: ['delivered'] }),
    },
    edges: [
      { from: 'order', to: 'go' },
      { from: 'go', to: 'ship' },
      { from: 'ship', to: 'delivered' },
    ],
  };
  const engine = openEngine(memoryStore(), flow, async () => undefined, { nodes: [ship] });
  const { runId: id } = await engine.service.startManual({ tenant: 't', flow: 'shipped', input: { number: 'A-6' }, idempotencyKey: 'a6', by: 'ada' });
  await new Promise((resolve) => setImmediate(resolve));
  await engine.idle();
  return { id, engine };
}

describe.each(await testProfiles())('%s', (profile) => {
  beforeAll(async () => {
    hub = await openTestHub({ profile });
  });

  afterAll(() => hub?.close());

  beforeEach(() => {
    hub.receiver.log.length = 0;
    hub.receiver.answer = fine;
  });

  describe('a signal counts whenever it comes, and once', () => {
    test('before the order: the wait finds it when it is reached', async () => {
      const flow = await line({ paid: wait({ any: ['paid'] }) });
      expect(await send('paid', 'A-1', 'a1')).toEqual({ id: 'a1', duplicate: false, woken: [] });
      const run = await start(flow, { number: 'A-1' });
      await hub.until(run, 'completed');
      expect(await taken(run)).toEqual(['a1']);
    });

    test('before the wait: it is kept while the run stands somewhere else', async () => {
      const flow = await line({ booked: wait({ any: ['booked'] }), paid: wait({ any: ['paid'] }) });
      const run = await start(flow, { number: 'A-2' });
      await hub.waitsAt(run, 'booked');
      await send('paid', 'A-2', 'a2');
      expect((await hub.run(run)).status).toBe('waiting');
      expect(await taken(run)).toEqual([]);
      await send('booked', 'A-2', 'b2');
      await hub.until(run, 'completed');
      expect((await taken(run)).sort()).toEqual(['a2', 'b2']);
    });

    test('while the run is held in a call: it is not missed', async () => {
      const gate = Promise.withResolvers<void>();
      hub.receiver.answer = () => ({ ...fine(), after: gate.promise });
      const flow = await line({ send: call(), paid: wait({ any: ['paid'] }) });
      const run = await start(flow, { number: 'A-3' });
      await expect.poll(() => hub.receiver.log.length).toBe(1);
      await send('paid', 'A-3', 'a3');
      gate.resolve();
      await hub.until(run, 'completed');
      expect(await taken(run)).toEqual(['a3']);
      expect(hub.receiver.log).toHaveLength(1);
    });

    test('before the key: an expression attaches it later, and the signal is found', async () => {
      const flow = await line({ paid: wait({ any: ['paid'] }) }, { key: { $expr: '"SHOP-" & $uppercase(trigger.number)' } });
      await send('paid', 'SHOP-A4', 'a4');
      const run = await start(flow, { number: 'a4' });
      expect((await hub.until(run, 'completed')).keys).toEqual(['SHOP-A4']);
      expect(await taken(run)).toEqual(['a4']);
    });

    test('before a key that a wait names itself', async () => {
      const flow = await line({ send: call(), paid: wait({ any: ['invoice.paid'], key: { $expr: 'steps.send.body.invoice' } }) });
      hub.receiver.answer = () => ({ status: 200, body: { invoice: 'INV-5' } });
      await send('invoice.paid', 'INV-5', 'a5');
      const run = await start(flow, { number: 'A-5' });
      await hub.until(run, 'completed');
    });

    test.each([
      ['before the step that attaches its key', false],
      ['after the step that attached its key', true],
    ])('%s', async (_, isLate) => {
      const { id, engine } = await shipped();
      const ship = (): Promise<unknown> => engine.service.signal('t', { name: 'delivered', key: 'TRACK-1', id: 'd1', data: null });
      const go = (): Promise<unknown> => engine.service.signal('t', { name: 'go', key: 'A-6', id: 'g1', data: null });
      for (const act of isLate ? [go, ship] : [ship, go]) {
        expect(await engine.statusOf(id)).toBe('waiting');
        await act();
        await new Promise((resolve) => setImmediate(resolve));
        await engine.idle();
      }
      expect(await engine.statusOf(id)).toBe('completed');
      await engine.close();
    });
  });

  describe('the same signal again', () => {
    test('sent five times at once it counts once: the next wait for the same fact goes on waiting', async () => {
      const flow = await line({ first: wait({ any: ['part.paid'] }), second: wait({ any: ['part.paid'] }) });
      const run = await start(flow, { number: 'B-1' });
      await hub.waitsAt(run, 'first');
      const answers = await Promise.all(Array.from({ length: 5 }, () => send('part.paid', 'B-1', 'p1')));
      expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
      await hub.waitsAt(run, 'second');
      await send('part.paid', 'B-1', 'p1');
      expect(await hub.run(run)).toMatchObject({ status: 'waiting', at: [{ node: 'second' }] });
      await send('part.paid', 'B-1', 'p2');
      await hub.until(run, 'completed');
      expect((await taken(run)).sort()).toEqual(['p1', 'p2']);
    });

    test('one signal is taken by every run of its key, by each once', async () => {
      const flow = await line({ paid: wait({ any: ['paid'] }), again: wait({ any: ['paid'] }) });
      const runs = await Promise.all([1, 2, 3].map(() => start(flow, { number: 'B-2' })));
      for (const run of runs) await hub.waitsAt(run, 'paid');
      expect((await send('paid', 'B-2', 'one')).woken.sort()).toEqual([...runs].sort());
      for (const run of runs) await hub.waitsAt(run, 'again');
    });

    // Ends once a run remembers what it took by name, key and id, as signals are stored.
    test('two facts that carry the same number are two facts', async () => {
      const flow = await line({ both: wait({ all: ['installer.booked', 'quote.accepted'] }) });
      const run = await start(flow, { number: 'B-3' });
      await hub.waitsAt(run, 'both');
      await send('installer.booked', 'B-3', '1');
      await send('quote.accepted', 'B-3', '1');
      await expect.poll(async () => (await hub.run(run)).status, { timeout: 1_000 }).toBe('completed');
    });
  });

  describe('a signal that is not meant', () => {
    test.each([
      ['another key', 'paid', 'C-2'],
      ['a longer key', 'paid', 'C-11'],
      ['another name', 'paid.later', 'C-1'],
    ])('%s moves nothing', async (_, name, key) => {
      const flow = await line({ paid: wait({ any: ['paid'] }) });
      const run = await start(flow, { number: 'C-1' });
      await hub.waitsAt(run, 'paid');
      await send(name, key, `c-${(count += 1)}`);
      expect(await hub.run(run)).toMatchObject({ status: 'waiting', at: [{ node: 'paid' }] });
      expect(await taken(run)).toEqual([]);
      await hub.call('POST', `/api/runs/${run}/cancel`, { reason: 'end of the test' });
    });

    test('a wait for new facts only passes over what came before', async () => {
      const flow = await line({ paid: wait({ any: ['paid'], earlier: false }) });
      await send('paid', 'C-5', 'early');
      await new Promise((resolve) => setTimeout(resolve, 5));
      const run = await start(flow, { number: 'C-5' });
      await hub.waitsAt(run, 'paid');
      expect(await taken(run)).toEqual([]);
      await send('paid', 'C-5', 'new');
      await hub.until(run, 'completed');
      expect(await taken(run)).toEqual(['new']);
    });

    test('a signal for an ended run is kept and harms nobody', async () => {
      const flow = await line({ paid: wait({ any: ['paid'] }) });
      const run = await start(flow, { number: 'C-6' });
      await send('paid', 'C-6', 'first');
      await hub.until(run, 'completed');
      expect(await send('paid', 'C-6', 'second')).toMatchObject({ duplicate: false, woken: [] });
      expect(await taken(run)).toEqual(['first']);
    });
  });

  test('all facts in any order, one of them early; one that withdraws ends the wait', async () => {
    const facts = { all: ['contacted', 'booked', 'accepted'], unless: ['withdrawn'] };
    const flow = await line({ installer: wait(facts) }, {});
    await send('accepted', 'D-1', 'd1');
    const run = await start(flow, { number: 'D-1' });
    await hub.waitsAt(run, 'installer');
    await send('booked', 'D-1', 'd2');
    await send('contacted', 'D-1', 'd3');
    await hub.until(run, 'completed');
    const other = await start(flow, { number: 'D-2' });
    await send('booked', 'D-2', 'd4');
    await send('withdrawn', 'D-2', 'd5');
    await hub.until(other, 'completed');
    expect((await hub.steps(other)).find(({ node }) => node === 'installer')).toMatchObject({ port: 'withdrawn' });
  });
});
