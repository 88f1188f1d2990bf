/** The serving half of a hub: the door for messages, the API and the designer on one port. */
import { existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { connectors } from '../../connectors/index.ts';
import type { Egress } from '../access/egress.ts';
import { signInLimitOf } from '../access/sign-in-limit.ts';
import { hideSecrets } from '../adapters/system/hide-secrets.ts';
import { calendarsOf } from '../calendars/calendars.ts';
import { samplesOf } from '../catalogue/samples.ts';
import type { Config } from '../config.ts';
import type { OpenDemo } from '../demo/open-demo.ts';
import type { Expressions } from '../engine/ports.ts';
import { admission } from '../http/admission.ts';
import { createApp } from '../http/app.ts';
import type { Backlog } from '../http/backlog.ts';
import type { Log } from '../http/deps.ts';
import { door, isForDoor } from '../http/door.ts';
import { buildEndpoints, type EndpointSources } from '../http/endpoints.ts';
import { answerClientError, limits } from '../http/listen-limits.ts';
import type { Live } from '../http/live.ts';
import { onlyWorks } from '../http/only-works.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Plans } from '../runs/plans.ts';
import { replayDelivery } from '../runs/replay.ts';
import { respondWaiter } from '../runs/respond.ts';
import { type ReviewState, reviewOf } from '../runs/review.ts';
import { runService } from '../runs/service.ts';
import { shadowNotes } from '../shadow/notes.ts';
import { reportOf } from '../shadow/report.ts';
import { shadowRoutes } from '../shadow/shadow-routes.ts';
import { shipOf } from '../ship/ship.ts';
import { openTries } from '../try/open-tries.ts';
import type { Kept } from './kept.ts';
import { roomWords } from './room-words.ts';
import { tellMoney } from './tell-money.ts';

export interface ServeDeps {
  config: Config;
  tenant: string;
  version: string;
  profile: Profile;
  kept: Kept;
  plans: Plans;
  expressions: Expressions;
  out: Egress;
  live: Live;
  demo: OpenDemo | undefined;
  clockJumps(): { back: number; ahead: number };
  review: ReviewState;
  /** Known where this process carries all runs. */
  backlog: Backlog | undefined;
  log: Log;
}

export interface Served {
  url: string;
  /** Flows or connections changed: where messages come in has to be looked up anew. */
  refresh(): void;
  ready(): void;
  /** Takes nothing more; what is being answered is answered. */
  leave(): void;
  close(): void;
}

export async function serve({
  config,
  tenant,
  version,
  profile,
  kept,
  plans,
  expressions,
  out,
  live,
  demo,
  clockJumps,
  review,
  backlog,
  log,
}: ServeDeps): Promise<Served> {
  const { store, queue, clock } = profile;
  const { reads, runs } = store;
  const { catalogue, bound } = kept;
  let isReady = false;
  let find = endpointsNow();
  const deployedOf = (at: string, id: string) => catalogue.deployed(at).find((one) => one.flow.id === id);

  function endpointsNow() {
    // Who waits here for an answer must know where a flow gives it.
    for (const one of catalogue.everywhere()) void plans.plan(one.tenant, one.flow.id, one.version);
    return buildEndpoints(
      sourcesOf(tenant),
      kept.environments.others().map((one) => ({ ...sourcesOf(one.tenant), below: one.id, tenant: one.tenant })),
    );
  }

  function sourcesOf(at: string): EndpointSources {
    return {
      deployed: catalogue.deployed(at),
      secrets: (slot, field, flow) => bound.secrets(at, bound.boundTo(at, slot, flow) ?? slot, field),
      connectors,
      connections: bound
        .list(at)
        .map((one) => ({ id: one.id, connector: one.connector, settings: one.settings, secrets: (field: string) => bound.secrets(at, one.id, field) })),
      bound: (slot, flow) => bound.boundTo(at, slot, flow),
    };
  }

  const room = () => store.room?.level() ?? 'ample';
  const admitted = admission({ clock, health: () => reads.health(), room, ...(backlog ? { backlog } : {}) });
  const takeIn = door({
    find: (path) => find(path),
    store: runs,
    reads,
    queue,
    clock,
    admission: admitted,
    ready: () => isReady,
    waitFor: respondWaiter({ live, store: runs, known: plans.known }),
    tenant,
    report: (error) => log.error({ err: error }, 'a message could not be kept'),
  });
  const service = runService({
    store: runs,
    reads,
    expressions,
    plan: plans.plan,
    titleOf: (at, id) => deployedOf(at, id)?.flow.title ?? id,
    queue,
    clock,
    live,
    deployed: deployedOf,
  });
  const stopTelling = tellMoney({
    ...{ documents: kept.documents, runs: service, clock },
    tenants: () => kept.environments.list().map((one) => one.tenant),
    report: (error) => log.error({ err: error }, 'orders could not be told of their money'),
  });
  const shadowReport = reportOf({ reads, steps: service.steps, notes: shadowNotes(kept.documents, clock) });
  const { nodeTypes, documents, audit } = kept;
  const tries = openTries({
    ...{ catalogue, nodeTypes, expressions, store: runs, reads, clock },
    calendars: calendarsOf({ documents, clock, audit }),
    samples: samplesOf({ documents, clock, audit }),
  });
  const app = createApp({
    ...kept,
    tries,
    reads,
    clock,
    clockJumps,
    expressions,
    runs: service,
    ship: shipOf({ ...kept, reads, plan: plans.plan, store: runs, queue, clock }),
    review: reviewOf({ state: review, reads, plan: plans.plan, retry: service.retry, tenants: () => kept.environments.list().map((one) => one.tenant) }),
    live,
    limit: signInLimitOf(clock),
    connectors,
    send: (connection) => hideSecrets(connection, (request) => out.request({ ...request, signal: AbortSignal.timeout(15_000) })),
    dial: (to) => out.dial({ ...to, signal: AbortSignal.timeout(15_000) }),
    version,
    async ready() {
      if (!isReady) return { ready: false, why: 'starting or stopping' };
      if (room() === 'full') return { ready: false, why: roomWords.full };
      return store.isUp && !(await store.isUp()) ? { ready: false, why: 'the store does not answer' } : { ready: true };
    },
    async backup(file) {
      if (!store.backup) throw new Error('this store keeps its own backups');
      await store.backup(file);
      return { file, bytes: statSync(file).size };
    },
    replay: (viewer, id) => replayDelivery({ reads, store: runs, queue, clock, find: (path) => find(path) }, viewer, id),
    ...(demo ? { demo: demo.api } : {}),
    routes: [...shadowRoutes(catalogue, shadowReport), ...(demo?.routes ?? [])],
    ...(existsSync(join(import.meta.dirname, '../../designer/dist/index.html')) ? { designer: join(import.meta.dirname, '../../designer/dist') } : {}),
    ...(config.origin === undefined ? {} : { origin: config.origin }),
    log,
  });

  const listener = config.role === 'worker' ? onlyWorks(app) : app;
  const server = createServer(limits, (req, res) => (config.role !== 'worker' && isForDoor(req.url ?? '') ? takeIn(req, res) : listener(req, res)));
  server.on('clientError', answerClientError);
  await listen(server, config.port, config.host);
  const { port } = server.address() as { port: number };
  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    refresh: () => {
      find = endpointsNow();
    },
    ready: () => {
      isReady = true;
    },
    leave() {
      isReady = false;
      stopTelling();
      server.close();
      admitted.stop();
    },
    close: () => server.closeAllConnections(),
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} on ${host} is in use. Stop what listens there, or set PORT to another number.`) : error),
    );
    server.listen(port, host, () => resolve());
  });
}
