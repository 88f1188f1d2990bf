import type { Accepted, Commit, Delivery, RunHead, RunStore } from '../../engine/ports.ts';
import { dueAt, isEnded } from '../due.ts';
import { hotRuns, nameOf } from './hot.ts';
import type { Look } from './look.ts';
import type { Pen } from './pen.ts';
import type { StartWork, Work } from './work.ts';

interface Held {
  head: RunHead;
  /** Values of a run accepted a moment ago. */
  payloads: Map<string, string> | undefined;
  /** Number of the last item answered when the holder looked: what came later it may not have seen. */
  since: number;
}

/**
 * Runs in SQLite, owned by this process. A claim is an entry in memory: the process lock is the lease, and
 * a held run stays due in the file, so whoever opens it after a death looks at every run left behind.
 */
export function sqliteRuns(pen: Pen, look: Look, held: Map<string, Held>): RunStore {
  const hot = hotRuns();
  const suspects = new Set(look.inFlight().map(({ tenant, id }) => nameOf(tenant, id)));
  const asked = new Set(look.asked().map(({ tenant, id }) => nameOf(tenant, id)));
  // Noted before the write and after: a claim in between finds no request yet and drops the note.
  const noteAsked = ({ outbox }: Pick<Commit, 'outbox'>) => {
    for (const item of outbox) if (item.kind === 'ask') asked.add(nameOf(item.request.tenant, item.request.runId));
  };

  return {
    async accept(delivery) {
      const { work, texts } = acceptWork(delivery);
      const { known, ...accepted } = await pen.write<Accepted & { known?: string[] }>(work, texts);
      if (!accepted.duplicate) hot.keep(delivery, known);
      return accepted;
    },
    async commit(commit) {
      const { tenant, id } = commit.head;
      const name = nameOf(tenant, id);
      const hold = held.get(name);
      const texts = [JSON.stringify(commit.events), ...commit.payloads.map(({ json }) => json)];
      noteAsked(commit);
      const result = await pen.write<'done' | 'conflict'>(commitWork(commit, hold?.since ?? pen.answered()), texts);
      hot.forget(name);
      noteAsked(commit);
      if (result === 'done') {
        suspects.delete(name);
        if (hold) hold.head = commit.head;
      }
      if (result === 'conflict' || commit.release) held.delete(name);
      return result;
    },
    async claim(tenant, runId) {
      const name = nameOf(tenant, runId);
      if (held.has(name)) return undefined;
      const requests = asked.has(name) ? look.requests(tenant, runId) : [];
      if (requests.length === 0) asked.delete(name);
      const since = pen.answered();
      const fresh = hot.take(name);
      if (fresh) {
        held.set(name, { head: fresh.head, payloads: fresh.payloads, since });
        return { head: fresh.head, commits: fresh.commits, requests, unclean: false };
      }
      const stored = look.head(tenant, runId);
      if (!stored || (isEnded(stored.head.status) && requests.length === 0)) return undefined;
      held.set(name, { head: stored.head, payloads: undefined, since });
      return { head: stored.head, commits: look.commits(stored.n), requests, unclean: suspects.has(name) };
    },
    async enterLane(tenant, runId) {
      return look.ahead(tenant, runId);
    },
    async due(now, limit, except) {
      const rows = look.due(now, limit, ({ tenant, id }) => !except.has(id) && !held.has(nameOf(tenant, id)));
      return rows.map(({ tenant, id, flow }) => ({ tenant, runId: id, flow }));
    },
    async nextDue(now) {
      return look.nextDue(now);
    },
    async release(tenant, runIds, isDue = false) {
      const names = runIds.map((id) => nameOf(tenant, id)).filter((name) => held.has(name));
      const runs = names.map((name) => {
        const { head, since } = held.get(name) as Held;
        return { id: head.id, wake: dueAt(head, isDue) ?? null, at: head.updatedAt, since, isOpen: !isEnded(head.status) };
      });
      // Where it cannot be written the run stays due in the file: it is free all the same.
      try {
        if (runs.length > 0) await pen.write({ kind: 'release', tenant, runs });
      } finally {
        for (const name of names) held.delete(name);
      }
    },
    async renew() {
      return { lost: [], rung: [] };
    },
    async log(tenant, runId, after = 0) {
      return look.log(tenant, runId, after);
    },
    async payload(tenant, runId, hash) {
      return held.get(nameOf(tenant, runId))?.payloads?.get(hash) ?? look.payload(tenant, runId, hash);
    },
    async requests(tenant, runId) {
      return look.requests(tenant, runId);
    },
    signal: (signal) => pen.write({ kind: 'signal', signal }),
    async signals(tenant, names, keys) {
      return look.signals(tenant, names, keys);
    },
    async ask(request) {
      const note = { outbox: [{ kind: 'ask' as const, request }] };
      noteAsked(note);
      await pen.write({ kind: 'ask', request });
      noteAsked(note);
    },
    async late(tenant, runId, events) {
      await pen.write({ kind: 'late', tenant, runId, at: events[0]?.at ?? 0 }, [JSON.stringify(events)]);
    },
  };
}

function acceptWork({ body, starts, ...delivery }: Delivery): { work: Work; texts: string[] } {
  const texts = [body];
  const list: StartWork[] = starts.map(({ head, events, payloads }) => {
    if (events.length > 0) texts.push(JSON.stringify(events));
    for (const { json } of payloads) texts.push(json);
    return { head, hasEvents: events.length > 0, hashes: payloads.map(({ hash }) => hash) };
  });
  return { work: { kind: 'accept', delivery, starts: list }, texts };
}

function commitWork({ head, at, author, outbox, counts, taken, release, payloads }: Commit, since: number): Work {
  return { kind: 'commit', commit: { head, at, author, outbox, counts, taken, release }, hashes: payloads.map(({ hash }) => hash), since };
}

export type { Held };
