/**
 * Things of a tenant that expressions look into: every save is a new version with its instant and author, and each stays.
 * The version in force at an instant is the same for every process and for ever, so that a replay sees what the run saw.
 * Where others change the same store, a version comes into force `grace` ms after its save; whoever looked within that
 * time knows of it. Alone, it is in force at once, and whoever asks during a save waits for its end.
 */
import type { Json } from '../../flows/flow.ts';
import type { Audit } from '../access/audit.ts';
import { type IfMatch, preconditionOf } from '../access/precondition.ts';
import type { Viewer } from '../access/viewer.ts';
import { type Doc, type Documents, everyDocument } from '../engine/documents.ts';
import type { Clock } from '../engine/ports.ts';

export interface VersionFacts<F> {
  number: number;
  at: number;
  /** Instant from which expressions see it. */
  from: number;
  by: string;
  message: string;
  /** Small, so that lists need no content. */
  facts: F;
}

export interface Head<F> extends VersionFacts<F> {
  id: string;
  /** For If-Match. */
  rev: number;
}

export interface SaveAsk {
  ifMatch: IfMatch | undefined;
  message?: string | undefined;
  /** Dotted verb for the audit: `table.changed`. */
  what: string;
}

export interface Versioned<T, F> {
  /** Newest versions, by id. */
  list(): Promise<Head<F>[]>;
  /** The same from memory, as of the last look. */
  known(): Head<F>[];
  head(id: string): Promise<Head<F> | undefined>;
  version(id: string, number: number): Promise<VersionFacts<F> | undefined>;
  content(id: string, number: number): Promise<T | undefined>;
  /** Newest first. */
  versions(id: string, page?: { cursor?: string; limit?: number }): Promise<{ items: VersionFacts<F>[]; next: string | null }>;
  save(by: Viewer, id: string, content: T, facts: F, ask: SaveAsk): Promise<Head<F>>;
  /** What expressions see at an instant; at once while it is in memory. */
  inForce(id: string, now: number): InForce<T> | undefined | Promise<InForce<T> | undefined>;
}

export interface InForce<T> {
  number: number;
  content: T;
}

export interface VersionedDeps {
  documents: Documents;
  clock: Pick<Clock, 'now'>;
  audit: Audit;
  tenant: string;
  /** Others change the same store. */
  shared: boolean;
}

/** How long after its save a version comes into force where processes share the store, and how old a look may be, ms. */
const grace = 700;
const freshFor = 300;
/** Something nobody knew of at the last look is looked for again after this time. */
const againAfter = 100;
/** Contents kept in memory. */
const most = 64;

/** What a kind is called in refusals. */
const names: { [kind: string]: string } = { table: 'Table', values: 'Environment' };

