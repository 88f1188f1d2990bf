/**
 * Changes of documents in one order per tenant. A change is one document under the next number: a taken number means that
 * somebody was faster. It counts from then on, and is applied in its turn by whoever comes first, as often as it is tried.
 */
import { idOf, type StoredText } from './layout.ts';
import type { Shelf } from './shelves.ts';
import { packText, textOf } from './stored-text.ts';

/** A document as the change leaves it. */
export interface Stroke {
  _id: string;
  /** 0 = gone. */
  rev: number;
  at: number;
  /** JSON text; absent when gone. */
  body?: string;
}

export interface Strokes {
  /** Documents that were not there before. */
  fresh: Stroke[];
  changed: Stroke[];
  /** Documents gone for so long that nobody can still be about to write them. */
  forget: string[];
}

export interface ChangeDoc {
  /** tenant/n */
  _id: string;
  n: number;
  /** Who wrote it, to recognise our own after a lost answer. */
  author: string;
  strokes?: StoredText;
  /** Set in the order of the numbers. */
  applied?: true;
}

export interface ChangeLog {
  /** Applies what is open; answers with the last number. */
  catchUp(tenant: string): Promise<number>;
  /** Applied when it resolves; false when the number was taken or passed over. */
  add(tenant: string, n: number, strokes: Strokes): Promise<boolean>;
}

/** A number stays taken until so many have followed; a writer slower than that finds its change void. */
const kept = 100;
const tries = 3;

export function changeLog(changes: Shelf<ChangeDoc>, apply: (n: number, strokes: Strokes) => Promise<void>, owner: string): ChangeLog {
  let written = 0;
  const idAt = (tenant: string, n: number): string => `${idOf(tenant)}/${String(n).padStart(12, '0')}`;
  const everything = (tenant: string) => ({ _id: { $gt: `${idOf(tenant)}/`, $lt: `${idOf(tenant)}0` } });

  /** What stands unapplied below an applied change came under a number long passed, and is void. */
  async function finish(tenant: string): Promise<number> {
    const log = await changes.find(everything(tenant), { sort: { _id: 1 } });
    const done = log.findLastIndex(({ applied }) => applied);
    const open = log.slice(done + 1);
    for (const change of open) if (change.strokes) await apply(change.n, JSON.parse(textOf(change.strokes)) as Strokes);
    await changes.update(open.map(({ _id, author }) => ({ filter: { _id, author }, change: { $set: { applied: true }, $unset: { strokes: true } } })));
    const last = log.at(-1)?.n ?? 0;
    if (last > kept && log.length > kept) await changes.remove({ _id: { $gte: idAt(tenant, 0), $lte: idAt(tenant, last - kept) }, applied: true });
    return last;
  }

  async function catchUp(tenant: string): Promise<number> {
    const [last] = await changes.find(everything(tenant), { sort: { _id: -1 }, limit: 1, only: ['n', 'applied'] });
    return last === undefined || last.applied ? (last?.n ?? 0) : finish(tenant);
  }

  /** An answer that was lost is asked for again. */
  async function insert(change: ChangeDoc): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const taken = await changes.insert([change]);
        if (taken.size === 0) return true;
        if (attempt === 1) return false;
        const [stored] = await changes.find({ _id: change._id }, { only: ['author'] });
        return stored?.author === change.author;
      } catch (error) {
        if (attempt === tries) throw error;
      }
    }
  }

  /** Whether ours counts, once everything up to it is applied. What is void stays until its writer finds it here. */
  async function settle(tenant: string, { _id, author }: ChangeDoc): Promise<boolean> {
    await finish(tenant);
    const [stored] = await changes.find({ _id }, { only: ['author', 'applied'] });
    const isVoid = stored?.author === author && !stored.applied;
    if (isVoid) await changes.remove({ _id, author });
    return !isVoid;
  }

  return {
    catchUp,
    async add(tenant, n, strokes) {
      written += 1;
      const change: ChangeDoc = { _id: idAt(tenant, n), n, author: `${owner}.${written}`, strokes: packText(JSON.stringify(strokes)) };
      return (await insert(change)) && settle(tenant, change);
    },
  };
}
