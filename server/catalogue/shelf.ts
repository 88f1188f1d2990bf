/** Where drafts, versions and the pointers to what is deployed are kept, with the deployed ones in memory. */
import type { Flow, Problem } from '../../flows/flow.ts';
import type { Doc, Documents } from '../engine/documents.ts';
import type { Version } from './catalogue.ts';
import type { Deployed } from './deployed.ts';

/** Which version is current, and its switches. */
export type Pointer = Omit<Deployed, 'tenant' | 'flow'>;

export interface VersionDoc {
  flow: Flow;
  number: number;
  at: number;
  by: string;
  message: string;
}

export interface Shelf {
  current(id: string): Deployed | undefined;
  all(): Deployed[];
  pointer(id: string): Doc<Pointer> | undefined;
  drafts(): Promise<Doc<{ flow: Flow; problems: Problem[] }>[]>;
  version(id: string, version: string): Promise<Version | undefined>;
  /** Newest first. */
  versions(id: string): Promise<Version[]>;
  lastNumber(id: string): Promise<number>;
  /** Reads one pointer anew. */
  read(id: string): Promise<void>;
  /** Reads all pointers anew; answers with the flows that changed. */
  refresh(): Promise<string[]>;
}

export function openShelf(documents: Documents, tenant: string): Shelf {
  const pointers = new Map<string, Doc<Pointer>>();
  const current = new Map<string, Deployed>();
  // A version never changes, so what was read once stays right.
  const versions = new Map<string, Version>();

  async function version(id: string, hash: string): Promise<Version | undefined> {
    const key = `${id}/${hash}`;
    const known = versions.get(key);
    if (known) return known;
    const kept = await documents.get<VersionDoc>(tenant, 'version', key);
    if (!kept) return undefined;
    const found = { version: hash, ...kept.body };
    versions.set(key, found);
    return found;
  }

  async function take(doc: Doc<Pointer>): Promise<void> {
    const frozen = await version(doc.id, doc.body.version);
    if (!frozen) throw new Error(`version ${doc.body.version} of flow ${doc.id} is deployed but missing from the store — restore the backup that holds it`);
    pointers.set(doc.id, doc);
    current.set(doc.id, { tenant, flow: frozen.flow, ...doc.body });
  }

  async function each<T>(kind: string, prefix = ''): Promise<Doc<T>[]> {
    const found: Doc<T>[] = [];
    let cursor: string | undefined;
    do {
      const page = await documents.list<T>(tenant, kind, { prefix, limit: 200, ...(cursor === undefined ? {} : { cursor }) });
      found.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return found;
  }

  const versionsOf = async (id: string): Promise<Version[]> => {
    const docs = await each<VersionDoc>('version', `${id}/`);
    return docs.map((doc) => ({ version: doc.id.slice(id.length + 1), ...doc.body })).sort((a, b) => b.number - a.number);
  };

  return {
    current: (id) => current.get(id),
    all: () => [...current.values()],
    pointer: (id) => pointers.get(id),
    drafts: () => each('draft'),
    version,
    versions: versionsOf,
    lastNumber: async (id) => (await versionsOf(id))[0]?.number ?? 0,
    async read(id) {
      const doc = await documents.get<Pointer>(tenant, 'deployed', id);
      if (doc) await take(doc);
    },
    async refresh() {
      const docs = await each<Pointer>('deployed');
      const moved = docs.filter((doc) => pointers.get(doc.id)?.rev !== doc.rev);
      for (const doc of moved) await take(doc);
      return moved.map(({ id }) => id);
    },
  };
}
