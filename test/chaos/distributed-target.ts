/** A hub of several processes on MongoDB and Redis, each server behind a wire that can be cut. */
import { randomBytes } from 'node:crypto';
import { mongo } from '../services/mongo.ts';
import { proxy, type Proxy as Wire } from '../services/proxy.ts';
import { redis } from '../services/redis.ts';
import type { Service } from '../services/service.ts';
import { deploy, type HubProcess, hubProcess } from '../support/hub-process.ts';
import { balancer } from './balancer.ts';
import { Missing } from './scenario.ts';
import { figuresOf, type Process, type Target, type TargetOptions } from './target.ts';

export interface Cluster extends Target {
  mongo: Service & { wire: Wire };
  redis: Service & { wire: Wire };
  /** Kills one process and starts it again; answers with its role. Places of API processes come first. */
  kill(place: number): Promise<Process['role']>;
  /** Ends one process and leaves it away; resolves when it is gone. */
  end(place: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** Starts it again; resolves when it is ready. */
  start(place: number): Promise<void>;
  /** Deploys through one process and does not wait until the others have heard of it. */
  deployAt(address: string, flow: { id: string }): Promise<void>;
  /** Where each process of a role listens. */
  addresses(role: 'api' | 'worker'): string[];
  /** What the processes said on their error output. */
  output(): string;
}

export interface ClusterOptions extends TargetOptions {
  apis?: number;
  workers?: number;
  /** The store keeps what it acknowledged when it is killed; true unless nobody kills it. */
  durable?: boolean;
  /** Environment of one process alone; places of API processes come first. */
  envAt?: (place: number) => Record<string, string>;
}

interface Member {
  role: 'api' | 'worker';
  hub: HubProcess;
  isMeant: boolean;
}

/** Every process takes orders by what was deployed: the others hear of it a moment later. */
async function heard(processes: HubProcess[], flow: string): Promise<void> {
  const versions = async (): Promise<Set<string | undefined>> => {
    const answers = await Promise.all(
      processes.map((hub) => hub.call<{ deployed?: { version: string } }>('GET', `/api/flows/${flow}`).catch(() => ({ body: { deployed: undefined } }))),
    );
    return new Set(answers.map(({ body }) => body.deployed?.version));
  };
  for (let tries = 0; tries < 600; tries += 1) {
    const known = await versions();
    if (known.size === 1 && !known.has(undefined)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`not every process has heard of the deployed ${flow}`);
}

const portOf = (url: string): number => Number(new URL(url).port);

export async function cluster({
  apis = 2,
  workers = 2,
  receivers = [],
  imports = [],
  restarts = false,
  env = {},
  durable = true,
  envAt = () => ({}),
}: ClusterOptions = {}): Promise<Cluster> {
  const stores = await Promise.all([mongo({ own: true, durable }), redis({ own: true })]);
  const [mongoServer, redisServer] = stores;
  if (mongoServer.url === undefined || redisServer.url === undefined) {
    for (const server of stores) if (server.url !== undefined) await server.stop();
    throw new Missing(stores.map((server) => (server.url === undefined ? server.reason : '')).join(' '));
  }
  const mongoWire = await proxy(portOf(mongoServer.url));
  const redisWire = await proxy(portOf(redisServer.url));
  const mongoUrl = new URL(mongoServer.url);
  mongoUrl.port = String(mongoWire.port);
  mongoUrl.pathname = '/chaos';
  const shared = {
    EGRESS_ALLOW: receivers.join(','),
    MONGODB_URL: mongoUrl.href,
    REDIS_URL: `redis://127.0.0.1:${redisWire.port}`,
    HUB_KEY: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'error',
    ...env,
  };
  const nodeArgs = imports.flatMap((file) => ['--import', `file://${file}`]);
  const members: Member[] = [];
  let deaths = 0;
  const start = async (member: Member): Promise<void> => {
    member.isMeant = false;
    const ready = member.hub.start();
    member.hub.process()!.once('exit', () => {
      if (member.isMeant || !restarts) return;
      deaths += 1;
      start(member).catch(() => undefined);
    });
    await ready;
  };
  for (const role of [...new Array<'api'>(apis).fill('api'), ...new Array<'worker'>(workers).fill('worker')])
    members.push({ role, hub: await hubProcess({ env: { ...shared, ROLE: role, ...envAt(members.length) }, nodeArgs }), isMeant: false });
  await Promise.all(members.map(start));
  const serving = members.filter(({ role }) => role === 'api');
  const front = await balancer(() => serving.map(({ hub }) => portOf(hub.url)));
  const first = serving[0]!.hub;

  const target: Cluster = {
    name: 'distributed',
    url: front.url,
    mongo: { ...mongoServer, wire: mongoWire },
    redis: { ...redisServer, wire: redisWire },
    /** Any API that answers: one of them may be away for a moment. */
    async call(method, path, body, headers) {
      for (let tries = 0; ; tries += 1) {
        try {
          return await serving[tries % serving.length]!.hub.call(method, path, body, headers);
        } catch (error) {
          if (tries >= 400) throw error;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
    },
    async deploy(flow) {
      await deploy({ ...first, call: target.call }, flow);
      await heard(
        serving.map(({ hub }) => hub),
        flow.id,
      );
    },
    processes: () => members.map(({ role, hub }) => ({ role, child: hub.process()! })),
    freeze(place = 0) {
      const carrying = members.filter(({ role }) => role === 'worker');
      const child = carrying[place % carrying.length]!.hub.process()!;
      child.kill('SIGSTOP');
      return () => child.kill('SIGCONT');
    },
    async kill(place) {
      await target.end(place, 'SIGKILL');
      await target.start(place);
      return members[place]!.role;
    },
    async end(place, signal) {
      const { hub } = Object.assign(members[place]!, { isMeant: true });
      await (signal === 'SIGKILL' ? hub.kill() : hub.stop());
    },
    async start(place) {
      // Whoever starts while MongoDB is away ends with a word about it; a service manager starts it again.
      for (let tries = 1; ; tries += 1) {
        try {
          return await start(members[place]!);
        } catch (error) {
          if (tries >= 20) throw error;
        }
      }
    },
    async restart() {
      for (const member of members) {
        member.isMeant = true;
        await member.hub.stop();
        await start(member);
      }
    },
    deaths: () => deaths,
    async figures() {
      const all = await Promise.all(members.map(({ hub }) => figuresOf(hub)));
      return { memory: all.reduce((sum, { memory }) => sum + memory, 0), lagMs: Math.max(...all.map(({ lagMs }) => lagMs)) };
    },
    deployAt: (address, flow) => deploy(serving.find(({ hub }) => hub.url === address)!.hub, flow),
    addresses: (role) => members.filter((one) => one.role === role).map(({ hub }) => hub.url),
    output: () => members.map(({ role, hub }) => `${role}: ${hub.output()}`).join('\n'),
    async remove() {
      for (const member of members) member.isMeant = true;
      front.close();
      await Promise.all(members.map(({ hub }) => hub.remove()));
      await Promise.all([mongoWire.close(), redisWire.close()]);
      await Promise.all([mongoServer.stop(), redisServer.stop()]);
    },
  };
  return target;
}
