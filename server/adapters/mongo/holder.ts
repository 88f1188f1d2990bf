/** Who commits holds the run; one that never claimed it is read first. */
import type { Commit } from '../../engine/ports.ts';
import { headOf } from './heads.ts';
import { idOf } from './layout.ts';
import type { Held, Life } from './life.ts';
import { readLogs } from './read-log.ts';
import { headIn } from './stored-commits.ts';

/** Undefined when the number of the commit does not follow what is known of the log: a log has no holes. */
export async function holderOf(life: Life, commit: Commit): Promise<Held | undefined> {
  const _id = idOf(commit.head.tenant, commit.head.id);
  const held = life.held.get(_id) ?? (await findHeld(life, _id, commit));
  return held.head.seq + 1 === commit.head.seq ? held : undefined;
}

async function findHeld(life: Life, _id: string, { head, at }: Commit): Promise<Held> {
  const held: Held = { _id, head, n: 0, rung: 0, unclean: false, known: [], answered: new Set(), open: new Map(), left: [], owed: [], payloads: new Map() };
  const waiting = life.fresh.get(_id);
  if (waiting) return { ...held, head: waiting.start.head, n: waiting.n, fresh: waiting.start };
  const [doc] = await life.shelves.runs.find({ _id });
  if (doc) {
    const last = (await readLogs(life.shelves, [doc])).get(_id)?.at(-1);
    return { ...held, head: last && last.seq > doc.seq ? headIn(last) : headOf(doc), n: doc.n, rung: doc.rung, known: doc.keys };
  }
  const nothing = { ...head, seq: 0 };
  return { ...held, head: nothing, n: life.arrival(at), fresh: { head: nothing, events: [], payloads: [] } };
}
