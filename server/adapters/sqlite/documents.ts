import type { Json } from '../../../flows/flow.ts';
import type { Doc, Documents } from '../../engine/documents.ts';
import type { Sql } from './open-database.ts';
import type { Pen } from './pen.ts';

type Row = { id: string; rev: number; at: number; body: string };

const docOf = <T>(row: Row): Doc<T> => ({ id: row.id, rev: row.rev, at: row.at, body: JSON.parse(row.body) as T });
const beyondAll = '\u{10ffff}';

/** Documents in SQLite: read at once, written by the pen. */
export function sqliteDocuments(pen: Pen, sql: Sql): Documents {
  return {
    async get<T = Json>(tenant: string, kind: string, id: string) {
      const row = sql('SELECT id, rev, at, body FROM docs WHERE tenant = ? AND kind = ? AND id = ?').get(tenant, kind, id) as Row | undefined;
      return row && docOf<T>(row);
    },
    async list<T = Json>(tenant: string, kind: string, options: { prefix?: string; cursor?: string; limit?: number; reverse?: boolean } = {}) {
      const { prefix = '', cursor, limit = 100, reverse = false } = options;
      const beyond = cursor === undefined ? '?5 IS NULL' : reverse ? 'id < ?5' : 'id > ?5';
      const rows = sql(
        `SELECT id, rev, at, body FROM docs WHERE tenant = ?1 AND kind = ?2 AND id >= ?3 AND id < ?4 AND ${beyond} ORDER BY id ${reverse ? 'DESC' : 'ASC'} LIMIT ?6`,
      ).all(tenant, kind, prefix, prefix + beyondAll, cursor ?? null, limit + 1) as Row[];
      const items = rows.slice(0, limit).map(docOf<T>);
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    put: (tenant, puts, at) => pen.write({ kind: 'put', tenant, puts, at }),
  };
}
