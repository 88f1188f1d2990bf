/** Where each planted bug goes: the file, the text that must stand there once, and what breaks it. */
export interface Change {
  file: string;
  find: string;
  replace: string;
}

export const plants: Record<string, Change[]> = {
  /** 202 is said before the commit is durable. */
  'ack-early': [
    {
      file: 'server/http/door.ts',
      find: 'store\n          .accept(delivery)',
      replace: `new Promise((resolve) => { setTimeout(() => void store.accept(delivery).catch(() => undefined), 40); resolve({ duplicate: false, sameBody: true, runs: delivery.runs }); })`,
    },
  ],
  /** A message that comes twice starts two runs. */
  'no-dedupe': [{ file: 'server/http/intake.ts', find: 'const dedupeKey = dedupeKeyOf(', replace: 'const dedupeKey = String(Math.random()) + dedupeKeyOf(' }],
  /** The effect key changes with each life of the process, as a key with the attempt in it does. */
  'key-with-attempt': [
    {
      file: 'server/engine/run-effect.ts',
      find: 'const effectKey = effectKeyOf(session.run.id, step.id, step.revision);',
      replace: 'const effectKey = effectKeyOf(session.run.id, step.id + process.pid, step.revision);',
    },
  ],
  /** Nobody looks for what a dead process left behind. */
  'no-sweeper': [{ file: 'server/engine/sweeper.ts', find: 'busy = true;', replace: 'return;' }],
  /** Due times live in the process and are gone with it. */
  'timers-in-memory': [{ file: 'server/engine/head.ts', find: 'if (Number.isFinite(wakeAt)) head.wakeAt = wakeAt;', replace: '' }],
};

/** The writer is a thread of its own and takes the plant along. */
const inWriter: Change = {
  file: 'server/adapters/sqlite/pen.ts',
  find: "execArgv: ['--disable-warning=ExperimentalWarning']",
  replace: "execArgv: ['--disable-warning=ExperimentalWarning', '--import', new URL('../../../test/chaos/plants/plant.ts', import.meta.url).href]",
};
const unasserted: Change = { file: 'server/adapters/sqlite/open-database.ts', find: 'if (synchronous !== 2)', replace: 'if (synchronous === 9)' };
const synchronous = (mode: string): Change => ({
  file: 'server/adapters/sqlite/open-database.ts',
  find: 'PRAGMA synchronous=FULL;',
  replace: `PRAGMA synchronous=${mode};`,
});

/** What no killed process can show, since the page cache outlives it: found by looking at its system calls. */
export const powerPlants: Record<string, Change[]> = {
  'synchronous-off': [inWriter, unasserted, synchronous('OFF')],
  'synchronous-normal': [inWriter, unasserted, synchronous('NORMAL')],
};
