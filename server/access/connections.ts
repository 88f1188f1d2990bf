/** Keeps credentials and what they are bound to. Secrets go in and are used; they never come out again. */
import { type Json, type JsonObject, ProblemError } from '../../flows/flow.ts';
import type { Documents } from '../engine/documents.ts';
import type { Clock } from '../engine/ports.ts';
import type { Audit } from './audit.ts';
import { type Bound, formerOf, type StoredConnection } from './bound.ts';
import type { Vault } from './vault.ts';
import type { Viewer } from './viewer.ts';

export interface ConnectionAsk {
  id?: string;
  connector: string;
  title: string;
  settings: JsonObject;
  /** Secret fields by name; `null` forgets one, an absent one stays. */
  secrets: Record<string, string | null>;
  /** Day on which a secret ends, by field; `null` takes it away. */
  ends?: Record<string, string | null>;
}

export interface ConnectionChange {
  title?: string;
  settings?: JsonObject;
  secrets?: Record<string, string | null>;
  ends?: Record<string, string | null>;
  /** For this long the replaced values are still accepted on messages that come in, ms. */
  overlap?: number;
}

export interface Connections {
  create(by: Viewer, ask: ConnectionAsk): Promise<StoredConnection>;
  change(by: Viewer, id: string, change: ConnectionChange): Promise<StoredConnection>;
  /** Effects of a paused connection are held: not attempted, and not failed. The reason is kept and audited. */
  pause(by: Viewer, id: string, paused: boolean, reason: string): Promise<StoredConnection>;
  /** `null` takes the binding away. */
  bind(by: Viewer, environment: string, slot: string, connection: string | null): Promise<void>;
}

export function connectionsOf(deps: { documents: Documents; clock: Pick<Clock, 'now'>; audit: Audit; vault: Vault; bound: Bound }): Connections {
  const { documents, clock, audit, vault, bound } = deps;

  async function read(tenant: string, id: string): Promise<{ rev: number; body: StoredConnection }> {
    const kept = await documents.get<Json & object>(tenant, 'connection', id);
    if (!kept) throw notFound();
    return { rev: kept.rev, body: { ...(kept.body as unknown as StoredConnection), id } }; // written by `store` alone
  }

  async function store(
    by: Viewer,
    what: string,
    rev: number,
    body: StoredConnection,
    secrets: Record<string, string | null> = {},
    reason?: string,
  ): Promise<StoredConnection> {
    const names = new Set(body.secrets);
    for (const [name, value] of Object.entries(secrets)) {
      if (value === null) names.delete(name);
      else names.add(name);
    }
    const next: StoredConnection = { ...body, secrets: [...names].filter((name) => !name.includes(' ')).sort() };
    const sealed = Object.keys(secrets).length > 0 ? [await vault.seal(by.tenant, body.id, secrets)] : [];
    const entry = {
      by,
      what,
      on: `connection/${body.id}`,
      after: { connector: body.connector, title: body.title, secrets: Object.keys(secrets) },
      ...(reason ? { reason } : {}),
    };
    if ((await audit.commit(by.tenant, entry, [{ kind: 'connection', id: body.id, rev, body: { ...next } }, ...sealed])) === 'conflict') {
      throw new ProblemError(409, {
        code: 'connection.changed',
        path: '',
        message: `Connection ${body.id} was changed by somebody else meanwhile. Load it again and repeat the change.`,
      });
    }
    await bound.load(by.tenant);
    return next;
  }

  /** The values about to be replaced, with the instant they stop to count. */
  async function formers(tenant: string, id: string, change: ConnectionChange): Promise<Record<string, string>> {
    if (!change.overlap || !change.secrets) return {};
    const old = await vault.open(tenant, id);
    const until = clock.now() + change.overlap;
    const replaced = Object.entries(change.secrets).filter(([field, value]) => value !== null && old[field] !== undefined && old[field] !== value);
    return Object.fromEntries(replaced.map(([field]) => [formerOf(field), JSON.stringify({ value: old[field], until })]));
  }

  return {
    async create(by, ask) {
      const id = ask.id ?? (await freeId(documents, by.tenant, ask.connector));
      if (await documents.get(by.tenant, 'connection', id)) {
        throw new ProblemError(409, { code: 'connection.taken', path: '/id', message: `A connection ${id} exists already. Choose another id.` });
      }
      return store(
        by,
        'connection.created',
        0,
        { id, connector: ask.connector, title: ask.title, settings: ask.settings, secrets: [], paused: false, ...endsOf({}, ask) },
        ask.secrets,
      );
    },
    async change(by, id, change) {
      const { rev, body } = await read(by.tenant, id);
      const secrets = { ...change.secrets, ...(await formers(by.tenant, id, change)) };
      return store(
        by,
        'connection.changed',
        rev,
        { ...body, title: change.title ?? body.title, settings: change.settings ?? body.settings, ...endsOf(body, change) },
        secrets,
      );
    },
    async pause(by, id, paused, reason) {
      const { rev, body } = await read(by.tenant, id);
      if (body.paused === paused) return body;
      const { pause: _, ...rest } = body;
      const next = paused ? { ...rest, paused, pause: { at: clock.now(), by: by.name, reason } } : { ...rest, paused };
      return store(by, paused ? 'connection.paused' : 'connection.resumed', rev, next, {}, reason);
    },
    async bind(by, environment, slot, connection) {
      if (connection !== null && !(await documents.get(by.tenant, 'connection', connection))) {
        throw new ProblemError(422, {
          code: 'flow.connection_not_found',
          path: '/connection',
          message: 'There is no such connection. Create it under Connectors, or choose another one.',
        });
      }
      const id = `${environment}/${slot}`;
      const before = await documents.get<{ connection: string }>(by.tenant, 'slot', id);
      const entry = { by, what: 'slot.bound', on: `slot/${id}`, before: before?.body.connection ?? null, after: connection };
      await audit.commit(by.tenant, entry, [{ kind: 'slot', id, body: connection === null ? null : { connection } }]);
      await bound.load(by.tenant);
    },
  };
}

/** A secret that is replaced or forgotten takes its end along, unless a new one is said. */
function endsOf(body: Pick<StoredConnection, 'ends'>, change: Pick<ConnectionChange, 'ends' | 'secrets'>): Pick<StoredConnection, 'ends'> {
  const kept = Object.entries({ ...body.ends }).filter(([field]) => change.secrets?.[field] === undefined);
  const said = Object.entries({ ...Object.fromEntries(kept), ...change.ends }).filter((entry): entry is [string, string] => entry[1] !== null);
  return body.ends === undefined && said.length === 0 ? {} : { ends: Object.fromEntries(said) };
}

const notFound = (): ProblemError => new ProblemError(404, { code: 'connection.not_found', path: '', message: 'There is no such connection.' });

/** `shopify`, then `shopify_2` and on. */
async function freeId(documents: Documents, tenant: string, connector: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? connector : `${connector}_${n}`;
    if (!(await documents.get(tenant, 'connection', id))) return id;
  }
}
