/** A small keyed document store for all that is not a run: flows, versions, people, connections, audit. */
import type { Json } from '../../flows/flow.ts';

export interface Doc<T = Json> {
  id: string;
  /** Rises by one at each change; 0 means "must not exist yet". */
  rev: number;
  at: number;
  body: T;
}

/** All-or-nothing change of several documents. */
export interface Put {
  kind: string;
  id: string;
  /** Expected revision; absent = overwrite whatever is there. */
  rev?: number;
  /** `null` deletes. */
  body: Json | null;
}

export interface Documents {
  get<T = Json>(tenant: string, kind: string, id: string): Promise<Doc<T> | undefined>;
  /** Ids ascending, after `cursor`; `next` is the cursor of the following page. */
  list<T = Json>(
    tenant: string,
    kind: string,
    options?: { prefix?: string; cursor?: string; limit?: number; reverse?: boolean },
  ): Promise<{ items: Doc<T>[]; next: string | null }>;
  /** `conflict` when any expected revision differs; nothing is written then. */
  put(tenant: string, puts: Put[], at: number): Promise<'done' | 'conflict'>;
}

/** Every document of a kind whose id begins so, page after page, ids ascending. */
export async function everyDocument<T = Json>(documents: Pick<Documents, 'list'>, tenant: string, kind: string, prefix = ''): Promise<Doc<T>[]> {
  const found: Doc<T>[] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.list<T>(tenant, kind, { prefix, limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return found;
}
