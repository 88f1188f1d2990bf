/** The three stores as the cases about lanes see them: as many lives on each as asked. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteStore } from '../../server/adapters/sqlite/store.ts';
import type { RunHead, RunStore } from '../../server/engine/ports.ts';
import type { ManualClock } from '../support/manual-clock.ts';
import type { Stage } from '../support/stages/stage.ts';
import { openStages } from '../support/stages/stages.ts';

/** Where the runs are kept, as many workers as asked see it. */
export interface Keep {
  live(life: string): RunStore;
  head(runId: string): Promise<RunHead | undefined>;
  /** Resolves once nothing is asked of it; false when nothing was. */
  wasBusy(): Promise<boolean>;
  close(): Promise<void>;
}

export interface LaneStage {
  name: string;
  renewEvery: number;
  open(clock: ManualClock): Promise<Keep>;
  close(): Promise<void>;
}

/** All three stores; without a server for MongoDB the reason is printed. */
export async function laneStages(): Promise<LaneStage[]> {
  return [...(await openStages()).map(ofStage), sqlite];
}

const ofStage = (stage: Stage): LaneStage => ({
  name: stage.name,
  renewEvery: stage.renewEvery,
  async open(clock) {
    const place = await stage.open(clock);
    const { reads } = place.live('reader');
    return {
      live: (life) => place.live(life).runs,
      head: async (runId) => (await reads.run('t', runId))?.head,
      wasBusy: () => place.wasBusy(),
      close: () => place.close(),
    };
  },
  close: () => stage.close(),
});

const sqlite: LaneStage = {
  name: 'in SQLite',
  renewEvery: 0,
  async open() {
    const dir = mkdtempSync(join(tmpdir(), 'orderloom-lanes-'));
    const store = await sqliteStore(dir);
    const asked = new Set<Promise<unknown>>();
    const runs = new Proxy(store.runs, {
      get(target, name: keyof RunStore) {
        return (...args: unknown[]) => {
          const answer = (target[name] as (...args: unknown[]) => Promise<unknown>).apply(target, args);
          asked.add(answer);
          const done = () => asked.delete(answer);
          answer.then(done, done);
          return answer;
        };
      },
    });
    return {
      live: () => runs,
      head: async (runId) => (await store.reads.run('t', runId))?.head,
      async wasBusy() {
        if (asked.size === 0) return false;
        await Promise.allSettled(asked);
        return true;
      },
      async close() {
        await store.close();
        rmSync(dir, { recursive: true });
      },
    };
  },
  close: async () => undefined,
};
