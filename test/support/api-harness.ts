/** The API on a free port over a store in memory, with one admin, one operator and a clock turned by hand. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connector } from '../../connectors/connector.ts';
import { checkExpressions } from '../../flows/check-expressions.ts';
import type { Json } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { auditOf } from '../../server/access/audit.ts';
import { boundOf } from '../../server/access/bound.ts';
import { connectionsOf } from '../../server/access/connections.ts';
import { environmentsOf } from '../../server/access/environments.ts';
import { peopleOf } from '../../server/access/people.ts';
import { sessionsOf } from '../../server/access/sessions.ts';
import { signInLimitOf } from '../../server/access/sign-in-limit.ts';
import { tokensOf } from '../../server/access/tokens.ts';
import { openVault } from '../../server/access/vault.ts';
import { homeTenant } from '../../server/access/viewer.ts';
import { processBell } from '../../server/adapters/memory/bell.ts';
import { type MemoryDisk, memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { calendarsOf } from '../../server/calendars/calendars.ts';
import { catalogueOf } from '../../server/catalogue/catalogue.ts';
import { checkSlotsBound } from '../../server/catalogue/check-slots.ts';
import { createApp } from '../../server/http/app.ts';
import type { AppDeps } from '../../server/http/deps.ts';
import { limits } from '../../server/http/listen-limits.ts';
import { openLive } from '../../server/http/live.ts';
import { plansOf } from '../../server/runs/plans.ts';
import { runService } from '../../server/runs/service.ts';
import { openTables } from '../../server/tables/open-tables.ts';
import { manualClock } from './manual-clock.ts';

export const people = {
  admin: { email: 'ada@example.com', password: 'correct horse ada' },
  operator: { email: 'otto@example.com', password: 'correct horse otto' },
};

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
  text: string;
}

export interface CallOptions {
  /** Session cookie or bearer token; the admin token when absent, none when null. */
  as?: { cookie: string } | { token: string } | null;
  body?: Json | string | Uint8Array;
  headers?: Record<string, string>;
}

/** A connector whose test answers what its secret says. */
export const lamps: Connector = {
  id: 'lamps',
  title: 'Lamps',
  summary: 'A system for tests.',
  baseUrl: {},
  effectClass: 'A',
  auth: {
    type: 'object',
    additionalProperties: false,
    required: ['shop', 'token'],
    properties: { shop: { type: 'string' }, token: { type: 'string', 'x-secret': true }, webhookSecret: { type: 'string', 'x-secret': true } },
  },
  async test(connection) {
    return { ok: connection.secret('token') === 'right', words: 'Lamps answered.' };
  },
  actions: [
    {
      type: 'lamps.light@1',
      title: 'Light',
      summary: 'Lights a lamp.',
      group: 'connectors',
      icon: 'lamp',
      ports: ['done'],
      config: { type: 'object', additionalProperties: false, properties: {} },
      effect: { class: 'A' },
      run: () => ({ kind: 'emit', output: null }),
    },
  ],
  triggers: [],
};

export async function openApi(more: Partial<AppDeps> = {}) {
  const disk: MemoryDisk = memoryDisk();
  const clock = manualClock(Date.UTC(2026, 2, 2, 9));
  const store = memoryStore(disk, clock.now);
  const { documents, reads } = store;
  const tenant = homeTenant;
  const audit = auditOf({ documents, clock });
  const vault = await openVault(documents, tenant, Buffer.alloc(32, 7));
  const accounts = peopleOf({ documents, clock, audit });
  const sessions = sessionsOf({ documents, clock, people: accounts });
  const tokens = tokensOf({ documents, clock, audit, adminToken: 'admin-token' });
  const bound = boundOf({ documents, clock, vault, environment: 'production' });
  const environments = environmentsOf({ documents, clock, audit, home: 'production' });
  const connections = connectionsOf({ documents, clock, audit, vault, bound });
  const nodeTypes = new Map([...coreNodes, ...lamps.actions].map((type) => [type.type, type]));
  const { tables, values, checkLookups } = openTables({ documents, clock, audit, tenant, shared: false, environment: 'production', nodeTypes });
  const checks = async (owner: string, flow: Parameters<typeof checkExpressions>[0]) => [
    ...checkExpressions(flow),
    ...checkSlotsBound(bound, owner, flow),
    ...(await checkLookups(flow)),
  ];
  const catalogue = catalogueOf({ documents, clock, nodeTypes, audit, checks, calendars: calendarsOf({ documents, clock, audit }) });
  const live = openLive();
  const deployed = (at: string, id: string) => catalogue.deployed(at).find(({ flow }) => flow.id === id);
  const expressions = { evaluate: () => undefined };
  const plan = plansOf(catalogue, nodeTypes).plan;
  const runs = runService({ store: store.runs, reads, expressions, plan, titleOf: (_, id) => id, queue: processBell(), clock, live, deployed });

  const hub = { id: 'test', name: 'Test' };
  await accounts.save({ ...people.admin, name: 'Ada', role: 'admin' }, hub);
  await accounts.save({ ...people.operator, name: 'Otto', role: 'operator' }, hub);

  const logged: string[] = [];
  const log = { info: (fields: object) => logged.push(JSON.stringify(fields)), error: (fields: object) => logged.push(JSON.stringify(fields)) };
  const app = createApp({
    documents,
    reads,
    clock,
    expressions,
    catalogue,
    nodeTypes,
    runs,
    live,
    people: accounts,
    sessions,
    tokens,
    limit: signInLimitOf(clock),
    audit,
    connections,
    tables,
    values,
    bound,
    environments,
    connectors: [lamps],
    send: (connection) => ({ connection, http: () => Promise.reject(new Error('no call expected')) }),
    environment: 'production',
    version: '0.0.0',
    ready: async () => ({ ready: true }),
    backup: async (file) => ({ file, bytes: 1 }),
    replay: async () => ({ runs: [] }),
    log,
    ...more,
  });
  const server = createServer(limits, app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;

  async function call(method: string, path: string, { as = { token: 'admin-token' }, body, headers = {} }: CallOptions = {}): Promise<Answer> {
    const identity: Record<string, string> = as === null ? {} : 'cookie' in as ? { cookie: as.cookie } : { authorization: `Bearer ${as.token}` };
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(url + path, {
      method,
      headers: { ...identity, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: isRaw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
  }

  async function signIn(who: keyof typeof people): Promise<{ cookie: string }> {
    const answer = await call('POST', '/api/session', { as: null, body: people[who] });
    return { cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  }

  return {
    url,
    disk,
    clock,
    logged,
    live,
    audit,
    catalogue,
    bound,
    reads,
    store,
    call,
    signIn,
    async close() {
      live.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type ApiHarness = Awaited<ReturnType<typeof openApi>>;

/** A small sound flow: started by hand, waits, ends. */
export const smallFlow = (id = 'small') => ({
  format: 1,
  id,
  title: 'Small',
  key: { $expr: 'trigger.number' },
  nodes: { start: { type: 'manual@1' }, hold: { type: 'wait@1', title: 'Hold', config: { for: 'PT30M' } } },
  edges: [{ from: 'start', to: 'hold' }],
});
