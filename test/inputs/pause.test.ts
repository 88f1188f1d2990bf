import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Flow, JsonObject } from '../../flows/flow.ts';
import type { BulkAnswer, FlowDetail, RunDetail } from '../../server/http/api.ts';
import { openTestHub, type TestHub } from '../support/open-test-hub.ts';
import { fine } from '../support/receiver.ts';
import { testProfiles } from '../support/stages/hub-place.ts';

let hub: TestHub;
let count = 0;

/** A message at `/in/{id}`, a wait for the go, two calls. */
const flowOf = (id: string, waits: boolean): Flow => ({
  format: 1,
  id,
  title: id,
  key: { $expr: 'trigger.number' },
  nodes: {
    start: { type: 'webhook@1', config: { path: id, dedupe: { $expr: 'trigger.number' } } },
    ...(waits ? { go: { type: 'wait_for@1', config: { any: ['go'], deadline: 'P1D' } } } : {}),
    book: { type: 'http_request@1', config: { method: 'POST', url: `${hub.receiver.url}/book`, class: 'A', body: { number: { $expr: 'trigger.number' } } } },
    tell: { type: 'http_request@1', config: { method: 'POST', url: `${hub.receiver.url}/tell`, class: 'A' } },
  },
  edges: [
    ...(waits
      ? [
          { from: 'start', to: 'go' },
          { from: 'go', to: 'book' },
        ]
      : [{ from: 'start', to: 'book' }]),
    { from: 'book', to: 'tell' },
  ],
});

async function deployed({ waits = false } = {}): Promise<string> {
  const id = `flow_${(count += 1)}`;
  await hub.deploy(flowOf(id, waits));
  return id;
}

const order = async (flow: string, number: string) => (await hub.deliver<{ runId: string; duplicate: boolean }>(flow, { number })).body;
const pause = (flow: string) => hub.call<FlowDetail>('POST', `/api/flows/${flow}/pause`, { reason: 'stock-taking' });
const resume = (flow: string) => hub.call<FlowDetail>('POST', `/api/flows/${flow}/resume`, {});
const booked = (): unknown[] => hub.receiver.at('/book').map(({ body }) => (body as JsonObject)['number']);
const breathe = () => new Promise((resolve) => setTimeout(resolve, 150));

/** A run that stopped at its first call. */
async function stopped(flow: string, number: string): Promise<RunDetail> {
  hub.receiver.answer = ({ path }) => (path === '/book' ? { status: 422, body: { error: 'no such article' } } : fine());
  const { runId } = await order(flow, number);
  return hub.until(runId, 'parked');
}

const keys = (): unknown[] => hub.receiver.at('/book').map(({ headers }) => headers['idempotency-key']);
const stepOf = async (run: string, node: string) => (await hub.steps(run)).find((step) => step.node === node)!;
const act = (run: string, what: string, body: JsonObject = {}) => hub.call('POST', `/api/runs/${run}/${what}`, { reason: 'looked at it', ...body });

