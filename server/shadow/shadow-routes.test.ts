import { expect, test } from 'vitest';
import type { Role } from '../access/viewer.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { ShadowPair, ShadowReport } from '../http/api.ts';
import type { Ask } from '../http/route.ts';
import type { Report, ReportAsk } from './report.ts';
import { shadowRoutes } from './shadow-routes.ts';

const iban = 'DE89370400440532013000';
const pair: ShadowPair = {
  at: '2026-11-25T10:00:00.000Z',
  state: 'differs',
  live: { id: 'r', version: 'one', status: 'completed' },
  differences: [{ kind: 'body', node: 'pay', live: { iban }, shadow: { iban } }],
  calls: [{ node: 'pay', source: 'live', calls: [{ method: 'POST', target: 'http://bank/', body: { iban } }] }],
};
const catalogue = {
  detail: async () => ({ draft: { title: 'Pay' } }),
  shadows: () => [{ flow: { id: 'pay' }, version: 'two', number: 2, at: 7_000, by: 'ada', message: 'why' }],
} as unknown as Catalogue;

async function read(role: Role, query: Ask['query'] = {}) {
  const asked: ReportAsk[] = [];
  const report: Report = {
    page: async (_, ask) => {
      asked.push(ask);
      return { items: [pair], next: null };
    },
    totals: async () => ({}) as ShadowReport['totals'],
  };
  const route = shadowRoutes(catalogue, report).find(({ path }) => path.endsWith('/report'));
  const ask = { params: { id: 'pay' }, query, viewer: { tenant: 'main', id: 'a', name: 'A', email: 'a@b', role } } as unknown as Ask;
  return { body: (await route?.handler(ask)) as ShadowReport, asked: asked[0] };
}

test('an operator sees that an account is there, and not which', async () => {
  expect(JSON.stringify((await read('operator')).body)).not.toContain(iban);
  expect(JSON.stringify((await read('admin')).body)).toContain(iban);
});

test('begins where the shadow began unless told otherwise', async () => {
  expect((await read('admin')).asked).toMatchObject({ from: 7_000, since: 7_000, limit: 50 });
  expect((await read('admin', { from: '1970-01-01T00:00:01.000Z' })).asked).toMatchObject({ from: 1_000, since: 7_000 });
});
