/** Joins registry, profile, engine and http into one hub. */

import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { connectors } from '../connectors/index.ts';
import { checkExpressions } from '../flows/check-expressions.ts';
import { coreNodes } from '../nodes/index.ts';
import type { NodeType } from '../nodes/node-type.ts';
import { auditOf } from './access/audit.ts';
import { boundOf } from './access/bound.ts';
import { connectionsOf } from './access/connections.ts';
import { egress } from './access/egress.ts';
import { openMasterKey } from './access/master-key.ts';
import { peopleOf } from './access/people.ts';
import { sessionsOf } from './access/sessions.ts';
import { signInLimitOf } from './access/sign-in-limit.ts';
import { tokensOf } from './access/tokens.ts';
import { holdsSecrets, openVault } from './access/vault.ts';
import { homeTenant } from './access/viewer.ts';
import { systemEffects } from './adapters/system/effects.ts';
import { expressionPool } from './adapters/system/expressions/expression-pool.ts';
import { heldEffects } from './adapters/system/held-effects.ts';
import { catalogueOf } from './catalogue/catalogue.ts';
import { checkHosts } from './catalogue/check-hosts.ts';
import { checkSlotsBound } from './catalogue/check-slots.ts';
import { checkUrls } from './catalogue/check-urls.ts';
import type { Config } from './config.ts';
import { openDemo } from './demo/open-demo.ts';
import type { Room } from './engine/reads.ts';
import { worker } from './engine/worker.ts';
import { admission } from './http/admission.ts';
import { createApp } from './http/app.ts';
import type { Log } from './http/deps.ts';
import { door, isForDoor } from './http/door.ts';
import { buildEndpoints } from './http/endpoints.ts';
import { answerClientError, limits } from './http/listen-limits.ts';
import { openLive } from './http/live.ts';
import { embedded } from './profiles/embedded.ts';
import { plansOf } from './runs/plans.ts';
import { replayDelivery } from './runs/replay.ts';
import { respondWaiter } from './runs/respond.ts';
import { schedules } from './runs/schedules.ts';
import { runService } from './runs/service.ts';

export interface Hub {
  url: string;
  /** Lines a person should read at start. */
  said: string[];
  stop(): Promise<void>;
}

const tenant = homeTenant;

