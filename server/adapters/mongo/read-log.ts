/** The log of a run: its first commits lie in the head, the later ones beside it and are asked for by number. */
import { commitIdOf, type RunDoc, type StoredCommit } from './layout.ts';
import type { Shelves } from './shelves.ts';

/** A head may lag behind its log: so many numbers beyond it are asked for, then so many more as long as they are there. */
const ahead = 2;
const most = 1_000;

/** Logs of several runs by `_id`, each from `after` on, in order. */
export async function readLogs(shelves: Shelves, docs: RunDoc[], after = 0): Promise<Map<string, StoredCommit[]>> {
  const logs = new Map<string, StoredCommit[]>();
  let open = docs.map((doc) => {
    const log = doc.log.filter(({ seq }) => seq > after);
    logs.set(doc._id, log);
    const from = Math.max(after, doc.log.at(-1)?.seq ?? 0) + 1;
    return { doc, log, from, to: Math.max(doc.seq, from - 1) + ahead };
  });
  while (open.length > 0) {
    const ids = open.flatMap(({ doc, from, to }) => Array.from({ length: to - from + 1 }, (_, index) => commitIdOf(doc.tenant, doc.run, from + index)));
    const found = new Map<string, StoredCommit>();
    for (let start = 0; start < ids.length; start += most)
      for (const commit of await shelves.commits.find({ _id: { $in: ids.slice(start, start + most) } })) found.set(commit._id, commit);
    for (const { doc, log, from, to } of open) {
      for (let seq = from; seq <= to; seq += 1) {
        const commit = found.get(commitIdOf(doc.tenant, doc.run, seq));
        if (commit) log.push(commit);
      }
    }
    open = open.filter(({ log, to }) => log.at(-1)?.seq === to).map((one) => ({ ...one, from: one.to + 1, to: one.to + 1 + ahead }));
  }
  return logs;
}
