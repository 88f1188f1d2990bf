/** Trying a flow on a whole hub: past runs and recorded answers are met again, its tests guard a deploy, and nothing leaves. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import type { AuditInfo, DeployPreview, FlowDetail, MakeTestAnswer, Page, RunTestsAnswer, TaskInfo, TryAnswer } from '../../server/http/api.ts';
import { openTestHub, type TestHub } from '../support/open-test-hub.ts';

let hub: TestHub;
let runId: string;

const flow: Flow = {
  format: 1,
  id: 'tried',
  title: 'Tried',
  key: { $expr: 'trigger.number' },
  slots: { wms: 'http_api' },
  nodes: {
    start: { type: 'webhook@1', config: { path: 'tried', dedupe: { $expr: 'trigger.number' } } },
    book: {
      type: 'http_request@1',
      title: 'Book',
      slot: 'wms',
      config: { method: 'POST', url: '/book', class: 'A', body: { number: { $expr: 'trigger.number' } } },
    },
    ask: { type: 'task@1', title: 'Ask', config: { title: 'May it go?', role: 'operator', outcomes: ['yes', 'no'] } },
    go: { type: 'wait_for@1', title: 'Go', config: { any: ['go'], deadline: 'P1D' } },
    size: { type: 'switch@1', title: 'Size', config: { cases: [{ port: 'large', when: { $expr: 'trigger.sum > 100' } }], otherwise: 'small' } },
    told: {
      type: 'transform@1',
      title: 'Told',
      config: { output: { at: { $expr: 'run.startedAt' }, run: { $expr: 'run.id' }, place: { $expr: 'steps.book.body.place' } } },
    },
  },
  edges: [
    { from: 'start', to: 'book' },
    { from: 'book', to: 'ask' },
    { from: 'ask.yes', to: 'go' },
    { from: 'go', to: 'size' },
    { from: 'size.small', to: 'told' },
  ],
};
const document = { number: 'T-1', sum: 5 };
const path = ({ steps }: TryAnswer): string => steps.map(({ node, port }) => (port === undefined ? node : `${node}.${port}`)).join(' ');
const way = 'start.received book.done ask.yes go.done size.small told.done';
const trying = (ask: object, headers?: Record<string, string>) => hub.call<TryAnswer>('POST', '/api/flows/tried/try', ask, headers);

beforeAll(async () => {
  hub = await openTestHub();
  hub.receiver.answer = () => ({ status: 200, body: { place: 'Malmö', iban: 'DE89370400440532013000' } });
  await hub.connect('wms', { connector: 'http_api', title: 'WMS', settings: { baseUrl: hub.receiver.url }, secrets: { token: 'wms-token-0123456789' } });
  await hub.deploy(flow);
  runId = (await hub.deliver<{ runId: string }>('tried', document)).body.runId;
  await hub.waitsAt(runId, 'ask');
  const [task] = (await hub.call<Page<TaskInfo>>('GET', `/api/tasks?runId=${runId}`)).body.items;
  expect((await hub.call('POST', `/api/tasks/${task!.id}/complete`, { answer: { outcome: 'yes' } })).status).toBe(200);
  await hub.waitsAt(runId, 'go');
  await hub.call('POST', '/api/signals', { name: 'go', key: 'T-1', data: { by: 'WMS' }, id: 'go T-1' });
  await hub.until(runId, 'completed');
});
afterAll(() => hub.close());

describe('a try', () => {
  test('of a past run meets what it was told again, and its receiver hears nothing', async () => {
    const before = hub.receiver.log.length;
    const { status, body } = await trying({ run: runId, moves: [{ do: 'next' }, { do: 'next' }] });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(path(body)).toBe(way);
    expect(body.steps.find(({ node }) => node === 'book')).toMatchObject({
      source: 'recorded',
      output: { body: { place: 'Malmö' } },
      calls: [{ method: 'POST' }],
    });
    expect(body.moves.map((move) => move.do)).toEqual(['answer', 'signal']);
    expect(hub.receiver.log.length).toBe(before);
    expect((await hub.call<Page<unknown>>('GET', '/api/runs?flow=tried')).body.items).toHaveLength(1);
    expect((await hub.call<Page<unknown>>('GET', '/api/tasks?status=open')).body.items).toEqual([]);
  });

  test('of a document or a sample waits where the order would', async () => {
    const sample = await hub.call<{ id: string }>('POST', '/api/flows/tried/samples', { name: 'Small', body: document });
    for (const source of [{ document }, { sample: sample.body.id }]) {
      const { body } = await trying(source);
      expect(body.waits).toMatchObject([{ node: 'ask', task: { title: 'May it go?', role: 'operator' } }]);
      expect(body.key).toBe('T-1');
    }
    expect((await trying({ document, sample: 'small' })).body).toMatchObject({ code: 'try.which' });
    expect((await trying({ run: 'nobody' })).status).toBe(404);
  });

  test('an answer that does not fit the form is refused', async () => {
    const { status, body } = await trying({ document, moves: [{ do: 'answer', node: 'ask', data: { outcome: 'perhaps' } }] });
    expect([status, body]).toMatchObject([422, { code: 'property.invalid' }]);
  });

  test('an operator sees accounts no clearer than elsewhere, and brings no drawing along', async () => {
    const { body } = await hub.call<{ token: string }>('POST', '/api/tokens', { name: 'ops', role: 'operator' });
    const asOperator = { authorization: `Bearer ${body.token}` };
    const seen = await trying({ run: runId }, asOperator);
    expect(seen.status).toBe(200);
    expect(JSON.stringify(seen.body)).not.toContain('DE89370400440532013000');
    expect(JSON.stringify((await trying({ run: runId })).body)).toContain('DE89370400440532013000');
    expect((await trying({ document, flow }, asOperator)).status).toBe(403);
  });

  test('is bounded', async () => {
    expect((await trying({ document, moves: Array.from({ length: 201 }, () => ({ do: 'next' })) })).status).toBe(422);
  });
});

describe('tests of a flow', () => {
  let made: MakeTestAnswer;
  const saved = (drawing: Flow) => hub.call<FlowDetail>('PUT', '/api/flows/tried', drawing, { 'if-match': '*' });
  const deploy = (ask: object = {}) => hub.call<FlowDetail & { code?: string; detail?: string }>('POST', '/api/flows/tried/deploy', ask);
  const tests = () => ({ [made.id]: made.test });

  test('one is made of a try, without what is another each time', async () => {
    const answer = await hub.call<MakeTestAnswer>('POST', '/api/flows/tried/tests', {
      title: 'A small one is told',
      run: runId,
      moves: [{ do: 'next' }, { do: 'next' }],
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    made = answer.body;
    expect(made).toMatchObject({
      id: 'a_small_one_is_told',
      test: { expect: { status: 'completed' }, ignore: ['/told/run'], answers: { book: { kind: 'recorded' } } },
    });
    expect(made.test.expect.path.join(' ')).toBe(way);
  });

  test('it passes, makes no other version, and travels with the export', async () => {
    const before = (await hub.call<FlowDetail>('GET', '/api/flows/tried')).body.deployed;
    expect((await saved({ ...flow, tests: tests() })).body.problems).toEqual([]);
    expect((await hub.call<RunTestsAnswer>('POST', '/api/flows/tried/tests/run')).body.items).toMatchObject([{ id: made.id, passed: true }]);
    expect((await hub.call<DeployPreview>('GET', '/api/flows/tried/deploy-preview')).body.tests).toBe(1);
    expect((await deploy()).body.deployed).toMatchObject({ version: before!.version, number: before!.number });
    expect((await hub.call<Flow>('GET', '/api/flows/tried/export')).body.tests).toHaveProperty(made.id);
  });

  test('a failing one says the first difference and refuses the deploy, unless somebody says why not', async () => {
    const changed: Flow = {
      ...flow,
      nodes: {
        ...flow.nodes,
        size: { ...flow.nodes['size']!, config: { cases: [{ port: 'large', when: { $expr: 'trigger.sum > 1' } }], otherwise: 'small' } },
      },
      tests: tests(),
    };
    await saved(changed);
    const { items } = (await hub.call<RunTestsAnswer>('POST', '/api/flows/tried/tests/run')).body;
    expect(items).toMatchObject([{ passed: false, node: 'size', difference: 'Size left through large instead of small' }]);
    const refused = await deploy();
    expect([refused.status, refused.body.code, refused.body.detail]).toEqual([
      422,
      'flow.test_failed',
      expect.stringContaining('left through large instead of small'),
    ]);
    const { status, body } = await deploy({ skipTests: 'The small ones are large from now on' });
    expect([status, body.deployed?.number]).toEqual([200, 2]);
    const rows = (await hub.call<Page<AuditInfo>>('GET', '/api/audit?limit=5')).body.items;
    expect(rows.find(({ what }) => what === 'flow.tests_skipped')).toMatchObject({ reason: 'The small ones are large from now on', on: 'flow/tried' });
  });

  test('an output that differs is named with its field', async () => {
    const other: Flow = {
      ...flow,
      nodes: { ...flow.nodes, told: { ...flow.nodes['told']!, config: { output: { at: { $expr: 'run.startedAt' }, run: 'r', place: 'Lund' } } } },
      tests: tests(),
    };
    const { items } = (await hub.call<RunTestsAnswer>('POST', '/api/flows/tried/tests/run', { flow: other })).body;
    expect(items).toMatchObject([{ passed: false, node: 'told', difference: 'Told: field place is "Lund", not "Malmö"' }]);
  });
});
