import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHarness, openApi, smallFlow } from '../../../test/support/api-harness.ts';
import { keyOf } from '../../adapters/memory/disk.ts';

let api: ApiHarness;
let operator: { cookie: string };
const iban = 'SE4550000000058398257466';

beforeAll(async () => {
  api = await openApi();
  await api.call('POST', '/api/flows?deploy=true', { body: smallFlow() });
  operator = await api.signIn('operator');
});
afterAll(() => api.close());

const start = (number: string, more = {}, headers = {}) => api.call('POST', '/api/flows/small/runs', { body: { input: { number, ...more } }, headers });
const idOf = (answer: { body: Record<string, unknown> }): string => String(answer.body['runId']);

/** What a worker would have done: the run stopped with a reason. */
function park(id: string): void {
  const run = api.disk.runs.get(keyOf('main', id));
  if (!run) throw new Error(`no run ${id}`);
  run.head = { ...run.head, status: 'parked', code: 'connector.refused', reason: 'The ERP refused it', open: ['hold'] };
}

describe('starting', () => {
  it('W15 the same key with another body is refused and the first run stays as it was', async () => {
    const headers = { 'idempotency-key': 'order-1' };
    const first = await start('B-1', {}, headers);
    expect(first).toMatchObject({ status: 202, body: { duplicate: false } });
    expect(await start('B-1', {}, headers)).toMatchObject({ status: 202, body: { duplicate: true, runId: idOf(first) } });
    expect(await start('B-2', {}, headers)).toMatchObject({ status: 409, body: { code: 'idempotency.key_reused' } });
    expect(await api.call('GET', `/api/runs/${idOf(first)}`)).toMatchObject({ body: { trigger: { number: 'B-1' } } });
    expect(await api.call('GET', '/api/runs?key=B-2')).toMatchObject({ body: { items: [] } });
  });

  it('a refused start leaves its key free for a right one', async () => {
    const headers = { 'idempotency-key': 'early' };
    const early = () => api.call('POST', '/api/flows/early/runs', { body: { input: { number: 'E' } }, headers });
    expect((await early()).status).toBe(404);
    await api.call('POST', '/api/flows?deploy=true', { body: smallFlow('early') });
    const other = await api.call('POST', '/api/flows/early/runs', { body: { input: { number: 'F' } }, headers });
    expect(other).toMatchObject({ status: 202, body: { duplicate: false } });
  });

  it('without a key every call is an order of its own', async () => {
    expect(idOf(await start('B-3'))).not.toBe(idOf(await start('B-3')));
    const page = await api.call('GET', '/api/runs?key=B-3');
    expect(page.body['items']).toHaveLength(2);
  });
});

describe('A08 an operator sees that there is an account, not which', () => {
  const secret = {
    customer: { name: 'Åsa', iban, bank: { accountNumber: '5839825746' } },
    lines: [{ margin: { amount: '12.00', currency: 'EUR' } }],
    note: `pay to ${iban}`,
  };

  it.each([
    ['the run', (id: string) => `/api/runs/${id}`],
    ['its steps', (id: string) => `/api/runs/${id}/steps`],
    ['the case', () => '/api/orders/C-1'],
    ['the list', () => '/api/runs?key=C-1'],
    ['deliveries', () => '/api/deliveries'],
  ])('in %s', async (_name, path) => {
    const id = idOf(await start('C-1', secret));
    const [seen, whole] = [await api.call('GET', path(id), { as: operator }), await api.call('GET', path(id))];
    expect(seen.status).toBe(200);
    for (const hidden of [iban, '5839825746', '12.00']) expect(seen.text).not.toContain(hidden);
    if (path(id) === `/api/runs/${id}`) {
      expect(seen.body['trigger']).toEqual({
        number: 'C-1',
        customer: { name: 'Åsa', iban: '•••• 7466', bank: { accountNumber: '•••• 5746' } },
        lines: [{ margin: '••••' }],
        note: 'pay to •••• 7466',
      });
      expect(whole.body['trigger']).toMatchObject(secret);
    }
  });
});