/** `broken` is told when nothing can be written any more: only a new process can know what the disk kept. */
export async function openHub(config: Config, log: Log, version: string, broken?: (reason: string) => void): Promise<Hub> {
  const said: string[] = [];
  const report = (message: string, details: { runId?: string; error?: unknown }): void => log.error({ ...details, err: details.error }, message);
  const began = performance.now();
  const opened = (what: string): void => log.info({ ms: Math.round(performance.now() - began) }, what);
  const profile = await embedded(config.dataDir, tenant, broken);
  opened('store open');
  const { store, queue, clock } = profile;
  const { documents, reads, runs } = store;
  const closers: (() => unknown)[] = [() => store.close()];
  try {
    const master = openMasterKey({
      ...(config.hubKey ? { key: config.hubKey } : {}),
      ...(config.hubKeyFile ? { file: config.hubKeyFile } : {}),
      create: `${config.dataDir.replace(/\/+$/, '')}.key`,
      mustExist: await holdsSecrets(documents, tenant),
    });
    if (master.said) said.push(master.said);
    const vault = await openVault(documents, tenant, master.key);
    const audit = auditOf({ documents, clock, ...(master.key ? { seal: master.key } : {}) });
    const people = peopleOf({ documents, clock, audit });
    const sessions = sessionsOf({ documents, clock, people });
    const tokens = tokensOf({ documents, clock, audit, ...(config.adminToken ? { adminToken: config.adminToken } : {}) });
    const isDemo = config.demo ?? (profile.isFirstStart || (await documents.get(tenant, 'demo', 'demo')) !== undefined);
    const environment = config.environment ?? (isDemo ? 'demo' : 'production');
    const bound = boundOf({ documents, clock, vault, environment });
    await bound.load(tenant);
    const connections = connectionsOf({ documents, clock, audit, vault, bound });
    const nodeTypes = new Map<string, NodeType>(
      [...coreNodes, ...connectors.flatMap((one) => [...one.triggers, ...one.actions])].map((type) => [type.type, type]),
    );
    const catalogue = catalogueOf({
      documents,
      clock,
      nodeTypes,
      audit,
      checks: (owner, flow) => [
        ...checkExpressions(flow),
        ...checkUrls(flow, allow),
        ...checkSlotsBound(bound, owner, flow),
        ...checkHosts(bound, owner, flow),
      ],
    });
    await catalogue.refresh();
    opened('flows read');
    const first = await people.ensureAdmin({
      ...(config.adminEmail ? { email: config.adminEmail } : {}),
      ...(config.adminPassword ? { password: config.adminPassword } : {}),
    });
    if (first?.drawn) said.push(`First admin: ${first.email}, one-time password: ${first.drawn}`);

    const allow = [...config.egressAllow];
    const demo = isDemo ? await openDemo({ config, documents, clock, vault, bound, connections, catalogue, log }) : undefined;
    if (demo) {
      allow.push(demo.place);
      closers.unshift(() => demo.close());
    }
    const out = egress({ allow });
    const expressions = expressionPool();
    const plans = plansOf(catalogue, nodeTypes);
    const live = openLive();
    const respond = respondWaiter({ live, store: runs, known: plans.known });
    const deployedOf = (id: string) => catalogue.deployed().find((one) => one.flow.id === id);
    const room = () => store.room?.level() ?? 'ample';
    const effects = heldEffects(systemEffects({ bound, egress: out, hostsOf: () => undefined }), () => room() === 'scarce' || room() === 'full');
    store.room?.onChange((level) => {
      log.error({ room: level }, roomWords[level]);
      effects.reopen();
    });
    const workers = worker({
      store: runs,
      queue,
      clock,
      expressions,
      effects,
      witness: live.witness,
      plan: plans.plan,
      subflow(session, id) {
        const pinned = session.plan.flow.lock?.subflows?.[id] ?? deployedOf(id)?.version;
        const flow = deployedOf(id)?.flow;
        const trigger = flow && Object.entries(flow.nodes).find(([, node]) => nodeTypes.get(node.type)?.trigger);
        return pinned !== undefined && trigger ? { flow: id, version: pinned, trigger: trigger[0] } : undefined;
      },
      isPaused: (plan) => deployedOf(plan.flow.id)?.paused === true,
      epoch: `${process.pid}.${clock.now()}`,
      report,
      renewEvery: profile.renewEvery,
    });
    const service = runService({
      store: runs,
      reads,
      expressions,
      plan: plans.plan,
      titleOf: (_owner, id) => deployedOf(id)?.flow.title ?? id,
      queue,
      clock,
      live,
      deployed: (_owner, id) => deployedOf(id),
    });
    const timetable = schedules({ store: runs, documents, queue, clock, deployed: catalogue.deployed, report });
    timetable.refresh();

    let isReady = false;
    let find = endpointsNow();
    function endpointsNow() {
      return buildEndpoints({
        deployed: catalogue.deployed(),
        secrets: (slot, field) => bound.secrets(tenant, bound.boundTo(tenant, slot) ?? slot, field),
        connectors,
        connections: bound
          .list(tenant)
          .map((one) => ({ id: one.id, connector: one.connector, settings: one.settings, secrets: (field: string) => bound.secrets(tenant, one.id, field) })),
        bound: (slot, flow) => bound.boundTo(tenant, slot, flow),
      });
    }
    catalogue.onChange((flow) => {
      find = endpointsNow();
      timetable.refresh();
      live.publish(tenant, { kind: 'flow', id: flow });
      if (deployedOf(flow)?.paused !== true) void ringHeld(flow);
    });
    bound.onChange(() => {
      find = endpointsNow();
    });
    /** Orders kept while the flow was paused go on, oldest first. */
    async function ringHeld(flow: string): Promise<void> {
      const held: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await reads.runs(tenant, { flow, status: ['waiting'], code: 'flow.paused', limit: 200, ...(cursor === undefined ? {} : { cursor }) });
        held.push(...page.items.map(({ id }) => id));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      // Lists show the newest first.
      for (const id of held.reverse()) queue.ring(tenant, id);
    }

    const admitted = admission({ clock, health: () => reads.health(), room });
    const takeIn = door({
      find: (path) => find(path),
      store: runs,
      reads,
      queue,
      clock,
      admission: admitted,
      ready: () => isReady,
      waitFor: respond,
      tenant,
      report: (error) => log.error({ err: error }, 'a message could not be kept'),
    });
    const app = createApp({
      documents,
      reads,
      clock,
      catalogue,
      nodeTypes,
      runs: service,
      live,
      people,
      sessions,
      tokens,
      limit: signInLimitOf(clock),
      audit,
      connections,
      bound,
      connectors,
      send: () => (request) => out.request({ ...request, signal: AbortSignal.timeout(15_000) }),
      environment,
      version,
      async ready() {
        if (room() === 'full') return { ready: false, why: roomWords.full };
        return isReady ? { ready: true } : { ready: false, why: 'starting or stopping' };
      },
      async backup(file) {
        if (!store.backup) throw new Error('this store keeps its own backups');
        await store.backup(file);
        const { statSync } = await import('node:fs');
        return { file, bytes: statSync(file).size };
      },
      replay: (viewer, id) => replayDelivery({ reads, store: runs, queue, clock, find: (path) => find(path) }, viewer, id),
      ...(demo ? { demo: demo.api, routes: demo.routes } : {}),
      ...(existsSync(join(import.meta.dirname, '../designer/dist/index.html')) ? { designer: join(import.meta.dirname, '../designer/dist') } : {}),
      log,
    });

    const server = createServer(limits, (req, res) => (isForDoor(req.url ?? '') ? takeIn(req, res) : app(req, res)));
    server.on('clientError', answerClientError);
    await listen(server, config.port, config.host);
    const { port } = server.address() as { port: number };
    const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
    demo?.reach(url);
    isReady = true;
    opened('ready');

    return {
      url,
      said,
      async stop() {
        isReady = false;
        server.close();
        timetable.stop();
        live.close();
        admitted.stop();
        await workers.stop();
        server.closeAllConnections();
        await expressions.close();
        await out.close();
        for (const close of closers) await close();
      },
    };
  } catch (error) {
    for (const close of closers) await close();
    throw error;
  }
}

const roomWords: Record<Room, string> = {
  ample: 'the disk has room again: orders are taken',
  low: 'the disk is nearly full: no new orders are taken, open runs go on',
  scarce: 'the disk is all but full: no new orders are taken and no effects start',
  full: 'the disk is full: nothing can be written',
};

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} on ${host} is in use. Stop what listens there, or set PORT to another number.`) : error),
    );
    server.listen(port, host, () => resolve());
  });
}
