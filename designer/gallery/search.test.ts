import { expect, test } from 'vitest';
import type { TemplateInfo } from '../../server/http/api.ts';
import { matching, readSearch } from './search.ts';

const template = (id: string, more: Partial<TemplateInfo>): TemplateInfo => ({
  id,
  title: id,
  text: '',
  for: [],
  steps: [],
  systems: [],
  tables: [],
  minutes: 1,
  ...more,
});
const all = [
  template('shoes', { for: ['retail'], steps: ['Book carrier'], systems: [{ slot: 'wms', connector: 'sandbox_wms', title: 'Sandbox warehouse' }] }),
  template('firm', { for: ['b2b', 'retail'], steps: ['Credit gate'], tables: ['customers'] }),
];
const found = (search: Parameters<typeof matching>[1]) => matching(all, search).map(({ id }) => id);

test('the address says what is shown; what makes no sense there is left out', () => {
  expect(readSearch({ for: 'b2b', find: 'credit', look: 'returns', open: 'import' })).toEqual({ for: 'b2b', find: 'credit', look: 'returns', open: 'import' });
  expect(readSearch({ for: 'cars', find: '', look: 3, open: 'sesame' })).toEqual({});
});

test('templates are found by purpose, step, system, table and title, all words wanted', () => {
  expect(found({})).toEqual(['shoes', 'firm']);
  expect(found({ for: 'b2b' })).toEqual(['firm']);
  expect(found({ find: 'WAREHOUSE' })).toEqual(['shoes']);
  expect(found({ find: 'carrier book' })).toEqual(['shoes']);
  expect(found({ find: 'customers' })).toEqual(['firm']);
  expect(found({ for: 'retail', find: 'credit shoes' })).toEqual([]);
});
