/** Documents in MongoDB: several change together without a transaction, because the log of changes is the truth. */
import type { Json } from '../../../flows/flow.ts';
import type { Doc, Documents, Put } from '../../engine/documents.ts';
import { type ChangeDoc, changeLog, type Stroke, type Strokes } from './change-log.ts';
import { gather } from './gather.ts';
import { idOf, type StoredText } from './layout.ts';
import type { Shelf, Test } from './shelves.ts';
import { packText, textOf } from './stored-text.ts';

export interface DocumentDoc extends StoredText {
  /** tenant/kind/id; the id as it is, so that it sorts by its own bytes. */
  _id: string;
  /** Number of the change that wrote it: a change is never applied over a later one. */
  n: number;
  /** 0 when gone. */
  rev: number;
  at: number;
  /** Deleted; stays for a day in the way of a slow writer that would bring it back. */
  gone?: true;
}

export interface DocumentShelves {
  documents: Shelf<DocumentDoc>;
  changes: Shelf<ChangeDoc>;
}

/** For open-indexes. */
export const documentIndexes: Record<string, Record<string, 1 | -1>[]> = { documents: [{ gone: 1, at: 1 }], changes: [] };

interface Asked {
  tenant: string;
  /** The body as JSON text. */
  puts: (Omit<Put, 'body'> & { body: string | null })[];
  at: number;
}
type Answer = 'done' | 'conflict';

const day = 86_400_000;
const forgetEvery = 3_600_000;
const tries = 200;
const beyondAll = '\u{10ffff}';
const pathOf = (tenant: string, kind: string, id: string): string => `${idOf(tenant, kind)}/${id}`;

/** `owner` names this life of the process: no two share it. */
export function mongoDocuments({ documents, changes }: DocumentShelves, owner: string): Documents {
  const log = changeLog(changes, (n, strokes) => apply(documents, n, strokes), owner);
  const forgotten = new Map<string, number>();

  const look = gather(1_000, async (tenants: string[]) => {
    for (const tenant of new Set(tenants)) await log.catchUp(tenant);
    return tenants;
  });
  const fetch = gather(500, async (ids: string[]) => {
    const found = new Map((await documents.find({ _id: { $in: [...new Set(ids)] } })).map((doc) => [doc._id, doc]));
    return ids.map((id) => found.get(id));
  });
  const write = gather(32, async (asked: Asked[]) => {
    const answers = new Map<Asked, Answer | Error>();
    for (const [tenant, own] of Map.groupBy(asked, ({ tenant }) => tenant)) {
      const answered = await writeAll(tenant, own).catch((error: Error) => own.map(() => error));
      for (const [index, one] of own.entries()) answers.set(one, answered[index]!);
    }
    return asked.map((one) => answers.get(one)!);
  });

  async function writeAll(tenant: string, asked: Asked[]): Promise<Answer[]> {
    const ids = new Set(asked.flatMap(({ puts }) => puts.map(({ kind, id }) => pathOf(tenant, kind, id))));
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const last = await log.catchUp(tenant);
      const { answers, strokes } = judge(await documents.find({ _id: { $in: [...ids] } }, { only: ['rev', 'gone'] }), tenant, asked);
      if (strokes.fresh.length + strokes.changed.length === 0) return answers;
      if (await log.add(tenant, last + 1, { ...strokes, forget: await toForget(tenant, asked[0]!.at) })) return answers;
    }
    throw new Error(`Documents of ${tenant} change faster than this process can follow`);
  }

  async function toForget(tenant: string, at: number): Promise<string[]> {
    if (at - (forgotten.get(tenant) ?? 0) < forgetEvery) return [];
    forgotten.set(tenant, at);
    const old = { gone: true, at: { $lt: at - day }, _id: { $gt: `${idOf(tenant)}/`, $lt: `${idOf(tenant)}0` } };
    return (await documents.find(old, { only: ['_id'], limit: 1_000 })).map(({ _id }) => _id);
  }

  return {
    async get<T = Json>(tenant: string, kind: string, id: string) {
      await look(tenant);
      const doc = await fetch(pathOf(tenant, kind, id));
      return doc && !doc.gone ? docOf<T>(doc, id) : undefined;
    },
    async list<T = Json>(tenant: string, kind: string, options: { prefix?: string; cursor?: string; limit?: number; reverse?: boolean } = {}) {
      const { prefix = '', cursor, limit = 100, reverse = false } = options;
      await look(tenant);
      const start = pathOf(tenant, kind, '');
      const beyond: Test = cursor === undefined ? {} : { [reverse ? '$lt' : '$gt']: start + cursor };
      const span: Test = { $gte: start + prefix, $lt: start + prefix + beyondAll };
      // Of two upper or lower bounds the narrower one counts.
      if (beyond.$lt !== undefined && beyond.$lt > span.$lt!) delete beyond.$lt;
      const found = await documents.find({ _id: { ...span, ...beyond }, gone: { $exists: false } }, { sort: { _id: reverse ? -1 : 1 }, limit: limit + 1 });
      const items = found.slice(0, limit).map((doc) => docOf<T>(doc, doc._id.slice(start.length)));
      return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    put: async (tenant, puts, at) => write({ tenant, puts: puts.map((put) => ({ ...put, body: put.body === null ? null : JSON.stringify(put.body) })), at }),
  };
}

