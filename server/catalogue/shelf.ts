/**
 * Where drafts, versions and the pointers to what is deployed are kept, with the deployed ones in memory.
 * Drafts and versions are of the home tenant; each environment has a pointer of its own per flow: `heat_pump` at home, `test/heat_pump` in test.
 */
import type { Flow, Problem } from '../../flows/flow.ts';
import { homeOf, tenantIn } from '../access/viewer.ts';
import { type Doc, type Documents, everyDocument } from '../engine/documents.ts';
import type { Version } from './catalogue.ts';
import type { Deployed } from './deployed.ts';
import type { Pointer } from './pointer.ts';

export interface VersionDoc {
  flow: Flow;
  number: number;
  at: number;
  by: string;
  message: string;
}

export interface Shelf {
  current(at: string, id: string): Deployed | undefined;
  /** Of one tenant, or of all. */
  all(at?: string): Deployed[];
  pointer(at: string, id: string): Doc<Pointer> | undefined;
  drafts(): Promise<Doc<{ flow: Flow; problems: Problem[] }>[]>;
  version(id: string, version: string): Promise<Version | undefined>;
  /** Newest first. */
  versions(id: string): Promise<Version[]>;
  lastNumber(id: string): Promise<number>;
  /** Reads one pointer anew. */
  read(at: string, id: string): Promise<void>;
  /** Reads all pointers anew; answers with the flows that changed, and where. */
  refresh(): Promise<{ at: string; id: string }[]>;
}

/** Id of the document that says what is deployed of a flow in the environment of a tenant. */
export const pointerId = (at: string, id: string): string => (at === homeOf(at) ? id : `${at.slice(homeOf(at).length + 1)}/${id}`);

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

  /** Whose pointer a document is: of which flow, in the environment of which tenant. */
  function placeOf(pointer: string): { at: string; id: string } {
    const slash = pointer.indexOf('/');
    return slash < 0 ? { at: tenant, id: pointer } : { at: tenantIn(pointer.slice(0, slash)), id: pointer.slice(slash + 1) };
  }

  async function take(doc: Doc<Pointer>): Promise<void> {
    const { at, id } = placeOf(doc.id);
    const frozen = await version(id, doc.body.version);
    if (!frozen) throw new Error(`version ${doc.body.version} of flow ${id} is deployed but missing from the store — restore the backup that holds it`);
    pointers.set(doc.id, doc);
    current.set(doc.id, { tenant: at, flow: frozen.flow, ...doc.body });
  }

  function drop(id: string): void {
    pointers.delete(id);
    current.delete(id);
  }

  const each = <T>(kind: string, prefix?: string): Promise<Doc<T>[]> => everyDocument<T>(documents, tenant, kind, prefix);

  const versionsOf = async (id: string): Promise<Version[]> => {
    const docs = await each<VersionDoc>('version', `${id}/`);
    return docs.map((doc) => ({ version: doc.id.slice(id.length + 1), ...doc.body })).sort((a, b) => b.number - a.number);
  };

  return {
    current: (at, id) => current.get(pointerId(at, id)),
    all: (at) => [...current.values()].filter((each) => at === undefined || each.tenant === at),
    pointer: (at, id) => pointers.get(pointerId(at, id)),
    drafts: () => each('draft'),
    version,
    versions: versionsOf,
    lastNumber: async (id) => (await versionsOf(id))[0]?.number ?? 0,
    async read(at, id) {
      const doc = await documents.get<Pointer>(tenant, 'deployed', pointerId(at, id));
      if (doc) await take(doc);
      else drop(pointerId(at, id));
    },
    async refresh() {
      const docs = await each<Pointer>('deployed');
      const moved = docs.filter((doc) => pointers.get(doc.id)?.rev !== doc.rev);
      for (const doc of moved) await take(doc);
      const gone = [...pointers.keys()].filter((id) => !docs.some((doc) => doc.id === id));
      for (const id of gone) drop(id);
      return [...moved.map(({ id }) => id), ...gone].map(placeOf);
    },
  };
}
