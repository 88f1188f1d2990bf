/**
 * What connections and bindings say right now, held in memory: effects and the door ask it at every call.
 * A tenant names an environment: its bindings are its own, the connections are those of its home.
 */
import type { JsonObject } from '../../flows/flow.ts';
import { type Connection, ConnectorError } from '../../nodes/node-type.ts';
import { type Documents, everyDocument } from '../engine/documents.ts';
import type { Clock } from '../engine/ports.ts';
import type { PauseMark } from './pause-mark.ts';
import type { Vault } from './vault.ts';
import { environmentOf, homeOf } from './viewer.ts';

export interface StoredConnection {
  id: string;
  connector: string;
  title: string;
  settings: JsonObject;
  /** Names of the secret fields that hold a value. */
  secrets: string[];
  paused: boolean;
  /** Of the pause that is on. */
  pause?: PauseMark;
  /** Day on which a secret ends, by field, where somebody said so: `2027-01-14`. */
  ends?: Record<string, string>;
}

/** One value of a secret; the former one stays good until the overlap of its rotation ends. */
export interface SecretValue {
  value: string;
  until?: number;
}

export interface Bound {
  /** Reads everything anew: at start, after a change here, and every few seconds where others may change it. */
  load(tenant: string): Promise<void>;
  list(tenant: string): StoredConnection[];
  /** `environment/slot` → connection id */
  slots(tenant: string): ReadonlyMap<string, string>;
  /** Connection bound to a slot of a flow in the environment of the tenant: `flow.slot` before `slot`. */
  boundTo(tenant: string, slot: string, flow?: string): string | undefined;
  /** Values of a secret field, for checking what came in. */
  secrets(tenant: string, connection: string | undefined, field: string): SecretValue[];
  /** What an effect uses; `slot` is `flow.slot` or `slot`. A paused connection throws `connection.paused`. */
  connectionFor(tenant: string, slot: string): Promise<Connection | undefined>;
  /** One connection by id, paused or not. */
  connectionOf(tenant: string, id: string): Connection | undefined;
  onChange(listener: () => void): () => void;
}

/** Field under which a rotated secret's former value is kept. */
export const formerOf = (field: string): string => `${field} former`;

const freshFor = 15_000;

interface View {
  at: number;
  connections: Map<string, { stored: StoredConnection; fields: Record<string, string> }>;
  slots: Map<string, string>;
}

export function boundOf(deps: { documents: Documents; clock: Pick<Clock, 'now'>; vault: Vault; environment: string }): Bound {
  const { documents, clock, vault, environment } = deps;
  const views = new Map<string, View>();
  const listeners = new Set<() => void>();
  const viewOf = (tenant: string): View => views.get(homeOf(tenant)) ?? { at: 0, connections: new Map(), slots: new Map() };

  async function load(asked: string): Promise<void> {
    const tenant = homeOf(asked);
    const at = clock.now();
    const [stored, slots] = await Promise.all([
      everyDocument<Omit<StoredConnection, 'id'>>(documents, tenant, 'connection'),
      everyDocument<{ connection: string }>(documents, tenant, 'slot'),
    ]);
    const entries = await Promise.all(
      stored.map(async ({ id, body }) => [id, { stored: { ...body, id }, fields: body.secrets.length > 0 ? await vault.open(tenant, id) : {} }] as const),
    );
    views.set(tenant, { at, connections: new Map(entries), slots: new Map(slots.map(({ id, body }) => [id, body.connection])) });
    for (const listener of listeners) listener();
  }

  function boundTo(tenant: string, slot: string, flow?: string): string | undefined {
    const { slots } = viewOf(tenant);
    const place = environmentOf(tenant, environment);
    return (flow === undefined ? undefined : slots.get(`${place}/${flow}.${slot}`)) ?? slots.get(`${place}/${slot}`);
  }

  function connectionOf(tenant: string, id: string): Connection | undefined {
    const found = viewOf(tenant).connections.get(id);
    if (!found) return undefined;
    const { stored, fields } = found;
    return {
      id,
      connector: stored.connector,
      settings: stored.settings,
      secret(field) {
        const value = fields[field];
        if (value === undefined) throw new ConnectorError('connection.missing', `connection ${stored.title} has no ${field} — enter it under Connectors`);
        return value;
      },
    };
  }

  return {
    load,
    list: (tenant) => [...viewOf(tenant).connections.values()].map(({ stored }) => stored),
    slots: (tenant) => viewOf(tenant).slots,
    boundTo,
    secrets(tenant, connection, field) {
      const fields = connection === undefined ? undefined : viewOf(tenant).connections.get(connection)?.fields;
      const value = fields?.[field];
      if (fields === undefined || value === undefined) return [];
      const former = fields[formerOf(field)];
      return former === undefined ? [{ value }] : [{ value }, JSON.parse(former) as SecretValue];
    },
    async connectionFor(tenant, slot) {
      if (clock.now() - viewOf(tenant).at > freshFor) await load(tenant);
      const dot = slot.indexOf('.');
      const id = boundTo(tenant, slot.slice(dot + 1), dot < 0 ? undefined : slot.slice(0, dot));
      const stored = id === undefined ? undefined : viewOf(tenant).connections.get(id)?.stored;
      if (!stored) return undefined;
      if (stored.paused)
        throw new ConnectorError('connection.paused', `connection ${stored.title} is paused — resume it under Connectors and the step goes on`);
      return connectionOf(tenant, stored.id);
    },
    connectionOf,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Every document of a kind, page after page. */
