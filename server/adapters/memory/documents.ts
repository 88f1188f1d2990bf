import type { Doc, Documents } from '../../engine/documents.ts';
import { keyOf, type MemoryDisk } from './disk.ts';

/** Documents by tenant, kind and id, in memory. */
export function memoryDocuments(disk: MemoryDisk): Documents {
  return {
    async get<T>(tenant: string, kind: string, id: string) {
      return structuredClone(disk.documents.get(keyOf(tenant, kind, id))) as Doc<T> | undefined;
    },
    async list<T>(tenant: string, kind: string, options: { prefix?: string; cursor?: string; limit?: number; reverse?: boolean } = {}) {
      const { prefix = '', cursor, limit = 100, reverse = false } = options;
      const start = keyOf(tenant, kind, '');
      const ids = [...disk.documents.keys()]
        .filter((key) => key.startsWith(start + prefix))
        .map((key) => key.slice(start.length))
        .filter((id) => cursor === undefined || (reverse ? id < cursor : id > cursor))
        .sort((a, b) => (a < b === reverse ? 1 : -1));
      const items = ids.slice(0, limit).map((id) => structuredClone(disk.documents.get(start + id)) as Doc<T>);
      return { items, next: ids.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    async put(tenant, puts, at) {
      const stored = (kind: string, id: string) => disk.documents.get(keyOf(tenant, kind, id))?.rev ?? 0;
      if (puts.some((put) => put.rev !== undefined && put.rev !== stored(put.kind, put.id))) return 'conflict';
      for (const { kind, id, body } of puts) {
        if (body === null) disk.documents.delete(keyOf(tenant, kind, id));
        else disk.documents.set(keyOf(tenant, kind, id), { id, rev: stored(kind, id) + 1, at, body: structuredClone(body) });
      }
      return 'done';
    },
  };
}
