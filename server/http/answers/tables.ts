/** What the API answers about tables: `api/tables.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { anyObject, anything, flag, instant, list, object, oneOf, page, record, text, whole } from '../shapes.ts';

export const tablesAnswers: Record<string, JsonObject> = {
  TableSummary: object({ id: text, title: text, columns: list(anyObject), key: text, rows: whole, version: whole, at: instant, by: text }),
  TablePage: page('TableSummary'),
  TableDetail: object({
    id: text,
    rev: whole,
    title: text,
    columns: list(object({ name: text, type: oneOf('text', 'number', 'boolean', 'date') })),
    key: text,
    rows: list(list({ type: ['string', 'number', 'boolean', 'null'] })),
    version: whole,
    at: instant,
    from: instant,
    by: text,
    message: text,
  }),
  TableVersionInfo: object({ number: whole, at: instant, from: instant, by: text, message: text, rows: whole, columns: whole }),
  TableVersionPage: page('TableVersionInfo'),
  TableImport: object({
    dryRun: flag,
    changes: object({
      added: whole,
      changed: whole,
      removed: whole,
      same: whole,
      columnsAdded: list(text),
      columnsRemoved: list(text),
      rows: list(object({ kind: oneOf('added', 'changed', 'removed'), key: text, cells: list(object({ column: text, before: anything, after: anything })) })),
    }),
    'rev?': whole,
    'version?': whole,
  }),
  UsedByInfo: object({
    flow: text,
    title: text,
    draft: flag,
    deployed: flag,
    nodes: list(object({ id: text, title: text })),
    columns: list(text),
    values: list(text),
  }),
  UsedByPage: page('UsedByInfo'),
  ValuesDetail: object({
    environment: text,
    active: flag,
    rev: whole,
    values: record({ type: ['string', 'number', 'boolean'] }),
    'version?': whole,
    'at?': instant,
    'by?': text,
    'message?': text,
  }),
  ValuesVersionInfo: object({ number: whole, at: instant, from: instant, by: text, message: text, values: whole }),
  ValuesVersionPage: page('ValuesVersionInfo'),
};
