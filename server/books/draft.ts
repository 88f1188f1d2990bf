/** One stroke in the making: documents are read through it, what is changed is seen by later reads, and all of it is written at once or not at all. */

import type { Json } from '../../flows/flow.ts';
import { ProblemError } from '../../flows/flow.ts';
import type { Doc, Documents, Put } from '../engine/documents.ts';

const turns = 8;

export interface Draft {
  get<T>(kind: string, id: string): Promise<Doc<T> | undefined>;
  /** `undefined` takes it away. */
  set(kind: string, id: string, body: object | undefined): Promise<void>;
}

/** Reads, decides and writes again while others write the same documents. Throws 409 `books.busy` when they do not let it through. */
export async function stroke(documents: Documents, tenant: string, at: number, decide: (draft: Draft) => Promise<void>): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    const { draft, puts } = draftOf(documents, tenant);
    await decide(draft);
    if (puts().length === 0 || (await documents.put(tenant, puts(), at)) === 'done') return;
  }
  throw new ProblemError(409, { code: 'books.busy', path: '', message: 'Others write the same items — try again.' });
}

function draftOf(documents: Documents, tenant: string): { draft: Draft; puts(): Put[] } {
  const read = new Map<string, Doc<Json> | undefined>();
  const written = new Map<string, Put>();
  const nameOf = (kind: string, id: string): string => `${kind}\n${id}`;

  async function stored(kind: string, id: string): Promise<Doc<Json> | undefined> {
    const name = nameOf(kind, id);
    if (!read.has(name)) read.set(name, await documents.get(tenant, kind, id));
    return read.get(name);
  }

  const draft: Draft = {
    async get<T>(kind: string, id: string) {
      const put = written.get(nameOf(kind, id));
      const doc = await stored(kind, id);
      if (put === undefined) return doc as Doc<T> | undefined; // whoever asks knows the kind
      return put.body === null ? undefined : { id, rev: doc?.rev ?? 0, at: doc?.at ?? 0, body: put.body as T };
    },
    async set(kind, id, body) {
      const doc = await stored(kind, id);
      if (doc === undefined && body === undefined) written.delete(nameOf(kind, id));
      else written.set(nameOf(kind, id), { kind, id, rev: doc?.rev ?? 0, body: (body as Json | undefined) ?? null }); // bodies are plain JSON
    },
  };
  return { draft, puts: () => [...written.values()] };
}
