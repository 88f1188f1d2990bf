/**
 * The only place that writes audit: who did what, to what, from where. A row travels in the same commit as the
 * change it tells of, and carries the hash of the row before it, so that a changed or missing row is found.
 * There is one chain for all environments, kept with the people: changes that ride along are of the home tenant.
 */
import { createHash, createHmac } from 'node:crypto';
import type { Json } from '../../flows/flow.ts';
import type { Doc, Documents, Put } from '../engine/documents.ts';
import type { Clock } from '../engine/ports.ts';
import { homeOf } from './viewer.ts';

export interface AuditEntry {
  /** Id and name of the person, token or part of the hub that acted. */
  by: { id: string; name: string };
  /** Dotted verb in the past tense: `flow.deployed`. */
  what: string;
  /** Kind and id of what it was done to: `flow/heat_pump`. */
  on: string;
  reason?: string;
  /** Hashes or small facts, never secrets or whole documents. */
  before?: Json;
  after?: Json;
  from?: string;
  requestId?: string;
}

export interface AuditRow extends AuditEntry {
  seq: number;
  at: number;
  previous: string;
  hash: string;
}

export interface Audit {
  /** Commits the change and its row in one stroke; `conflict` means the change was not made. */
  commit(tenant: string, entry: AuditEntry, puts?: Put[]): Promise<'done' | 'conflict'>;
  /** Newest first. */
  rows(tenant: string, options?: { cursor?: string; limit?: number }): Promise<{ items: AuditRow[]; next: string | null }>;
  /** Walks the whole chain; `broken` names the first row that is wrong and why. */
  verify(tenant: string): Promise<{ rows: number; broken?: { seq: number; why: string } }>;
}

interface Head {
  seq: number;
  hash: string;
}

const start: Head = { seq: 0, hash: '' };
const idOf = (seq: number): string => String(seq).padStart(12, '0');

/** `seal` makes the chain impossible to recompute without the master key. */
export function auditOf(deps: { documents: Documents; clock: Pick<Clock, 'now'>; seal?: Buffer }): Audit {
  const { documents, clock } = deps;
  // A key of its own, so that the chain and the vault never share one.
  const seal = deps.seal && createHmac('sha256', deps.seal).update('orderloom audit').digest();
  // Appends of one process go one after the other; those of others show as a moved head and are tried again.
  let last: Promise<unknown> = Promise.resolve();

  const digest = (row: Omit<AuditRow, 'hash'>): string => {
    const text = canonical(row as unknown as Json);
    return seal ? createHmac('sha256', seal).update(text).digest('base64url') : createHash('sha256').update(text).digest('base64url');
  };

  async function append(tenant: string, entry: AuditEntry, puts: Put[]): Promise<'done' | 'conflict'> {
    for (;;) {
      const head = await documents.get<Head & Json>(tenant, 'audit-head', 'head');
      const { seq, hash: previous } = head?.body ?? start;
      const at = clock.now();
      const unsealed = { ...entry, by: { id: entry.by.id, name: entry.by.name }, seq: seq + 1, at, previous };
      const row: AuditRow = { ...unsealed, hash: digest(unsealed) };
      const answer = await documents.put(
        tenant,
        [
          ...puts,
          { kind: 'audit', id: idOf(row.seq), rev: 0, body: plain(row) },
          { kind: 'audit-head', id: 'head', rev: head?.rev ?? 0, body: { seq: row.seq, hash: row.hash } },
        ],
        at,
      );
      if (answer === 'done') return 'done';
      const now = await documents.get(tenant, 'audit-head', 'head');
      if ((now?.rev ?? 0) === (head?.rev ?? 0)) return 'conflict';
    }
  }

  return {
    commit(tenant, entry, puts = []) {
      const answer = last.then(() => append(homeOf(tenant), entry, puts));
      last = answer.catch(() => undefined);
      return answer;
    },
    async rows(tenant, options = {}) {
      const page = await documents.list<AuditRow & Json>(tenant, 'audit', { ...options, reverse: true });
      return { items: page.items.map((doc: Doc<AuditRow & Json>) => doc.body), next: page.next };
    },
    async verify(tenant) {
      let expected: Head = start;
      let cursor: string | undefined;
      do {
        const page = await documents.list<AuditRow & Json>(tenant, 'audit', { limit: 500, ...(cursor === undefined ? {} : { cursor }) });
        for (const { body } of page.items) {
          const { hash, ...unsealed } = body as AuditRow;
          const seq = expected.seq + 1;
          if (unsealed.seq !== seq) return { rows: expected.seq, broken: { seq, why: `row ${seq} is missing` } };
          if (unsealed.previous !== expected.hash) return { rows: expected.seq, broken: { seq, why: `row ${seq} does not follow row ${expected.seq}` } };
          if (digest(unsealed) !== hash) return { rows: expected.seq, broken: { seq, why: `row ${seq} was changed after it was written` } };
          expected = { seq, hash };
        }
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      const head = (await documents.get<Head & Json>(tenant, 'audit-head', 'head'))?.body ?? start;
      if (head.seq !== expected.seq || head.hash !== expected.hash) {
        return { rows: expected.seq, broken: { seq: expected.seq + 1, why: `rows ${expected.seq + 1} to ${head.seq} are missing` } };
      }
      return { rows: expected.seq };
    },
  };
}

/** Drops what is undefined, as the store will. */
const plain = (row: AuditRow): Json => JSON.parse(JSON.stringify(row)) as Json;

/** JSON with sorted keys: the same row gives the same text in every store. */
function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields = Object.keys(value)
    .sort()
    .filter((key) => value[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${fields.join(',')}}`;
}
