/** What a scenario is aimed at: one process or many, spoken to over HTTP only and broken by signals to its processes. */
import type { ChildProcess } from 'node:child_process';
import { deploy, type HubProcess, hubProcess } from '../support/hub-process.ts';

export interface Process {
  role: 'all' | 'api' | 'worker';
  child: ChildProcess;
}

export interface Figures {
  /** Resident memory of all processes, bytes. */
  memory: number;
  /** p99 of the event loop's delay since the last look, worst process, ms. */
  lagMs: number;
}

export interface Target {
  name: 'embedded' | 'distributed';
  /** Where orders go in. */
  url: string;
  /** Speaks to the API as the admin. */
  call: HubProcess['call'];
  deploy(flow: { id: string }): Promise<void>;
  processes(): Process[];
  /** Holds one process that carries runs (SIGSTOP); answers with what lets it go on (SIGCONT). `place` picks one of several. */
  freeze(place?: number): () => void;
  /** An upgrade: every process ends in order (SIGTERM) and is started again, one after the other where there are several. */
  restart(): Promise<void>;
  /** Processes that ended by themselves and were started again (`restarts` only). */
  deaths(): number;
  figures(): Promise<Figures>;
  remove(): Promise<void>;
}

export interface TargetOptions {
  /** `host:port` of every receiver that effects may reach. */
  receivers?: string[];
  /** Modules loaded before the hub, for planted faults. */
  imports?: string[];
  /** A process that dies is started again at once, as a service manager does. */
  restarts?: boolean;
  env?: Record<string, string>;
}

export type OpenTarget = (options?: TargetOptions) => Promise<Target>;

/** One process with its own SQLite file. */
export const embeddedTarget: OpenTarget = async ({ receivers = [], imports = [], restarts = false, env = {} } = {}) => {
  const hub = await hubProcess({
    env: { EGRESS_ALLOW: receivers.join(','), ...env },
    nodeArgs: imports.flatMap((file) => ['--import', `file://${file}`]),
  });
  let deaths = 0;
  let isMeant = false;
  const start = async (): Promise<void> => {
    const ready = hub.start();
    if (restarts) hub.process()!.once('exit', again);
    await ready;
  };
  const again = (): void => {
    if (isMeant) return;
    deaths += 1;
    // It may die again before it is ready; then the next start is under way already.
    start().catch(() => undefined);
  };
  await start();
  return {
    name: 'embedded',
    url: hub.url,
    call: hub.call,
    deploy: (flow) => deploy(hub, flow),
    processes: () => [{ role: 'all', child: hub.process()! }],
    freeze() {
      const child = hub.process()!;
      child.kill('SIGSTOP');
      return () => child.kill('SIGCONT');
    },
    async restart() {
      isMeant = true;
      await hub.stop();
      isMeant = false;
      await start();
    },
    deaths: () => deaths,
    figures: () => figuresOf(hub),
    async remove() {
      isMeant = true;
      await hub.remove();
    },
  };
};

/** What a process says of itself at /metrics. */
export async function figuresOf(hub: Pick<HubProcess, 'call'>): Promise<Figures> {
  const { body } = await hub.call<string>('GET', '/metrics');
  const figure = (name: string): number => Number(new RegExp(`^orderloom_${name} (\\S+)`, 'm').exec(body)?.[1] ?? Number.NaN);
  return { memory: figure('process_resident_memory_bytes'), lagMs: figure('nodejs_eventloop_lag_p99_seconds') * 1_000 };
}
