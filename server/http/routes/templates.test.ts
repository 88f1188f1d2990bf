import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Flow } from '../../../flows/flow.ts';
import { templates } from '../../../flows/templates.ts';
import { type ApiHarness, openApi } from '../../../test/support/api-harness.ts';

let api: ApiHarness;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const use = (id: string, body: object = {}) => api.call('POST', `/api/templates/${id}/use`, { body: body as never });

it('templates are listed with what they need', async () => {
  const { body } = await api.call('GET', '/api/templates');
  const items = body['items'] as { id: string }[];
  expect(items.map(({ id }) => id)).toEqual(templates.map(({ id }) => id));
  expect(items.find(({ id }) => id === 'bank_statement')).toMatchObject({
    title: 'Bank statement',
    for: ['finance'],
    systems: [{ slot: 'bank', connector: 'sandbox_bank' }],
    tables: [],
    steps: expect.arrayContaining(['Which open items do these pay?']),
  });
  expect(items.find(({ id }) => id === 'customer_onboarding')).toMatchObject({ tables: ['customers'] });
});

it('a template is read with its drawing and a first message', async () => {
  expect((await api.call('GET', '/api/templates/returns')).body).toMatchObject({ id: 'returns', flow: { id: 'returns' }, sample: { wish: 'refund' } });
  expect(await api.call('GET', '/api/templates/nothing')).toMatchObject({ status: 404, body: { code: 'template.not_found' } });
});

it('using one makes a draft of its own, with its layout, its slots unbound and a sample', async () => {
  const { body: template } = await api.call('GET', '/api/templates/quick_order');
  const made = await use('quick_order');
  expect(made).toMatchObject({ status: 201, body: { flow: { id: 'quick_order', title: 'Quick order' }, rev: 1 } });
  expect(made.headers.get('etag')).toBe('"1"');
  const flow = made.body['flow'] as Flow;
  expect(flow.layout).toEqual((template['flow'] as Flow).layout);
  const problems = made.body['problems'] as { code: string }[];
  expect(problems.filter(({ code }) => code === 'flow.slot_unbound')).toHaveLength(4);
  expect((await api.call('GET', '/api/flows/quick_order/samples')).body['items']).toMatchObject([{ name: 'From the template', body: { number: '1001' } }]);
});

it('a second one gets the next number in id, title and address', async () => {
  expect((await use('heat_pump')).body).toMatchObject({ flow: { id: 'heat_pump', title: 'Heat pump with installer' } });
  expect((await use('heat_pump')).body).toMatchObject({ flow: { id: 'heat_pump_2', title: 'Heat pump with installer 2' } });
  const made = await use('quick_order');
  expect(made.body).toMatchObject({ flow: { id: 'quick_order_2', title: 'Quick order 2', nodes: { order: { config: { path: 'quick_order_2' } } } } });
});

it('it is named as asked, and never written over another flow', async () => {
  expect((await use('returns', { title: 'Återköp' })).body).toMatchObject({ flow: { id: 'aterkop', title: 'Återköp' } });
  expect((await use('returns', { id: 'back', title: 'Back' })).body).toMatchObject({ flow: { id: 'back', title: 'Back' } });
  expect((await use('returns', { id: 'back' })).status).toBe(409);
  expect((await use('returns', { id: 'Not an id' })).status).toBe(422);
});

it('an operator looks at templates and uses none', async () => {
  const as = await api.signIn('operator');
  expect((await api.call('GET', '/api/templates', { as })).status).toBe(200);
  expect((await api.call('POST', '/api/templates/returns/use', { as, body: {} })).status).toBe(403);
});
