/** The demo: sandbox systems beside the hub, connections to them, and the shipped flows deployed on these. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectors } from '../../connectors/index.ts';
import { demo as demoOf } from '../../connectors/sandbox/demo.ts';
import { sandboxServer } from '../../connectors/sandbox/server/server.ts';
import type { Flow } from '../../flows/flow.ts';
import { parseStrict } from '../../flows/json.ts';
import type { Bound } from '../access/bound.ts';
import type { Connections } from '../access/connections.ts';
import type { Vault } from '../access/vault.ts';
import { homeTenant, type Viewer } from '../access/viewer.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Config } from '../config.ts';
import type { Documents } from '../engine/documents.ts';
import type { Clock } from '../engine/ports.ts';
import type { Demo, Log } from '../http/deps.ts';
import type { Route } from '../http/route.ts';
import { demoApi, demoRoutes } from './demo-routes.ts';

export interface OpenDemo {
  api: Demo;
  routes: Route[];
  /** `host:port` of the sandbox and its mail server, to be let through the egress. */
  places: string[];
  /** Where the hub listens, so that the shop can send its orders. */
  reach(hubUrl: string): void;
  close(): Promise<void>;
}

const shipped = ['quick_order', 'order_to_cash', 'heat_pump', 'bank_statement'];
const hub: Viewer = { tenant: homeTenant, id: 'hub', name: 'Orderloom', email: '', role: 'admin' };

export async function openDemo(deps: {
  config: Config;
  documents: Documents;
  clock: Clock;
  vault: Vault;
  bound: Bound;
  connections: Connections;
  catalogue: Catalogue;
  environment: string;
  log: Log;
}): Promise<OpenDemo> {
  const secret = await secretOf(deps);
  const server = await sandboxServer({ file: join(deps.config.dataDir, 'sandbox.db'), clock: deps.clock, secret });
  await connect(deps, server.addressOf, secret);
  await connectMail(deps, server.mailPort);
  for (const id of shipped) await ship(deps, id);
  const demo = demoOf({ server });
  return {
    api: demoApi(demo),
    routes: demoRoutes(demo),
    places: [new URL(server.url).host, `127.0.0.1:${server.mailPort}`],
    reach: (url) => server.reach(url),
    close: () => server.close(),
  };
}

/** Shared by hub and sandbox; drawn once and kept in the vault. */
async function secretOf({ documents, vault, clock }: { documents: Documents; vault: Vault; clock: Clock }): Promise<string> {
  const kept = (await vault.open(homeTenant, 'demo'))['secret'];
  if (kept !== undefined) return kept;
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  await documents.put(homeTenant, [await vault.seal(homeTenant, 'demo', { secret }), { kind: 'demo', id: 'demo', body: { since: clock.now() } }], clock.now());
  return secret;
}

/** One connection per simulated system; its address changes with each start. */
async function connect(
  { bound, connections, environment }: { bound: Bound; connections: Connections; environment: string },
  addressOf: (system: string) => string,
  secret: string,
): Promise<void> {
  for (const connector of connectors.filter((one) => one.id.startsWith('sandbox_'))) {
    const settings = { baseUrl: addressOf(connector.id) };
    const known = bound.list(homeTenant).find((one) => one.id === connector.id);
    const secrets = { token: secret, webhookSecret: secret };
    if (known) await connections.change(hub, connector.id, { settings });
    else await connections.create(hub, { id: connector.id, connector: connector.id, title: connector.title, settings, secrets });
    const slot = connector.id.replace('sandbox_', '');
    if (bound.boundTo(homeTenant, slot) === undefined) await connections.bind(hub, environment, slot, connector.id);
  }
}

/** Mails go to the sandbox until somebody names a server of their own. */
async function connectMail({ bound, connections, environment }: { bound: Bound; connections: Connections; environment: string }, port: number): Promise<void> {
  const settings = { host: '127.0.0.1', port, security: 'none', from: 'Loom Trading AB <billing@loom.example>' };
  const id = 'sandbox_mail';
  if (bound.list(homeTenant).some((one) => one.id === id)) await connections.change(hub, id, { settings });
  else await connections.create(hub, { id, connector: 'mail', title: 'Sandbox mail', settings, secrets: {} });
  if (bound.boundTo(homeTenant, 'mail') === undefined) await connections.bind(hub, environment, 'mail', id);
}

/** Deploys a shipped flow unless somebody has put their own version there. */
async function ship({ catalogue, log }: { catalogue: Catalogue; log: Log }, id: string): Promise<void> {
  if (catalogue.deployed().some((one) => one.flow.id === id)) return;
  const text = readFileSync(join(import.meta.dirname, `../../flows/${id}.flow.json`));
  try {
    await catalogue.saveDraft(hub, id, shortWindow(parseStrict(text) as unknown as Flow), 'any');
    await catalogue.deploy(hub, id, { message: 'Shipped with Orderloom' });
  } catch (error) {
    log.error({ err: error, flow: id }, 'a shipped flow could not be deployed');
  }
}

/** Sample orders say how long they may be held, so that nobody waits 30 minutes to see one go on. */
function shortWindow(flow: Flow): Flow {
  for (const node of Object.values(flow.nodes)) {
    if (node.type.startsWith('cancellation_window@') && typeof node.config?.['for'] === 'string')
      node.config['for'] = { $expr: `order.window ? order.window : '${node.config['for']}'` };
  }
  return flow;
}
