/**
 * `Shelves` in memory, as `server/adapters/mongo/shelves.ts` promises them: each call is done at one instant,
 * a change of many documents possibly only in part, and its answer may never come.
 */
import type { Change, Filter, FindOptions, Shelf, Shelves } from '../../server/adapters/mongo/shelves.ts';
import type { Life } from './life.ts';
import { changed, clone, compareBy, fits } from './matcher.ts';
import type { Wire } from './wire.ts';

type Doc = { _id: string };
export type ShelfName = Exclude<keyof Shelves, 'now'>;
/** Documents by `_id`; none is ever changed in place. */
export type ShelfData = Record<ShelfName, Map<string, Doc>>;

const names: ShelfName[] = ['runs', 'commits', 'payloads', 'deliveries', 'signals', 'requests', 'tasks', 'late', 'touched', 'leases'];

export const emptyShelves = (): ShelfData => Object.fromEntries(names.map((name) => [name, new Map()])) as ShelfData;

/** A copy is cheap: documents are shared, since nobody changes them. */
export const copyOf = (data: ShelfData): ShelfData => Object.fromEntries(names.map((name) => [name, new Map(data[name])])) as ShelfData;

export interface ShelvesHome {
  /** What is stored; replaced as a whole by a restore. */
  data: ShelfData;
}

/** The shelves as one process sees them. `stored` is told of documents as they come to lie there, and by whom. */
export function shelvesFor(
  home: ShelvesHome,
  life: Life,
  wire: Wire,
  now: () => number,
  stored: (shelf: ShelfName, doc: Doc, by: Life, before: Doc | undefined) => void,
  allows: () => boolean,
): Shelves {
  const shelf = (name: ShelfName): Shelf<Doc> => {
    const docs = (): Map<string, Doc> => home.data[name];
    const call = <R>(verb: string, kind: 'read' | 'write', apply: (parts?: number) => R, about: () => unknown): Promise<R> => {
      const perform = (parts?: number): R => {
        if (!allows()) throw new Error('this connection belongs to a store that was replaced');
        return apply(parts);
      };
      return wire.call(life, `${name}.${verb}`, kind, perform, () => JSON.stringify(about()).slice(0, 300));
    };
    const put = (doc: Doc): void => {
      const before = docs().get(doc._id);
      docs().set(doc._id, doc);
      stored(name, doc, life, before);
    };
    return {
      insert: (given) => {
        const fresh = given.map(clone);
        return call(
          'insert',
          'write',
          (parts = fresh.length) => {
            const taken = new Set<number>();
            for (const [index, doc] of fresh.slice(0, parts).entries()) {
              if (docs().has(doc._id)) taken.add(index);
              else put(doc);
            }
            return taken;
          },
          () => fresh.map(({ _id }) => _id),
        );
      },
      update: (changes) => {
        const asked = changes.map(({ filter, change }) => ({ filter: clone(filter), change: clone(change) }));
        return call(
          'update',
          'write',
          (parts = asked.length) => {
            for (const { filter, change } of asked.slice(0, parts)) {
              const [first] = matching(docs(), filter);
              if (first) put(changed(first as never, change) as Doc);
            }
          },
          () => asked.map(({ filter }) => filter),
        );
      },
      updateAll: (givenFilter, givenChange) => {
        const [filter, change] = [clone(givenFilter), clone(givenChange) as Change];
        return call(
          'updateAll',
          'write',
          (parts) => {
            const found = matching(docs(), filter).slice(0, parts);
            for (const doc of found) put(changed(doc as never, change) as Doc);
            return found.length;
          },
          () => filter,
        );
      },
      find: (givenFilter, options = {}) => {
        const filter = clone(givenFilter);
        return call(
          'find',
          'read',
          () => find(docs(), filter, options).map(clone),
          () => filter,
        );
      },
      replace: (given) => {
        const fresh = given.map(clone);
        return call(
          'replace',
          'write',
          (parts = fresh.length) => fresh.slice(0, parts).forEach(put),
          () => fresh.map(({ _id }) => _id),
        );
      },
      remove: (givenFilter) => {
        const filter = clone(givenFilter);
        return call(
          'remove',
          'write',
          (parts) => {
            for (const doc of matching(docs(), filter).slice(0, parts)) docs().delete(doc._id);
          },
          () => filter,
        );
      },
    };
  };
  return { ...(Object.fromEntries(names.map((name) => [name, shelf(name)])) as unknown as Omit<Shelves, 'now'>), now };
}

function matching(docs: Map<string, Doc>, filter: Filter): Doc[] {
  const { _id } = filter;
  const ids = typeof _id === 'string' ? [_id] : typeof _id === 'object' && !Array.isArray(_id) ? _id.$in : undefined;
  if (!ids) return [...docs.values()].filter((doc) => fits(doc as never, filter));
  return [...new Set(ids as string[])].map((id) => docs.get(id)).filter((doc): doc is Doc => doc !== undefined && fits(doc as never, filter));
}

function find(docs: Map<string, Doc>, filter: Filter, { sort, limit, without, only }: FindOptions): Doc[] {
  const found = matching(docs, filter);
  if (sort) found.sort(compareBy(sort) as never);
  const page = limit === undefined ? found : found.slice(0, limit);
  if (only) return page.map((doc) => pick(doc, (field) => field === '_id' || only.includes(field)));
  return without ? page.map((doc) => pick(doc, (field) => !without.includes(field))) : page;
}

const pick = (doc: Doc, keeps: (field: string) => boolean): Doc => Object.fromEntries(Object.entries(doc).filter(([field]) => keeps(field))) as Doc;
