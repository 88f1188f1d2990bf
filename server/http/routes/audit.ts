import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { ProblemError } from '../../../flows/flow.ts';
import { project } from '../../access/project.ts';
import type { AppDeps } from '../deps.ts';
import { type Route, textOf } from '../route.ts';
import { iso } from '../run-info.ts';
import { object, paging } from '../shapes.ts';

/** Who did what, and a copy of everything. */
export function auditRoutes({ audit, backup }: AppDeps): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/audit',
      summary: 'List who did what, newest first',
      group: 'Audit',
      role: 'admin',
      query: paging,
      answer: 'AuditPage',
      async handler(ask) {
        const cursor = textOf(ask, 'cursor');
        const { items, next } = await audit.rows(ask.viewer.tenant, { limit: Number(ask.query['limit'] ?? 50), ...(cursor === undefined ? {} : { cursor }) });
        const rows = items.map(({ at, previous: _previous, hash: _hash, ...row }) => ({ ...row, at: iso(at) }));
        return { items: project(ask.viewer, 'audit', rows), next };
      },
    },
    {
      method: 'GET',
      path: '/api/audit/verify',
      summary: 'Check that no audit row was changed or removed',
      group: 'Audit',
      role: 'admin',
      answer: 'AuditCheck',
      handler: ({ viewer }) => audit.verify(viewer.tenant),
    },
    {
      method: 'POST',
      path: '/api/backup',
      summary: "Write a backup to a new file on the hub's machine",
      group: 'Audit',
      role: 'admin',
      body: object({ file: { type: 'string', minLength: 1, maxLength: 1_000 } }),
      answer: 'BackupAnswer',
      async handler({ body, viewer, requestId }) {
        const { file } = body as { file: string };
        if (!isAbsolute(file) || file.includes('\0') || file.split(/[\\/]/).includes('..')) {
          throw new ProblemError(422, { code: 'backup.path', path: '/file', message: 'Name the file by its full path, without "..".' });
        }
        if (existsSync(file)) throw new ProblemError(409, { code: 'backup.exists', path: '/file', message: 'This file exists already. Name a new one.' });
        const written = await backup(file);
        await audit.commit(viewer.tenant, { by: viewer, what: 'backup.written', on: 'store', after: { bytes: written.bytes }, requestId });
        return written;
      },
    },
  ];
}
