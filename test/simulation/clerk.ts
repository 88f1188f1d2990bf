/** People: they finish the tasks they find, and once all is quiet again they mend what is parked. */
import { type Chance, chanceOf } from './chance.ts';
import type { World } from './world.ts';

const lookEvery = 5_000;

/** Finishes open tasks in its own time, and all of them once nothing goes wrong any more; `eagerness` is the share it takes at a look. */
export function clerk(world: World, eagerness = 0.15): void {
  const { scheduler, keep, senders, given } = world;
  const chance = chanceOf(given.seed ^ 0x3c6ef372);
  const taken = new Set<string>();
  const look = (): void => {
    for (const task of keep.tasks()) {
      if (task.status !== 'open' || taken.has(task.id)) continue;
      const answer = { outcome: chance.pick(['yes', 'no']), note: 'done' };
      const isTaken = given.faults.isCalm() || chance.hit(eagerness);
      if (!isTaken) continue;
      taken.add(task.id);
      const signal = { name: 'task.completed', key: task.runId, id: task.id, data: { by: 'ada', answer } };
      senders.send(`task ${task.node} ${task.key}`, { kind: 'signal', signal }, 0);
    }
    if (!given.faults.isCalm()) hasty(world, chance);
    scheduler.after(lookEvery, look);
  };
  scheduler.after(lookEvery, look);
}

/** Somebody presses a button while everything is still going wrong: on what may be repeated, and passes over what may not. */
function hasty({ observer, senders, scheduler }: World, chance: Chance): void {
  for (const [runId, { run }] of observer.runs) {
    if (run.status !== 'parked' || run.code === 'run.poison' || !chance.hit(0.1)) continue;
    const step = [...run.steps.values()].findLast((one) => one.stuck);
    if (!step) continue;
    const act = step.effect?.class === 'A' && chance.hit(0.5) ? 'retry' : 'skip';
    senders.send(`${act} ${runId.slice(0, 6)} ${Math.round(scheduler.now())}`, { kind: 'act', runId, id: `hasty ${scheduler.now()}`, act, step: step.id }, 0);
  }
}

/** What a parked run may be parked for when the world was as bad as this one. */
const legit: Record<string, (troubles: { http: number; strokes: number; lone: number; clocks: boolean }) => boolean> = {
  'connector.effect_unknown': ({ http, strokes, clocks }) => http + strokes > 0 || clocks,
  'connector.refused': ({ http }) => http > 0,
  'connector.unavailable': ({ http }) => http > 0,
  'connector.lost_answer': ({ http }) => http > 0,
  'connector.timeout': ({ http, strokes }) => http + strokes > 0,
  'connector.rate_limited': ({ http }) => http > 0,
  'connector.unreachable': ({ http }) => http > 0,
  // Kills that hit one run alone twice in a row look like its own doing.
  'run.poison': ({ lone, strokes }) => lone >= 2 && strokes >= 2,
};

/** And what an order that ends its process each time may be parked for; a parent stops with its child. */
const forPoison = new Set(['run.poison', 'connector.effect_unknown', 'node.failed']);

/** A receiver has done by then what it was still at work on, ms. */
const settled = 5_000;

/** Every parked run is looked at: a wrong reason is a finding, a right one is mended. Answers with how many were. */
export async function mend(world: World, round: number): Promise<number> {
  const { observer, receivers, senders, processes, given, scheduler } = world;
  if ([...observer.runs.values()].every(({ run }) => run.status !== 'parked')) return 0;
  await scheduler.run(scheduler.now() + settled, () => false);
  let mended = 0;
  for (const [runId, { run, lone, flow }] of observer.runs) {
    if (run.status !== 'parked') continue;
    mended += 1;
    if (given.poisoned.has(run.keys[0] ?? '')) {
      if (!forPoison.has(run.code ?? '')) world.wrong(`R11 poisoned ${flow} ${runId.slice(0, 6)} is parked for ${run.code}`);
      senders.send(`give up ${runId.slice(0, 6)} ${round}`, { kind: 'cancel', runId, id: `cancel for good ${round}` }, 0);
      continue;
    }
    if (run.code === 'run.poison') world.suspects += 1;
    const step = [...run.steps.values()].findLast((one) => one.stuck);
    const books = [...receivers.books].filter(([ref, book]) => ref.startsWith(`${run.keys[0] ?? run.id}/`) && (!step || book.node === step.node));
    const http = books.reduce((sum, [, book]) => sum + book.troubles, 0);
    const strokes = processes.crashes + processes.freezes + world.storeTroubles();
    const clocks = world.isRestless();
    const isLegit = legit[run.code ?? '']?.({ http, strokes, lone, clocks });
    if (!isLegit) world.wrong(`I6 ${flow} ${runId.slice(0, 6)} is parked for ${run.code}: ${run.reason}`);
    // A person looks at the receiver first.
    const isThere = books.some(([ref, book]) => book.effects.length > 0 && (!step || ref.endsWith(`/${step.node}`) || step.path !== ''));
    const mustSkip = step !== undefined && (isThere || run.code === 'connector.refused' || run.code === 'connector.unavailable');
    const act = mustSkip && step.status === 'failed' ? 'skip' : 'retry';
    senders.send(`mend ${runId.slice(0, 6)} ${round}`, { kind: 'act', runId, id: `mend ${round}`, act, ...(step ? { step: step.id } : {}) }, 0);
  }
  return mended;
}
