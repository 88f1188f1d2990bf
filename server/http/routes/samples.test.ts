import { afterAll, beforeAll, expect, it } from 'vitest';
import { deliveryOf } from '../../../test/conformance/samples.ts';
import { type ApiHarness, openApi, smallFlow } from '../../../test/support/api-harness.ts';

let api: ApiHarness;
beforeAll(async () => {
  api = await openApi();
  await api.call('POST', '/api/flows', { body: smallFlow() });
});
afterAll(() => api.close());

const add = (body: object, flow = 'small') => api.call('POST', `/api/flows/${flow}/samples`, { body: body as never });
const list = async () => (await api.call('GET', '/api/flows/small/samples')).body['items'] as { id: string; name: string }[];

it('a document is kept under its name, listed and removed', async () => {
  expect(await add({ name: 'Two lines, Åre', body: { number: 'A-1' } })).toMatchObject({
    status: 201,
    body: { id: 'two-lines-åre', name: 'Two lines, Åre', by: expect.any(String), hidden: 0, body: { number: 'A-1' } },
  });
  expect(await list()).toMatchObject([{ id: 'two-lines-åre', body: { number: 'A-1' } }]);
  expect(await add({ name: 'two lines åre', body: {} })).toMatchObject({ status: 409, body: { code: 'sample.taken' } });
  expect((await api.call('DELETE', `/api/flows/small/samples/${encodeURIComponent('two-lines-åre')}`)).status).toBe(204);
  expect(await list()).toEqual([]);
});

it('a message that came in becomes one, and that it was read is in the audit', async () => {
  const body = '{"number":"A-2"}';
  await api.store.runs.accept({ ...deliveryOf('came', [], { body }), tenant: 'main' });
  expect(await add({ name: 'Came', delivery: 'came' })).toMatchObject({ status: 201, body: { delivery: 'came', body: { number: 'A-2' } } });
  const { items } = await api.audit.rows('main');
  expect(items.slice(0, 2).map(({ what, on }) => `${what} ${on}`)).toEqual(['sample.added flow/small', 'delivery.read delivery/came']);
  expect(await add({ name: 'Gone', delivery: 'gone' })).toMatchObject({ status: 404, body: { code: 'delivery.not_found' } });
});

it('secrets and card numbers are named before anything is kept, then hidden or kept as a person says', async () => {
  const body = { number: 'A-3', payment: { card: '4111111111111111', token: 'abc' } };
  const asked = await add({ name: 'Paid', body });
  expect(asked).toMatchObject({ status: 422, body: { code: 'sample.sensitive' } });
  expect((asked.body['problems'] as { path: string }[]).map(({ path }) => path)).toEqual(['/body/payment/card', '/body/payment/token']);
  expect((await list()).some(({ name }) => name === 'Paid')).toBe(false);
  expect(await add({ name: 'Paid', body, sensitive: 'hide' })).toMatchObject({
    status: 201,
    body: { hidden: 2, body: { number: 'A-3', payment: { card: '•••1111', token: '•••' } } },
  });
  expect(await add({ name: 'Paid, as it is', body, sensitive: 'keep' })).toMatchObject({ status: 201, body: { hidden: 0, body } });
});

it.each([
  ['an unknown flow', { name: 'x', body: {} }, 'nothing', 404, 'flow.not_found'],
  ['neither document nor delivery', { name: 'x' }, 'small', 422, 'property.missing'],
  ['no name', { body: {} }, 'small', 422, 'property.missing'],
  ['too much', { name: 'large', body: { text: 'x'.repeat(300_000) } }, 'small', 413, 'sample.too_large'],
])('%s is refused', async (_, body, flow, status, code) => {
  expect(await add(body, flow)).toMatchObject({ status, body: { code } });
});

it('an operator reads samples and makes none', async () => {
  const as = await api.signIn('operator');
  expect((await api.call('GET', '/api/flows/small/samples', { as })).status).toBe(200);
  expect((await api.call('POST', '/api/flows/small/samples', { as, body: { name: 'x', body: {} } })).status).toBe(403);
});
