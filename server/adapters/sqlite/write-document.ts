import type { Put } from '../../engine/documents.ts';
import type { Desk } from './desk.ts';

/** All-or-nothing change of documents: every revision is checked before the first is written. */
export function putDocuments(desk: Desk, tenant: string, puts: Put[], at: number): 'done' | 'conflict' {
  for (const { kind, id, rev } of puts) {
    if (rev === undefined) continue;
    const row = desk.sql('SELECT rev FROM docs WHERE tenant = ? AND kind = ? AND id = ?').get(tenant, kind, id) as { rev: number } | undefined;
    if ((row?.rev ?? 0) !== rev) return 'conflict';
  }
  for (const { kind, id, body } of puts) {
    if (body === null) desk.sql('DELETE FROM docs WHERE tenant = ? AND kind = ? AND id = ?').run(tenant, kind, id);
    else {
      desk
        .sql(
          `INSERT INTO docs (tenant, kind, id, rev, at, body) VALUES (?, ?, ?, 1, ?, ?)
           ON CONFLICT (tenant, kind, id) DO UPDATE SET rev = rev + 1, at = excluded.at, body = excluded.body`,
        )
        .run(tenant, kind, id, at, JSON.stringify(body));
    }
  }
  return 'done';
}
