import { describe, expect, test } from 'vitest';
import type { RunInfo } from '../../server/http/api.ts';
import { countNew, freshen, type Heard } from './live-rows.ts';

const run = (id: string, status: RunInfo['status'] = 'running', updatedAt = '2026-11-19T10:00:00Z'): RunInfo => ({
  id,
  flow: 'quick_order',
  flowTitle: 'Quick order',
  version: 'a',
  status,
  keys: [id],
  startedAt: '2026-11-19T10:00:00Z',
  updatedAt,
  at: [{ node: 'pack', title: 'Pack' }],
});
const word = (id: string, at: number): [string, Heard] => [
  id,
  { at, news: { kind: 'run', id, flow: 'quick_order', status: 'parked', keys: [id], open: ['pack'] } },
];

describe('rows while the hub works', () => {
  test('a changed run changes in place and moves nothing', () => {
    const rows = freshen([run('1'), run('2')], new Map(), new Map([word('1', 20)]), 10);
    expect(rows.map((row) => [row.id, row.status, row.at[0]?.title])).toEqual([
      ['1', 'parked', 'Pack'],
      ['2', 'running', 'Pack'],
    ]);
  });

  test('a word older than the reading is not believed', () => {
    expect(freshen([run('1')], new Map(), new Map([word('1', 5)]), 10)[0]?.status).toBe('running');
  });

  test('a run that goes on no longer says why it stood', () => {
    const parked = { ...run('1', 'parked'), reason: 'Article unknown', code: 'connector.refused' };
    const [id, heard] = word('1', 20);
    const went: Heard = { at: heard.at, news: { ...heard.news, status: 'canceled', open: [] } };
    expect(freshen([parked], new Map(), new Map([[id, went]]), 10)[0]).not.toHaveProperty('reason');
  });

  test('a newer reading wins', () => {
    const again = run('1', 'completed', '2026-11-19T10:00:05Z');
    expect(freshen([run('1')], new Map([['1', again]]), new Map([word('1', 20)]), 10)[0]?.status).toBe('completed');
  });

  test('only runs not in the list count as new', () => {
    expect(countNew(new Set(['1']), [run('1'), run('2')])).toBe(1);
  });
});
