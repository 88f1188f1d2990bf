/** Figures of this process for Prometheus; the library is loaded when somebody first asks. */
import type { AppDeps } from './deps.ts';

export function openFigures(deps: Pick<AppDeps, 'reads' | 'catalogue' | 'live' | 'clockJumps'>): () => Promise<{ type: string; text: string }> {
  let registry: Promise<{ contentType: string; metrics(): Promise<string> }> | undefined;

  async function open() {
    const { Registry, Gauge, collectDefaultMetrics } = await import('prom-client');
    const all = new Registry();
    collectDefaultMetrics({ register: all, prefix: 'orderloom_' });
    const gauge = (name: string, help: string) => new Gauge({ name: `orderloom_${name}`, help, registers: [all] });
    const open = gauge('runs_open', 'Runs that are not completed or canceled');
    const age = gauge('oldest_ready_seconds', 'Age of the oldest run that is due and not taken');
    const commit = gauge('commit_p99_seconds', 'Time of a durable commit, 99th percentile');
    const commitsOpen = gauge('commits_open', 'Strokes handed to the store and not yet durable');
    const room = gauge('disk_room', 'Room on the disk: 0 ample, 1 takes no orders, 2 starts no effects, 3 cannot write');
    const flows = gauge('flows_deployed', 'Flows that take new orders');
    const watchers = gauge('live_watchers', 'Open live screens');
    const jumps = new Gauge({
      name: 'orderloom_clock_jumps',
      help: 'Times the wall clock was set by more than 5 s since the start',
      labelNames: ['way'],
      registers: [all],
    });
    return {
      contentType: all.contentType,
      async metrics() {
        const health = await deps.reads.health();
        commitsOpen.set(health.commitsOpen ?? 0);
        room.set(['ample', 'low', 'scarce', 'full'].indexOf(health.room ?? 'ample'));
        for (const [way, count] of Object.entries(deps.clockJumps?.() ?? {})) jumps.set({ way }, count);
        open.set(health.open);
        age.set(health.oldestReadyMs / 1_000);
        commit.set(health.commitP99Ms / 1_000);
        flows.set(deps.catalogue.deployed().length);
        watchers.set(deps.live.watchers());
        return all.metrics();
      },
    };
  }

  return async () => {
    registry ??= open();
    const { contentType, metrics } = await registry;
    return { type: contentType, text: await metrics() };
  };
}
