/** The embedded profile: one process owns its disk; the memory store stands for it. */
import { keyOf, type MemoryDisk, memoryDisk, type StoredRun } from '../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { type Commit, CommitUnknown, type RunStore } from '../../server/engine/ports.ts';
import type { Committed, Keep } from './keep.ts';
import type { Life } from './life.ts';
import { StoreFault, type Wire } from './wire.ts';

/** Calls that change something; `claim` and `release` change nothing that outlives the process. */
const writes = new Set<keyof RunStore>(['accept', 'commit', 'signal', 'ask', 'late']);

export function memoryKeep(wire: Wire, committed: Committed): Keep {
  let disk = memoryDisk();
  const seen = new Map<string, number>();

  const tell = (by: Life, of = '', taken: string[] = []): void => {
    for (const [id, run] of disk.runs) {
      for (let index = seen.get(id) ?? 0; index < run.commits.length; index += 1)
        committed(run.head.id, run.commits[index]!, by, run.head, run.head.id === of ? taken : []);
      seen.set(id, run.commits.length);
    }
  };

  return {
    open(life) {
      const store = memoryStore(disk, life.clock.now).runs;
      const names = Object.keys(store) as (keyof RunStore)[];
      return Object.fromEntries(
        names.map((name) => {
          const method = store[name] as (...args: unknown[]) => Promise<unknown>;
          return [
            name,
            (...args: unknown[]) => {
              const given = structuredClone(args);
              const kind = writes.has(name) ? 'write' : 'read';
              const call = wire.call(life, name, kind, () => {
                const result = method.apply(store, given);
                if (name === 'commit') tell(life, (given[0] as Commit).head.id, (given[0] as Commit).taken);
                else if (kind === 'write') tell(life);
                return result;
              });
              return call.catch(async (error: unknown) => {
                // Where it cannot be written down the run is free all the same, as with SQLite.
                if (name === 'release' && error instanceof StoreFault) await method.apply(store, given);
                if (!(error instanceof StoreFault) || name !== 'commit') throw error;
                // A full disk is an error that says so; a writer that broke off says nothing.
                throw error.mayBeDone || life.clock.now() % 2 === 0 ? new CommitUnknown('the writer broke off', error) : error;
              });
            },
          ];
        }),
      ) as unknown as RunStore;
    },
    runs: () => [...disk.runs.values()].map(({ head, commits, wake }) => ({ head, commits, wake })),
    deliveries: () => [...disk.deliveries.values()].map(({ row }) => ({ id: row.id, runs: row.runs.map(({ runId }) => runId), isPending: false })),
    asked: () => [...disk.runs.values()].filter((run) => run.requests.size > 0).map((run) => run.head.id),
    signals: () => [...disk.signals.values()],
    tasks: () => [...disk.tasks.values()],
    backup() {
      const copy = copyDisk(disk);
      return () => {
        disk = copy;
        seen.clear();
        for (const [id, run] of disk.runs) seen.set(id, run.commits.length);
      };
    },
  };
}

function copyDisk(disk: MemoryDisk): MemoryDisk {
  const copy = structuredClone(disk);
  // The index by key points into the runs themselves.
  const byRun = (runs: Set<StoredRun>): Set<StoredRun> => new Set([...runs].map((run) => copy.runs.get(keyOf(run.head.tenant, run.head.id))!));
  copy.byKey = new Map([...disk.byKey].map(([key, runs]) => [key, byRun(runs)]));
  return copy;
}
