import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

test('a message becomes a line that no spreadsheet takes for a formula', () => {
  const lines = csvOf([
    {
      id: 'd',
      at: '2026-11-19T10:00:00Z',
      endpoint: 'orders',
      status: 401,
      code: 'signature.wrong',
      detail: '=1+1, "x"',
      bytes: 9,
      duplicate: false,
      runs: [],
    },
  ]).split('\r\n');
  expect(lines).toEqual([
    'message,came in,endpoint,status,code,why,event,key,duplicate,bytes,runs',
    `d,2026-11-19T10:00:00Z,orders,401,signature.wrong,"'=1+1, ""x""",,,false,9,`,
  ]);
});
