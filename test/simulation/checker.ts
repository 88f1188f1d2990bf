/** What must hold once nothing goes wrong any more and all that can happen has happened. */
import type { Flow } from '../../flows/flow.ts';
import type { Run, Step } from '../../server/engine/events.ts';
import { foldAll } from '../../server/engine/fold.ts';
import { headOf } from '../../server/engine/head.ts';
import { runIdOf } from '../../server/engine/start.ts';
import { tenant } from './api.ts';
import type { Observer } from './observer.ts';
import { first } from './plans.ts';
import { checkUndone } from './undone.ts';
import { checkHeard, checkSignals } from './wishes.ts';
import type { World } from './world.ts';

const isEnded = (status: string): boolean => status === 'completed' || status === 'canceled';

export function check(world: World): void {
  checkLogs(world);
  checkOrders(world);
  checkEffects(world);
  checkWishes(world);
  checkSignals(world);
  checkHeard(world);
  checkUndone(world);
  for (const [order, kills] of world.receivers.poisonKills)
    if (kills > 3 + world.processes.freezes && !world.wasRestored) world.wrong(`R11 order ${order} ended ${kills} processes before it was parked`);
}

/** R5: nothing that was due by the right time is still lying there; clocks that were ahead may have dated it otherwise. */
export function checkPrompt(world: World, since: number): void {
  const { keep, observer, scheduler, server, paused, given, wrong } = world;
  // By its own clock a process may be wrong; leases go by the store's.
  if (server && given.faults.happened.some((id) => /^(clock of the store|everybody)/.test(id))) return;
  for (const { head } of keep.runs()) {
    const seen = observer.runs.get(head.id);
    if (seen?.run.status !== 'running' || paused.has(head.flow) || seen.movedAt > since) continue;
    const { wakeAt } = headOf(head, seen.run, seen.seq);
    if (wakeAt !== undefined && wakeAt <= since)
      wrong(`R5 ${head.flow} ${head.id.slice(0, 6)} is due and nobody moved it for ${Math.round((scheduler.now() - since) / 1_000)} s`);
  }
}

/** The same all the time, where nothing happens to store and processes: a lost bell costs a sweep and no more. */
export function watchPrompt(world: World): void {
  const { keep, observer, scheduler, given, processes, paused, wrong } = world;
  const patience = given.sweepEvery + 20_000;
  const look = (): void => {
    if (given.faults.isCalm() || given.holdLimit < 100) return;
    if (processes.crashes + processes.freezes + world.storeTroubles() > 0 || world.isRestless() || world.wasRestored) return;
    for (const { head } of keep.runs()) {
      const seen = observer.runs.get(head.id);
      if (seen?.run.status !== 'running' || paused.has(head.flow) || scheduler.now() - seen.movedAt < patience) continue;
      if ([...seen.run.open].some((id) => seen.run.steps.get(id)!.status !== 'waiting')) continue;
      const { wakeAt } = headOf(head, seen.run, seen.seq);
      if (wakeAt !== undefined && wakeAt < scheduler.now() - patience)
        wrong(`R5 ${head.flow} ${head.id.slice(0, 6)} was due ${Math.round((scheduler.now() - wakeAt) / 1_000)} s ago and nobody looked`);
    }
    scheduler.after(5_000, look);
  };
  scheduler.after(5_000, look);
}

/** I3, I4: what lies there is what was seen to be written, without a hole, and the heads say what the logs say. */
function checkLogs({ keep, observer, wrong }: World): void {
  const stored = keep.runs();
  for (const { head, commits, wake } of stored) {
    const name = `${head.flow} ${head.id.slice(0, 6)}`;
    const seen = observer.runs.get(head.id);
    for (const [index, commit] of commits.entries()) if (commit.seq !== index + 1) wrong(`I4 the log of ${name} has ${commit.seq} where ${index + 1} belongs`);
    if (!seen || JSON.stringify(seen.commits) !== JSON.stringify(commits)) wrong(`I3 the log of ${name} is not what was written`);
    const run = foldAll(head.id, commits);
    const expected = headOf(head, run, commits.length);
    if (head.version !== (run.version ?? first)) wrong(`the head of ${name} has version ${head.version}, its log ${run.version ?? first}`);
    if (shown(expected) !== shown(head)) wrong(`the head of ${name} says ${shown(head)}, its log says ${shown(expected)}`);
    if (isEnded(head.status) && wake !== undefined) wrong(`I6 ${name} is ${head.status} and due all the same`);
  }
  const there = new Set(stored.map(({ head }) => head.id));
  for (const id of observer.runs.keys()) if (!there.has(id)) wrong(`I3 run ${id.slice(0, 6)} is gone`);
}

/** I1, I2, I6: every acknowledged order has its one run per flow, and it came to an end. */
function checkOrders({ keep, observer, senders, wrong }: World): void {
  const expected = new Set<string>();
  for (const { message, name } of senders.errands) {
    if (message.kind !== 'order') continue;
    for (const { flow } of message.flows) {
      const runId = runIdOf(tenant, message.endpoint, message.dedupeKey, flow.id);
      expected.add(runId);
      if (!observer.runs.has(runId)) wrong(`I1 ${name} was acknowledged and has no run of ${flow.id}`);
    }
  }
  for (const [runId, { run, flow }] of observer.runs) {
    const name = `${flow} ${runId.slice(0, 6)}`;
    if (run.parent === undefined && !expected.has(runId)) wrong(`I2 ${name} belongs to no message`);
    if (run.parent !== undefined && !observer.runs.has(run.parent.runId)) wrong(`I2 ${name} has no parent`);
    if (isEnded(run.status)) continue;
    const open = [...run.open].map((id) => `${id} ${run.steps.get(id)!.status} due ${run.steps.get(id)!.due}`);
    const { wake } = keep.runs().find(({ head }) => head.id === runId) ?? {};
    wrong(`I6 ${name} is ${run.status} ${run.code ?? ''} for ever: ${open.join(', ')}; wake ${wake}`);
  }
}

