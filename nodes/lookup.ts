import { isExpr, type Json } from '../flows/flow.ts';
import { defineNode } from './node-type.ts';
import { fields } from './schema.ts';

/** Finds a row of a lookup table by its key. */
export default defineNode({
  type: 'lookup@1',
  title: 'Look up',
  summary: 'Finds the row of a lookup table that has this key.',
  group: 'flow',
  icon: 'table-2',
  ports: ['found', 'missing'],
  config: fields(
    {
      table: { type: 'string', pattern: '^[a-z][a-z0-9_]{0,47}$', title: 'Table', 'x-expr': false, 'x-widget': 'table' },
      key: { type: ['string', 'number', 'boolean', 'null'], title: 'Key', description: 'What to look for in the key column', 'x-widget': 'expression' },
      otherwise: { title: 'Otherwise', description: 'Goes on through missing instead of nothing', 'x-widget': 'json' },
    },
    ['table', 'key'],
  ),
  output: { ports: { found: { type: 'object', description: 'The row', 'x-row-of': 'table' }, missing: { 'x-shape-of': 'otherwise' } } },
  line: ({ table }) => `In ${typeof table === 'string' ? table : 'a table'}`,
  missing: 'null',
  derive: ({ table, key }) => ({ row: { $expr: `$lookup(${JSON.stringify(table)}, ${keyIn(key)})` } }),
  run({ config }) {
    const row = config['row'] ?? null;
    return row === null ? { kind: 'emit', port: 'missing', output: config['otherwise'] ?? null } : { kind: 'emit', port: 'found', output: row };
  },
});

/** The key as a part of an expression. */
const keyIn = (key: Json | undefined): string => (isExpr(key) ? `(${key.$expr})` : JSON.stringify(key ?? null));