export function versionedOf<T, F>(kind: string, deps: VersionedDeps): Versioned<T, F> {
  const { documents, clock, audit, tenant, shared } = deps;
  const named = (id: string): string => `${names[kind] ?? kind} ${id}`;
  const precondition = preconditionOf({
    code: kind,
    subject: named,
    taken: (id) => `${named(id)} exists already. Choose another name, or change that one.`,
    tagged: (id) => id,
  });
  const heads = new Map<string, Head<F>>();
  const starts = new Map<string, Promise<{ number: number; from: number }[]>>();
  const contents = new Map<string, T>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  let saving: Promise<unknown> | undefined;
  /** Latest instant anybody asked for: what was answered then stays the answer. */
  let askedUpTo = Number.NEGATIVE_INFINITY;

  const idOf = (id: string, number: number): string => `${id}/${String(number).padStart(8, '0')}`;
  const headOf = ({ id, rev, body }: Doc<VersionFacts<F>>): Head<F> => ({ id, rev, ...body });

  async function look(): Promise<void> {
    const began = clock.now();
    for (const doc of await everyDocument<VersionFacts<F>>(documents, tenant, kind)) {
      if ((heads.get(doc.id)?.rev ?? 0) >= doc.rev) continue;
      heads.set(doc.id, headOf(doc));
      starts.delete(doc.id);
    }
    lookedAt = Math.max(lookedAt, began);
  }

  /** One look for all who ask meanwhile. */
  function refresh(): Promise<void> {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  const isStale = (): boolean => lookedAt === Number.NEGATIVE_INFINITY || (shared && clock.now() - lookedAt > freshFor);

  async function content(id: string, number: number): Promise<T | undefined> {
    const key = idOf(id, number);
    const known = contents.get(key);
    if (known !== undefined) return known;
    const kept = await documents.get<T>(tenant, `${kind}-content`, key);
    if (!kept) return undefined;
    contents.set(key, kept.body);
    if (contents.size > most) contents.delete(contents.keys().next().value!);
    return kept.body;
  }

  const startsOf = (id: string): Promise<{ number: number; from: number }[]> => {
    const known = starts.get(id);
    if (known) return known;
    const reading = everyDocument<VersionFacts<F>>(documents, tenant, `${kind}-version`, `${id}/`).then((docs) => docs.map(({ body }) => body).reverse());
    starts.set(id, reading);
    reading.catch(() => starts.delete(id));
    return reading;
  };

  async function numberAt(head: Head<F>, now: number): Promise<number | undefined> {
    if (head.from <= now) return head.number;
    return (await startsOf(head.id)).find(({ from }) => from <= now)?.number;
  }

  async function seek(id: string, now: number): Promise<InForce<T> | undefined> {
    await saving;
    if (isStale() || (shared && !heads.has(id) && clock.now() - lookedAt >= againAfter)) await refresh();
    const head = heads.get(id);
    const number = head && (await numberAt(head, now));
    const found = number === undefined ? undefined : await content(id, number);
    return number === undefined || found === undefined ? undefined : { number, content: found };
  }

  async function store(by: Viewer, id: string, body: T, facts: F, { ifMatch, message = '', what }: SaveAsk): Promise<Head<F>> {
    await refresh();
    const before = heads.get(id);
    precondition.hold(id, before?.rev, ifMatch);
    const at = clock.now();
    const from = before ? Math.max(at + (shared ? grace : 0), before.from + 1, askedUpTo + 1) : at;
    const version: VersionFacts<F> = { number: (before?.number ?? 0) + 1, at, from, by: by.name, message, facts };
    const key = idOf(id, version.number);
    const entry = { by, what, on: `${kind}/${id}`, ...(message === '' ? {} : { reason: message }), before: before?.number ?? null, after: version.number };
    const done = await audit.commit(tenant, entry, [
      { kind, id, rev: before?.rev ?? 0, body: plain(version) },
      { kind: `${kind}-version`, id: key, rev: 0, body: plain(version) },
      { kind: `${kind}-content`, id: key, rev: 0, body: plain(body) },
    ]);
    await look();
    if (done === 'conflict') throw precondition.outdated(id);
    return heads.get(id)!; // just read
  }

  return {
    async list() {
      await refresh();
      return this.known();
    },
    known: () => [...heads.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    async head(id) {
      await refresh();
      return heads.get(id);
    },
    version: async (id, number) => (await documents.get<VersionFacts<F>>(tenant, `${kind}-version`, idOf(id, number)))?.body,
    content,
    async versions(id, page = {}) {
      const { items, next } = await documents.list<VersionFacts<F>>(tenant, `${kind}-version`, { ...page, prefix: `${id}/`, reverse: true });
      return { items: items.map(({ body }) => body), next };
    },
    save(by, id, body, facts, ask) {
      const mine = Promise.resolve(saving).then(() => store(by, id, body, facts, ask));
      const done = mine.then(
        () => undefined,
        () => undefined,
      );
      saving = done;
      void done.then(() => {
        if (saving === done) saving = undefined;
      });
      return mine;
    },
    inForce(id, now) {
      askedUpTo = Math.max(askedUpTo, now);
      if (saving || isStale()) return seek(id, now);
      const head = heads.get(id);
      if (!head) return shared ? seek(id, now) : undefined;
      const known = head.from <= now ? contents.get(idOf(id, head.number)) : undefined;
      return known === undefined ? seek(id, now) : { number: head.number, content: known };
    },
  };
}

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
