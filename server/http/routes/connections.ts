import type { Connector } from '../../../connectors/connector.ts';
import { type JsonObject, ProblemError } from '../../../flows/flow.ts';
import type { StoredConnection } from '../../access/bound.ts';
import { homeOf, type Viewer } from '../../access/viewer.ts';
import type { ConnectionAsk, ConnectionHealth, ConnectionInfo, ConnectorInfo } from '../api.ts';
import { checkConnection } from '../check-connection.ts';
import { connectionHealth, readCalls } from '../connection-health.ts';
import type { AppDeps } from '../deps.ts';
import { Reply, type Route } from '../route.ts';
import { anyObject, label, name, object, record } from '../shapes.ts';
import { tryConnection } from '../try-connection.ts';

const shape = {
  'settings?': anyObject,
  'secrets?': record({ type: ['string', 'null'], maxLength: 20_000 }),
  'ends?': record({ type: ['string', 'null'], format: 'date' }),
};
const hours = { type: 'number', minimum: 0, maximum: 24 * 90 };

/** Credentials: stored, tested, paused; their secrets are write-only. */
export function connectionRoutes(deps: AppDeps): Route[] {
  const { connections, bound, connectors, catalogue, audit, clock, documents } = deps;

  const connectorOf = (id: string): Connector => {
    const found = connectors.find((each) => each.id === id);
    if (!found)
      throw new ProblemError(422, {
        code: 'connection.unknown_connector',
        path: '/connector',
        message: `There is no connector ${id.slice(0, 60)}. GET /api/connectors lists them.`,
      });
    return found;
  };

  const storedOf = (viewer: Viewer, id: string): StoredConnection => {
    const found = bound.list(viewer.tenant).find((each) => each.id === id);
    if (!found) throw new ProblemError(404, { code: 'connection.not_found', path: '', message: 'There is no such connection.' });
    return found;
  };

  const info = (viewer: Viewer, stored: StoredConnection): ConnectionInfo => {
    const slots = [...bound.slots(viewer.tenant)].filter(([, id]) => id === stored.id).map(([slot]) => slot);
    const uses = catalogue
      .everywhere()
      .filter(({ flow, tenant }) => Object.keys(flow.slots ?? {}).some((slot) => bound.boundTo(tenant, slot, flow.id) === stored.id));
    const usedBy = [...new Set(uses.map(({ flow }) => flow.id))];
    const { id, connector, title, paused, settings, secrets, ends } = stored;
    return { id, connector, title, paused, settings, secrets, usedBy, slots, ...(ends ? { ends } : {}) };
  };

  const healthOf = async (viewer: Viewer, asked: StoredConnection[]): Promise<ConnectionHealth[]> => {
    const now = clock.now();
    const calls = await readCalls(documents, homeOf(viewer.tenant), now);
    return asked.map((connection) =>
      connectionHealth({
        connection,
        connector: connectors.find(({ id }) => id === connection.connector),
        calls: calls.get(connection.id),
        former: connection.secrets.map((field) => ({ field, values: bound.secrets(viewer.tenant, connection.id, field) })),
        now,
      }),
    );
  };

  const pause = (word: 'pause' | 'resume', summary: string): Route => ({
    method: 'POST',
    path: `/api/connections/{id}/${word}`,
    summary,
    group: 'Connections',
    role: 'operator',
    body: object({ 'reason?': label(1_000, 0) }),
    bodyOptional: true,
    answer: 'ConnectionInfo',
    async handler({ params, body, viewer }) {
      const said = (body as { reason?: string } | undefined)?.reason ?? '';
      const whole = info(viewer, await connections.pause(viewer, params['id'] ?? '', word === 'pause', said));
      // Operators switch connections; what they are made of is for admins.
      return viewer.role === 'admin' ? whole : { ...whole, settings: {}, secrets: [] };
    },
  });

  return [
    {
      method: 'GET',
      path: '/api/connectors',
      summary: 'List connectors with the form of their connections',
      group: 'Connections',
      role: 'operator',
      answer: 'ConnectorPage',
      handler: () => ({ items: connectors.map(connectorInfo), next: null }),
    },
    {
      method: 'GET',
      path: '/api/connections',
      summary: 'List connections, without their secrets',
      group: 'Connections',
      role: 'admin',
      answer: 'ConnectionPage',
      handler: ({ viewer }) => ({ items: bound.list(viewer.tenant).map((stored) => info(viewer, stored)), next: null }),
    },
    {
      method: 'POST',
      path: '/api/connections',
      summary: 'Store a connection; its secrets go into the vault',
      group: 'Connections',
      role: 'admin',
      body: object({ 'id?': name, connector: label(), title: label(), ...shape }),
      answer: 'ConnectionInfo',
      status: 201,
      async handler({ body, viewer }) {
        const { id, connector, title, settings = {}, secrets = {}, ends = {} } = body as unknown as ConnectionAsk; // checked against the schema above
        await checkConnection(
          connectorOf(connector),
          settings,
          Object.keys(secrets).filter((field) => secrets[field] !== null),
          secrets,
        );
        const stored = await connections.create(viewer, { ...(id === undefined ? {} : { id }), connector, title, settings, secrets, ends });
        return new Reply(201, info(viewer, stored), { location: `/api/connections/${stored.id}` });
      },
    },
    {
      method: 'GET',
      path: '/api/connections/{id}',
      summary: 'Read a connection, without its secrets',
      group: 'Connections',
      role: 'admin',
      answer: 'ConnectionInfo',
      handler: ({ params, viewer }) => info(viewer, storedOf(viewer, params['id'] ?? '')),
    },
    {
      method: 'PUT',
      path: '/api/connections/{id}',
      summary: 'Change a connection; replaced secrets stay valid for incoming messages during the overlap',
      group: 'Connections',
      role: 'admin',
      body: object({ 'title?': label(), ...shape, 'overlapHours?': hours }),
      answer: 'ConnectionInfo',
      async handler({ params, body, viewer }) {
        const stored = storedOf(viewer, params['id'] ?? '');
        const { title, settings, secrets, ends, overlapHours = 0 } = body as Partial<ConnectionAsk> & { settings?: JsonObject; overlapHours?: number };
        const names = new Set([...stored.secrets, ...Object.keys(secrets ?? {})].filter((field) => secrets?.[field] !== null));
        await checkConnection(connectorOf(stored.connector), settings ?? stored.settings, [...names], secrets ?? {});
        const change = {
          ...(title === undefined ? {} : { title }),
          ...(settings === undefined ? {} : { settings }),
          ...(secrets === undefined ? {} : { secrets }),
          ...(ends === undefined ? {} : { ends }),
          overlap: overlapHours * 3_600_000,
        };
        return info(viewer, await connections.change(viewer, stored.id, change));
      },
    },
    {
      method: 'POST',
      path: '/api/connections/{id}/test',
      summary: 'Try a connection: who answered, and what that means',
      group: 'Connections',
      role: 'admin',
      body: object({}),
      bodyOptional: true,
      answer: 'ConnectionTest',
      async handler({ params, viewer, requestId }) {
        const stored = storedOf(viewer, params['id'] ?? '');
        const connection = bound.connectionOf(viewer.tenant, stored.id);
        if (!connection) throw new ProblemError(404, { code: 'connection.not_found', path: '', message: 'There is no such connection.' });
        await audit.commit(viewer.tenant, { by: viewer, what: 'connection.tested', on: `connection/${stored.id}`, requestId });
        return tryConnection(connectorOf(stored.connector), { ...deps.send(connection), dial: deps.dial }, clock.now);
      },
    },
    {
      method: 'GET',
      path: '/api/connections/{id}/health',
      summary: 'Say how calls through a connection fared in the last hour and day, and what ends when',
      group: 'Connections',
      role: 'admin',
      answer: 'ConnectionHealth',
      handler: async ({ params, viewer }) => (await healthOf(viewer, [storedOf(viewer, params['id'] ?? '')]))[0],
    },
    {
      method: 'GET',
      path: '/api/connection-health',
      summary: 'Say the same of all connections',
      group: 'Connections',
      role: 'admin',
      answer: 'ConnectionHealthPage',
      handler: async ({ viewer }) => ({ items: await healthOf(viewer, bound.list(viewer.tenant)), next: null }),
    },
    pause('pause', 'Pause a connection: its steps wait'),
    pause('resume', 'Resume a connection: its steps go on'),
  ];
}

const cardOf = ({ type, title, summary }: { type: string; title: string; summary: string }) => ({ type, title, summary });

const connectorInfo = (connector: Connector): ConnectorInfo => ({
  id: connector.id,
  title: connector.title,
  summary: connector.summary,
  effectClass: connector.effectClass,
  auth: connector.auth,
  actions: connector.actions.map(cardOf),
  triggers: connector.triggers.map(cardOf),
  ...(connector.logo === undefined ? {} : { logo: connector.logo }),
  ...(connector.webhook ? { webhook: { secretField: connector.webhook.secretField ?? 'webhookSecret' } } : {}),
  ...(connector.rateLimit ? { rateLimit: connector.rateLimit } : {}),
});
