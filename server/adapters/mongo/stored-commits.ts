/** Commits as they lie beside the head or inside it, and back to what the engine reads. */
import type { RunEvent } from '../../engine/events.ts';
import type { Claim, Commit, Outbox, RunHead, RunStart } from '../../engine/ports.ts';
import { type CommitDoc, commitIdOf, type StoredCommit } from './layout.ts';
import { packText } from './stored-text.ts';

export function commitDocOf(commit: Commit): CommitDoc {
  const { head, at, author, events, payloads, outbox, counts, taken } = commit;
  const minutes = [...new Set(counts.map(({ minute }) => minute))];
  return {
    _id: commitIdOf(head.tenant, head.id, head.seq),
    tenant: head.tenant,
    run: head.id,
    seq: head.seq,
    at,
    author,
    events: JSON.stringify(events),
    head: JSON.stringify(head),
    ...(payloads.length > 0 ? { payloads: payloads.map(({ hash, json }) => ({ hash, ...packText(json) })) } : {}),
    ...(taken.length > 0 ? { taken } : {}),
    ...(outbox.length > 0 ? { outbox: JSON.stringify(outbox) } : {}),
    ...(counts.length > 0 ? { counts: JSON.stringify(counts), minutes } : {}),
  };
}

/** The first commit of a run that begins: none when its start says nothing yet. */
export function firstCommitOf({ head, events, payloads }: RunStart): StoredCommit[] {
  if (events.length === 0 && payloads.length === 0) return [];
  return [
    {
      seq: head.seq,
      at: head.startedAt,
      author: 'start',
      events: JSON.stringify(events),
      head: JSON.stringify(head),
      ...(payloads.length > 0 ? { payloads: payloads.map(({ hash, json }) => ({ hash, ...packText(json) })) } : {}),
    },
  ];
}

export const insideHead = ({ _id: _, tenant: __, run: ___, minutes: ____, ...stored }: CommitDoc): StoredCommit => stored;

export const asRead = ({ seq, at, author, events }: StoredCommit): Claim['commits'][number] => ({ seq, at, author, events: JSON.parse(events) as RunEvent[] });

export const headIn = (stored: StoredCommit): RunHead => JSON.parse(stored.head) as RunHead;

export const outboxIn = (stored: StoredCommit): Outbox[] => (stored.outbox === undefined ? [] : (JSON.parse(stored.outbox) as Outbox[]));