/** Resolves once the receiver was called that often and the run stands still again. */
async function called(run: string, times: number): Promise<void> {
  await expect.poll(() => hub.receiver.at('/book').length, { timeout: 5_000 }).toBe(times);
  await hub.until(run, 'parked', 'completed');
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

  describe('a paused flow', () => {
    test('takes orders and starts none; resumed it starts each once', async () => {
      const flow = await deployed();
      expect((await pause(flow)).body).toMatchObject({ paused: true, pauseReason: 'stock-taking' });
      const runs: string[] = [];
      for (const number of ['P-1', 'P-2', 'P-3']) runs.push((await order(flow, number)).runId);
      expect(await order(flow, 'P-2')).toMatchObject({ runId: runs[1], duplicate: true });
      await breathe();
      for (const run of runs) expect(await hub.run(run)).toMatchObject({ status: 'waiting', code: 'flow.paused', reason: expect.stringContaining('paused') });
      expect(hub.receiver.log).toEqual([]);

      expect((await resume(flow)).body).toMatchObject({ paused: false });
      for (const run of runs) await hub.until(run, 'completed');
      expect(booked().sort()).toEqual(['P-1', 'P-2', 'P-3']);
    });

    test('lets runs that are under way go on', async () => {
      const flow = await deployed({ waits: true });
      const { runId } = await order(flow, 'P-4');
      await hub.waitsAt(runId, 'go');
      await pause(flow);
      await hub.call('POST', '/api/signals', { name: 'go', key: 'P-4', id: 'go-4' });
      await hub.until(runId, 'completed');
    });

    test('keeps what happens to a kept order: a signal counts, a cancel holds', async () => {
      const flow = await deployed({ waits: true });
      await pause(flow);
      const going = await order(flow, 'P-5');
      const ending = await order(flow, 'P-6');
      await hub.call('POST', '/api/signals', { name: 'go', key: 'P-5', id: 'go-5' });
      const canceled = await hub.call('POST', `/api/runs/${ending.runId}/cancel`, { reason: 'changed their mind' });
      await breathe();
      expect((await hub.run(going.runId)).status).toBe('waiting');
      await resume(flow);
      await hub.until(going.runId, 'completed');
      await hub.until(ending.runId, 'canceled');
      expect(booked()).toEqual(['P-5']);
      expect(canceled.body['result']).not.toBe('too-late');
    });

    test('stays paused through a deploy, and a kept order keeps the version it came under', async () => {
      const flow = await deployed();
      await pause(flow);
      const before = await order(flow, 'P-7');
      const { version } = await hub.run(before.runId);
      const next = flowOf(flow, false);
      next.nodes['tell']!.config!['url'] = `${hub.receiver.url}/tell/anew`;
      await hub.deploy(next);
      const after = await order(flow, 'P-8');
      await breathe();
      expect(hub.receiver.log).toEqual([]);
      await resume(flow);
      await hub.until(before.runId, 'completed');
      await hub.until(after.runId, 'completed');
      expect((await hub.run(before.runId)).version).toBe(version);
      expect(hub.receiver.at('/tell')).toHaveLength(1);
      expect(hub.receiver.at('/tell/anew')).toHaveLength(1);
    });

    test('starts the oldest of its kept orders first', async () => {
      const flow = await deployed();
      await pause(flow);
      const runs: string[] = [];
      for (let at = 0; at < 40; at += 1) runs.push((await order(flow, `O-${at}`)).runId);
      await resume(flow);
      for (const run of runs) await hub.until(run, 'completed');
      const places = booked().map((number) => Number(String(number).slice(2)));
      const early = places.slice(0, 10).reduce((sum, at) => sum + at, 0);
      const late = places.slice(-10).reduce((sum, at) => sum + at, 0);
      expect(early).toBeLessThan(late);
    });

    // Ends once a kept order answers to a cancel; until then it is canceled when its flow goes on.
    test('cancels a kept order at once', async () => {
      const flow = await deployed();
      await pause(flow);
      const { runId } = await order(flow, 'P-9');
      expect(await hub.call('POST', `/api/runs/${runId}/cancel`, { reason: 'changed their mind' })).toMatchObject({
        status: 200,
        body: { result: 'canceled' },
      });
    });

    test('drains a long queue', async () => {
      const flow = await deployed();
      await pause(flow);
      const runs = await Promise.all(Array.from({ length: 250 }, async (_, at) => (await order(flow, `Q-${at}`)).runId));
      await resume(flow);
      for (const run of runs) await hub.until(run, 'completed');
      expect(new Set(booked()).size).toBe(250);
      expect(hub.receiver.at('/book')).toHaveLength(250);
    });
  });

  describe('a parked run', () => {
    test('says who refused and why', async () => {
      const run = await stopped(await deployed(), 'R-1');
      expect(run).toMatchObject({ code: 'connector.refused', reason: expect.stringContaining('no such article'), can: { retry: true, skip: true } });
      expect(hub.receiver.at('/tell')).toEqual([]);
    });

    test('retried as it is, it is the same effect; retried with a changed request, it is a new one', async () => {
      const { id } = await stopped(await deployed(), 'R-2');
      await act(id, 'retry');
      await called(id, 2);
      await act(id, 'retry', { from: 'book', patch: { body: { number: 'R-2-corrected' } } });
      await called(id, 3);
      await act(id, 'retry');
      await called(id, 4);
      const [first, again, changed, changedAgain] = keys();
      expect(again).toBe(first);
      expect(changed).not.toBe(first);
      expect(changedAgain).toBe(changed);
      expect(booked()).toEqual(['R-2', 'R-2', 'R-2-corrected', 'R-2-corrected']);
      expect(await stepOf(id, 'book')).toMatchObject({ status: 'failed', revision: 1, effect: { class: 'A', key: changed } });

      hub.receiver.answer = fine;
      await act(id, 'retry');
      await hub.until(id, 'completed');
      expect(keys()).toHaveLength(5);
      expect(hub.receiver.at('/tell')).toHaveLength(1);
    });

    test('two people retry at once: one call', async () => {
      const { id } = await stopped(await deployed(), 'R-3');
      hub.receiver.answer = fine;
      const answers = await Promise.all([act(id, 'retry'), act(id, 'retry')]);
      expect(answers.map(({ status }) => status)).toContain(200);
      await hub.until(id, 'completed');
      await breathe();
      expect(keys()).toHaveLength(2);
    });

    // Ends once `run.resumed` of a skip no longer settles the run before the skipped step leaves through its port.
    test('skipped, it goes on past the step, which was not done', async () => {
      const { id } = await stopped(await deployed(), 'R-4');
      await act(id, 'skip');
      await hub.until(id, 'completed');
      expect(await stepOf(id, 'book')).toMatchObject({ status: 'completed', output: null });
      expect(hub.receiver.at('/book')).toHaveLength(1);
      expect(hub.receiver.at('/tell')).toHaveLength(1);
    });

    // Ends once a run does not complete while a step of it stands failed.
    test('two branches stopped: retrying one leaves the run parked at the other', async () => {
      const id = `flow_${(count += 1)}`;
      const flow = flowOf(id, false);
      flow.edges = [
        { from: 'start', to: 'book' },
        { from: 'start', to: 'tell' },
      ];
      await hub.deploy(flow);
      hub.receiver.answer = () => ({ status: 422, body: {} });
      const { runId } = await order(id, 'R-7');
      await expect.poll(async () => (await hub.steps(runId)).filter(({ status }) => status === 'failed').length).toBe(2);
      hub.receiver.answer = fine;
      await act(runId, 'retry', { from: 'book' });
      await expect.poll(async () => (await stepOf(runId, 'book')).status).toBe('completed');
      expect((await hub.until(runId, 'parked', 'completed')).status).toBe('parked');
      await act(runId, 'retry', { from: 'tell' });
      await hub.until(runId, 'completed');
    });

    test('what is done is not done again: a completed step, a completed run and an unknown one are refused', async () => {
      const flow = await deployed();
      const { id } = await stopped(flow, 'R-5');
      expect(await act(id, 'retry', { from: 'start' })).toMatchObject({ status: 409, body: { code: 'step.not_failed' } });
      hub.receiver.answer = fine;
      await act(id, 'retry');
      await hub.until(id, 'completed');
      expect(await act(id, 'retry')).toMatchObject({ status: 409, body: { code: 'run.not_parked' } });
      expect(await act(id, 'skip')).toMatchObject({ status: 409, body: { code: 'run.not_parked' } });
      expect(await act('nobody', 'retry')).toMatchObject({ status: 404, body: { code: 'run.not_found' } });
      expect(hub.receiver.at('/book')).toHaveLength(2);
    });

    test('a parked run can be canceled', async () => {
      const { id } = await stopped(await deployed(), 'R-6');
      expect(await act(id, 'cancel')).toMatchObject({ status: 200, body: { result: 'canceled' } });
    });
  });

  describe('many parked runs', () => {
    const bulk = async (ask: JsonObject) => (await hub.call<BulkAnswer>('POST', '/api/runs/bulk', { reason: 'the article is there now', ...ask })).body;

    test('are counted first, then retried together; what does not fit is refused by name', async () => {
      const flow = await deployed();
      const runs: string[] = [];
      for (const number of ['B-1', 'B-2', 'B-3', 'B-4', 'B-5']) runs.push((await stopped(flow, number)).id);
      const filter = { flow, code: 'connector.refused' };
      expect(await bulk({ act: 'retry', filter, dryRun: true })).toEqual({ matched: 5, done: 0, refused: [], more: false });
      expect(hub.receiver.at('/book')).toHaveLength(5);

      hub.receiver.answer = fine;
      const firstKeys = keys();
      expect(await bulk({ act: 'retry', filter })).toEqual({ matched: 5, done: 5, refused: [], more: false });
      for (const run of runs) await hub.until(run, 'completed');
      expect(keys().slice(5).sort()).toEqual(firstKeys.sort());

      const last = (await stopped(flow, 'B-6')).id;
      hub.receiver.answer = fine;
      const answer = await bulk({ act: 'retry', ids: [runs[0]!, last] });
      expect(answer).toMatchObject({ matched: 2, done: 1, refused: [{ id: runs[0], code: 'run.not_parked' }] });
      await hub.until(last, 'completed');
    });

    test('are skipped or canceled together', async () => {
      const flow = await deployed();
      const [one, two] = [(await stopped(flow, 'B-7')).id, (await stopped(flow, 'B-8')).id];
      expect(await bulk({ act: 'skip', ids: [one] })).toMatchObject({ done: 1 });
      await hub.until(one, 'completed');
      expect(await bulk({ act: 'cancel', filter: { flow, status: 'parked' } })).toMatchObject({ done: 1 });
      await hub.until(two, 'canceled');
      expect(hub.receiver.at('/book')).toHaveLength(2);
    });
  });
});