/** I7: what took effect at the receivers is what the logs say, once. */
function checkEffects(world: World): void {
  const { observer, receivers, processes, wasRestored, storeTroubles, given, wrong } = world;
  const intended = new Set<string>();
  for (const { commits } of observer.runs.values())
    for (const { events } of commits) for (const event of events) if (event.type === 'effect.intended') intended.add(event.key);
  const strokes = processes.crashes + processes.freezes + storeTroubles();
  // By a clock that was ahead when the call was made a key is younger than it is.
  const hasJumped = given.faults.happened.some((id) => id.startsWith('clock '));
  for (const [ref, { class: effectClass, policy, effects, troubles, zombies }] of receivers.books) {
    const distinct = new Set(effects).size;
    const say = (text: string): void => wrong(`I7 ${ref}, class ${effectClass}: ${text}`);
    if (effectClass === 'A' && effects.length > distinct && !wasRestored && !hasJumped) say(`took effect again after its key was forgotten`);
    // A restore may bring fewer visits than there were; those that there are have the keys they had.
    const most = wasRestored && isSignaled(given.flows, ref) ? Number.POSITIVE_INFINITY : Math.max(1, visitsOf(observer, ref).intended);
    if (distinct > most) say(`${distinct} keys took effect`);
    for (const key of new Set(effects)) if (!wasRestored && !intended.has(key)) say(`key ${key.slice(0, 6)} took effect and stands in no log`);
    if (wasRestored) continue;
    if (effectClass === 'A' && given.poisoned.size === 0 && distinct < visitsOf(observer, ref).completed)
      say(`${distinct} keys took effect for ${visitsOf(observer, ref).completed} visits`);
    if (effectClass === 'B' && effects.length > 1 && zombies === 0) say(`took effect ${effects.length} times although it can be looked up`);
    // A call that froze on its way out may come after a person looked and called again.
    if (effectClass === 'C' && policy === 'at-most-once' && effects.length > 1 + zombies) say(`took effect ${effects.length} times, at most once was drawn`);
    if (effectClass === 'C' && policy === 'at-least-once' && effects.length > 1 + troubles + strokes)
      say(`took effect ${effects.length} times after ${troubles + strokes} troubles`);
  }
}

/** Runs with wishes nobody heard; who asked something of a run that has ended knows its answer. */
export function unanswered({ keep, observer }: World): string[] {
  return [...new Set(keep.asked())].filter((runId) => !isEnded(observer.runs.get(runId)?.run.status ?? ''));
}

/** Each signal that leads to a node is a visit of its own. */
const isSignaled = (flows: Flow[], ref: string): boolean => flows.some(({ signals = {} }) => Object.values(signals).some(({ to }) => to === ref.split('/')[1]));

/** Visits of runs to a node of one order and item, by keys that were intended and by steps that are done. */
function visitsOf(observer: Observer, ref: string): { intended: number; completed: number } {
  const [key, node, item] = ref.split('/');
  let completed = 0;
  let intended = 0;
  for (const { run, plan } of observer.runs.values()) {
    if ((run.keys[0] ?? run.id) !== key) continue;
    const mine = [...run.steps.values()].filter(
      (step) => step.node === node && step.effect !== undefined && (item === undefined || itemOf(run, step) === item),
    );
    intended += mine.length;
    completed += mine.filter((step) => step.status === 'completed' && !step.skipped && plan?.nodes.get(step.node)?.spec.config?.['method'] === 'POST').length;
  }
  return { intended, completed };
}

/** What the item of an iteration is called at the receivers. */
function itemOf(run: Run, step: Step): string | undefined {
  const owner = run.steps.get(step.path.slice(0, step.path.lastIndexOf(':')));
  const index = Number(step.path.slice(step.path.lastIndexOf(':') + 1, -1));
  const items = owner?.wait?.items;
  return items && 'v' in items && Array.isArray(items.v) ? JSON.stringify(items.v[index]) : undefined;
}

/** Requests and signals that were promised are answered; nobody is left with a task of a run that has ended. */
function checkWishes(world: World): void {
  const { keep, observer, wrong } = world;
  for (const runId of unanswered(world)) wrong(`a request of run ${runId.slice(0, 6)} is not answered`);
  for (const task of keep.tasks()) {
    const run = observer.runs.get(task.runId)?.run;
    if (task.status === 'open' && run && isEnded(run.status) && run.taken.size === 0)
      wrong(`task ${task.node} of ${task.key} is open although its run is ${run.status}`);
  }
  for (const { isPending, id } of keep.deliveries()) if (isPending) wrong(`delivery ${id.slice(0, 6)} is pending for ever`);
}

/** Fields in one order, those without a value left out. */
const shown = (head: object): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(head)
        .filter(([, value]) => value !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