const docOf = <T>(doc: DocumentDoc, id: string): Doc<T> => ({ id, rev: doc.rev, at: doc.at, body: JSON.parse(textOf(doc)) as T });

/** A document of another store, with its revision; any later change goes over it. */
export const documentDocOf = (tenant: string, kind: string, { id, rev, at, body }: Doc): DocumentDoc => ({
  _id: pathOf(tenant, kind, id),
  n: 0,
  rev,
  at,
  ...packText(JSON.stringify(body)),
});

/** Who may write, one after the other, and what is left when all of them have. */
function judge(stored: Pick<DocumentDoc, '_id' | 'rev'>[], tenant: string, asked: Asked[]): { answers: Answer[]; strokes: Omit<Strokes, 'forget'> } {
  const before = new Map(stored.map(({ _id, rev }) => [_id, rev]));
  const after = new Map<string, Stroke>();
  const revOf = (_id: string): number => after.get(_id)?.rev ?? before.get(_id) ?? 0;
  const answers = asked.map(({ puts, at }): Answer => {
    if (puts.some(({ kind, id, rev }) => rev !== undefined && rev !== revOf(pathOf(tenant, kind, id)))) return 'conflict';
    for (const { kind, id, body } of puts) {
      const _id = pathOf(tenant, kind, id);
      after.set(_id, body === null ? { _id, rev: 0, at } : { _id, rev: revOf(_id) + 1, at, body });
    }
    return 'done';
  });
  const wasThere = ({ _id }: Stroke): boolean => (before.get(_id) ?? 0) > 0;
  const strokes = [...after.values()].filter((stroke) => stroke.rev > 0 || wasThere(stroke));
  return { answers, strokes: { fresh: strokes.filter((stroke) => !wasThere(stroke)), changed: strokes.filter(wasThere) } };
}

/** Done twice, or after a later change, it is as if done once and in time. */
async function apply(documents: Shelf<DocumentDoc>, n: number, { fresh, changed, forget }: Strokes): Promise<void> {
  const taken = await documents.insert(fresh.map(({ _id, rev, at, body = '' }) => ({ _id, n, rev, at, ...packText(body) })));
  const over = [...fresh.filter((_, index) => taken.has(index)), ...changed];
  await documents.update(
    over.map(({ _id, rev, at, body }) => {
      const text: StoredText = body === undefined ? {} : packText(body);
      const set = { n, rev, at, ...text, ...(body === undefined ? { gone: true } : {}) };
      const unset = (['text', 'packed', 'gone'] as const).filter((field) => !(field in set));
      return { filter: { _id, n: { $lt: n } }, change: { $set: set, $unset: Object.fromEntries(unset.map((field) => [field, true])) } };
    }),
  );
  if (forget.length > 0) await documents.remove({ _id: { $in: forget }, gone: true, n: { $lt: n } });
}