describe('acting', () => {
  it('a retry needs a parked run, and the audit names who asked', async () => {
    const id = idOf(await start('D-1'));
    expect(await api.call('POST', `/api/runs/${id}/retry`, { body: {}, as: operator })).toMatchObject({ status: 409, body: { code: 'run.not_parked' } });
    park(id);
    expect(await api.call('POST', `/api/runs/${id}/retry`, { body: { reason: 'ERP is back' }, as: operator })).toMatchObject({ status: 200, body: { id } });
    const audit = await api.call('GET', '/api/audit?limit=1');
    expect(audit).toMatchObject({ body: { items: [{ what: 'run.retried', on: `run/${id}`, reason: 'ERP is back', by: { name: 'Otto' } }] } });
  });

  it('bulk acts on what the filter finds, once each, and tells what was refused', async () => {
    const ids = await Promise.all(['E-1', 'E-2', 'E-3'].map(async (number) => idOf(await start(number))));
    for (const id of ids.slice(0, 2)) park(id);
    const bulk = (body: object) => api.call('POST', '/api/runs/bulk', { body: { act: 'retry', reason: 'again', ...body } as never, as: operator });
    expect(await bulk({ filter: { code: 'connector.refused', key: 'E-1' }, dryRun: true })).toMatchObject({ body: { matched: 1, done: 0 } });
    expect(await bulk({ ids })).toMatchObject({ status: 200, body: { matched: 3, done: 2, refused: [{ id: ids[2], code: 'run.not_parked' }], more: false } });
    expect(await bulk({})).toMatchObject({ status: 422, body: { code: 'bulk.ids_or_filter' } });
    expect(await bulk({ ids, filter: {} })).toMatchObject({ status: 422 });
    expect(await bulk({ ids: Array.from({ length: 1_001 }, (_, n) => `r${n}`) })).toMatchObject({ status: 422, body: { path: '/ids' } });
  });

  it('a signal counts once under its id', async () => {
    const body = { name: 'quote.accepted', key: 'F-1', id: 'q1', data: { by: 'customer' } };
    expect(await api.call('POST', '/api/signals', { body })).toMatchObject({ status: 202, body: { id: 'q1', duplicate: false } });
    expect(await api.call('POST', '/api/signals', { body })).toMatchObject({ status: 202, body: { duplicate: true } });
  });
});

describe('tasks', () => {
  const task = (id: string) => {
    const form = { type: 'object', required: ['approve'], additionalProperties: false, properties: { approve: { type: 'boolean' } } };
    const place = { runId: `run-of-${id}`, step: 's', node: 'review', flow: 'small', key: 'G-1', createdAt: api.clock.now() };
    api.disk.tasks.set(keyOf('main', id), { tenant: 'main', id, title: 'Credit review', role: 'finance', form, ...place, status: 'open' });
  };
  const act = (id: string, word: string, body: object, as?: { cookie: string }) =>
    api.call('POST', `/api/tasks/${id}/${word}`, { body: body as never, ...(as ? { as } : {}) });

  it('an answer that does not fit the form is refused with its place, and the task stays', async () => {
    task('t1');
    expect(await act('t1', 'complete', { answer: { approve: 'yes' } })).toMatchObject({ status: 422, body: { path: '/answer/approve' } });
    expect(await api.call('GET', '/api/tasks?status=open')).toMatchObject({ body: { items: [{ id: 't1', status: 'open', title: 'Credit review' }] } });
  });

  it('one person claims and completes it; nobody else can', async () => {
    task('t2');
    expect(await act('t2', 'claim', {}, operator)).toMatchObject({ status: 200, body: { status: 'claimed', claimedBy: 'Otto' } });
    expect(await act('t2', 'complete', { answer: { approve: false } })).toMatchObject({ status: 409, body: { code: 'task.claimed' } });
    expect(await act('t2', 'complete', { answer: { approve: true } }, operator)).toMatchObject({
      status: 200,
      body: { status: 'completed', completedBy: 'Otto' },
    });
    expect(await act('t2', 'complete', { answer: { approve: true } }, operator)).toMatchObject({ status: 409, body: { code: 'task.completed' } });
    const [signal] = await api.reads.signalsOf('main', ['run-of-t2']);
    expect(signal).toMatchObject({ id: 't2', name: 'task.completed', data: { by: 'Otto', answer: { approve: true } } });
  });

  it('a completion that was cut off in the middle is finished by the next try, with the first answer', async () => {
    task('t3');
    await api.store.runs.signal({
      tenant: 'main',
      id: 't3',
      name: 'task.completed',
      key: 'run-of-t3',
      data: { by: 'Ada', answer: { approve: false } },
      at: api.clock.now(),
    });
    expect(await act('t3', 'complete', { answer: { approve: true } }, operator)).toMatchObject({
      status: 200,
      body: { completedBy: 'Ada', answer: { approve: false } },
    });
  });
});

it('a case gathers runs and signals that share a key; an unknown key is not found', async () => {
  await start('H-1');
  await api.call('POST', '/api/signals', { body: { name: 'installer.booked', key: 'H-1' } });
  const found = await api.call('GET', '/api/orders/H-1');
  expect(found).toMatchObject({
    body: { key: 'H-1', runs: [{ keys: ['H-1'], flowTitle: 'Small' }], signals: [{ name: 'installer.booked' }], deliveries: [{ key: 'H-1' }] },
  });
  expect((await api.call('GET', '/api/orders/unknown')).status).toBe(404);
});

it('figures name a flow that exists', async () => {
  expect(await api.call('GET', '/api/metrics/nodes?flow=small&bucket=PT1H')).toMatchObject({
    status: 200,
    body: { flow: 'small', live: true, nodes: expect.arrayContaining([expect.objectContaining({ node: 'start' })]) },
  });
  expect((await api.call('GET', '/api/metrics/nodes?flow=none')).status).toBe(404);
  expect(await api.call('GET', '/api/metrics/nodes?flow=small&from=yesterday')).toMatchObject({ status: 422, body: { path: '/from' } });
});
