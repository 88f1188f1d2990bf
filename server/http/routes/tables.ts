import { ProblemError } from '../../../flows/flow.ts';
import { type Table, tableLimits } from '../../tables/table.ts';
import type { TableAt, TableHead, TableVersion } from '../../tables/tables.ts';
import { usedBy } from '../../tables/used-by.ts';
import type { TableDetail, TableSummary, TableVersionInfo } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import { ifMatchOf } from '../if-match.ts';
import { type Ask, Reply, type Route, textOf } from '../route.ts';
import { iso } from '../run-info.ts';
import { flag, label, list, object, oneOf, paging } from '../shapes.ts';

const cell = { type: ['string', 'number', 'boolean', 'null'], maxLength: tableLimits.text };
const column = object({ name: label(tableLimits.name), type: oneOf('text', 'number', 'boolean', 'date') });
const message = label(400, 0);
const named = /^[a-z][a-z0-9_]{0,47}$/;

/** Lookup tables: read, saved as versions, put back, taken from and given as CSV. */
export function tableRoutes({ tables, catalogue, nodeTypes }: AppDeps): Route[] {
  const idOf = ({ params }: Ask): string => {
    const id = params['id'] ?? '';
    if (named.test(id)) return id;
    throw new ProblemError(422, { code: 'table.name', path: '', message: 'Name a table in small letters, digits and underscores, beginning with a letter.' });
  };
  const numberOf = ({ params }: Ask): number => Number(/^\d{1,8}$/.exec(params['number'] ?? '')?.[0] ?? 0);
  const replied = (found: TableAt): Reply => new Reply(200, detailOf(found), { etag: `"${found.rev}"` });
  const group = 'Tables';

  return [
    {
      method: 'GET',
      path: '/api/tables',
      summary: 'List lookup tables',
      group,
      role: 'operator',
      answer: 'TablePage',
      handler: async () => ({ items: (await tables.list()).map(summaryOf), next: null }),
    },
    {
      method: 'GET',
      path: '/api/tables/{id}',
      summary: 'Read a table with its rows',
      group,
      role: 'operator',
      answer: 'TableDetail',
      handler: async (ask) => replied(await tables.read(idOf(ask))),
    },
    {
      method: 'PUT',
      path: '/api/tables/{id}',
      summary: 'Save a table as a new version; If-Match carries the ETag it was made from, a new one none',
      group,
      role: 'admin',
      headers: ['if-match', 'if-none-match'],
      body: object({ title: label(), columns: list(column), key: label(tableLimits.name), rows: list(list(cell)), 'message?': message }),
      answer: 'TableDetail',
      async handler(ask) {
        const { message: words, ...table } = ask.body as unknown as Table & { message?: string }; // checked against the schema above
        return replied(await tables.save(ask.viewer, idOf(ask), table, { ifMatch: ifMatchOf(ask.req), message: words }));
      },
    },
    {
      method: 'GET',
      path: '/api/tables/{id}/versions',
      summary: 'List the versions of a table, newest first',
      group,
      role: 'operator',
      query: paging,
      answer: 'TableVersionPage',
      async handler(ask) {
        const cursor = textOf(ask, 'cursor');
        const page = await tables.versions(idOf(ask), { limit: Number(ask.query['limit'] ?? 50), ...(cursor === undefined ? {} : { cursor }) });
        return { items: page.items.map(versionOf), next: page.next };
      },
    },
    {
      method: 'GET',
      path: '/api/tables/{id}/versions/{number}',
      summary: 'Read a version of a table with its rows',
      group,
      role: 'operator',
      answer: 'TableDetail',
      handler: async (ask) => replied(await tables.read(idOf(ask), numberOf(ask))),
    },
    {
      method: 'POST',
      path: '/api/tables/{id}/versions/{number}/restore',
      summary: 'Put a former version back, as a new one',
      group,
      role: 'admin',
      headers: ['if-match'],
      body: object({ 'message?': message }),
      bodyOptional: true,
      answer: 'TableDetail',
      async handler(ask) {
        const words = (ask.body as { message?: string } | undefined)?.message;
        return replied(await tables.putBack(ask.viewer, idOf(ask), numberOf(ask), { ifMatch: ifMatchOf(ask.req), message: words }));
      },
    },
    {
      method: 'POST',
      path: '/api/tables/{id}/import',
      summary: 'Take rows from CSV; with dryRun it only says what would change',
      group,
      role: 'admin',
      headers: ['if-match', 'if-none-match'],
      body: object({
        csv: { type: 'string', minLength: 1 },
        'mode?': oneOf('replace', 'merge'),
        'dryRun?': flag,
        'title?': label(),
        'key?': label(tableLimits.name),
        'message?': message,
      }),
      answer: 'TableImport',
      async handler(ask) {
        const { dryRun = false, message: words, ...file } = ask.body as { csv: string; mode?: 'replace' | 'merge'; dryRun?: boolean; message?: string };
        const changes = await tables.preview(idOf(ask), file);
        if (dryRun) return { dryRun, changes };
        const found = await tables.import(ask.viewer, idOf(ask), file, { ifMatch: ifMatchOf(ask.req), message: words });
        return new Reply(200, { dryRun, changes, rev: found.rev, version: found.version.number }, { etag: `"${found.rev}"` });
      },
    },
    {
      method: 'GET',
      path: '/api/tables/{id}/export',
      summary: 'Write a table as CSV; no text in it is a formula',
      group,
      role: 'operator',
      query: { version: { type: 'integer', minimum: 1 } },
      answer: 'text',
      async handler(ask) {
        const id = idOf(ask);
        const number = ask.query['version'] === undefined ? undefined : Number(ask.query['version']);
        const csv = await tables.export(id, number);
        return new Reply(200, Buffer.from(csv), { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${id}.csv"` });
      },
    },
    {
      method: 'GET',
      path: '/api/tables/{id}/used-by',
      summary: 'List the flows that name a table',
      group,
      role: 'operator',
      answer: 'UsedByPage',
      async handler(ask) {
        const id = idOf(ask);
        const items = await usedBy({ catalogue, nodeTypes }, ask.viewer.tenant, (use) => use.kind === 'table' && use.name === id);
        return { items, next: null };
      },
    },
  ];
}

const summaryOf = ({ id, facts, number, at, by }: TableHead): TableSummary => ({
  id,
  title: facts.title,
  columns: facts.columns,
  key: facts.key,
  rows: facts.rows,
  version: number,
  at: iso(at),
  by,
});

const detailOf = ({ id, rev, version, table }: TableAt): TableDetail => ({
  id,
  rev,
  title: table.title,
  columns: table.columns,
  key: table.key,
  rows: table.rows,
  version: version.number,
  at: iso(version.at),
  from: iso(version.from),
  by: version.by,
  message: version.message,
});

const versionOf = ({ number, at, from, by, message: words, facts }: TableVersion): TableVersionInfo => ({
  number,
  at: iso(at),
  from: iso(from),
  by,
  message: words,
  rows: facts.rows,
  columns: facts.columns.length,
});
