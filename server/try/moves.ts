/** Plays moves on a stage: time jumps to the next event, signals arrive, people answer. */
import { type Flow, type Json, type Move, ProblemError } from '../../flows/flow.ts';
import type { Viewer } from '../access/viewer.ts';
import { isEnded } from '../engine/fold.ts';
import type { TaskDoc } from '../engine/ports.ts';
import { checkShape } from '../http/check-shape.ts';
import type { Happening } from './happenings.ts';
import type { Stage } from './stage.ts';

export interface Player {
  play(moves: readonly Move[]): Promise<void>;
  /** The nearest instant at which something happens by itself, or is known to come. */
  next(): Promise<number | undefined>;
  /** Known to come, nearest first. */
  coming(): readonly Happening[];
  /** The same moves without what they followed. */
  told: Move[];
  /** Jumps to the next event; false when nothing comes. */
  jump(): Promise<boolean>;
}

const mostJumps = 500;
const furthest = 6 * 366 * 86_400_000;

export function playerOf(stage: Stage, flow: Flow, by: Viewer, at: number, follow: readonly Happening[]): Player {
  const { store, clock, tried } = stage;
  const coming = [...follow];
  const told: Move[] = [];
  let count = 0;
  const elapsed = (): number => clock.now() - at;

  async function pass(until: number): Promise<void> {
    while (coming[0] && at + coming[0].after < until) await meet(coming.shift()!);
    for (let due = await store.runs.nextDue(clock.now()); due !== undefined && due <= until; due = await store.runs.nextDue(clock.now())) {
      clock.set(due);
      await stage.settle();
    }
    clock.set(until);
  }

  async function signal(name: string, key: string | undefined, data: Json): Promise<void> {
    const { keys } = await stage.run();
    count += 1;
    const stored = flow.signals?.[name]?.on ?? name;
    await store.runs.signal({ tenant: by.tenant, id: `try-${count}`, name: stored, key: key ?? keys[0] ?? stage.runId, data, at: clock.now() });
    await stage.settle();
  }

  async function answer(node: string, data: Json): Promise<void> {
    const task = await openTask(node);
    if (!task) throw refusal('try.no_task', `Nobody is asked at "${node.slice(0, 60)}" at this point.`);
    await checkShape(task.form, data, '/moves');
    const second = task.fourEyes ? { confirmedBy: 'A second person', confirmedById: 'second' } : {};
    const said = { by: by.name, byId: by.id, answer: data, ...second };
    await store.runs.signal({ tenant: by.tenant, id: task.id, name: 'task.completed', key: task.runId, data: said, at: clock.now() });
    await store.reads.updateTask(by.tenant, { ...task, status: 'completed', completedAt: clock.now() }, task.status);
    await stage.settle();
  }

  async function openTask(node: string): Promise<TaskDoc | undefined> {
    const { items } = await store.reads.tasks(by.tenant, { runId: stage.runId, status: 'open' });
    return items.find((task) => task.node === node);
  }

  /** A past answer for a task that is not asked here is passed over. */
  async function meet(happening: Happening): Promise<void> {
    await pass(at + happening.after);
    if (happening.do === 'signal') {
      told.push({ do: 'signal', name: happening.name, key: happening.key, data: happening.data, after: elapsed() });
      return signal(happening.name, happening.key, happening.data);
    }
    if (!(await openTask(happening.node))) return;
    told.push({ do: 'answer', node: happening.node, data: happening.data, after: elapsed() });
    return answer(happening.node, happening.data);
  }

  async function jump(): Promise<boolean> {
    if (isEnded(await stage.run())) return false;
    const due = await store.runs.nextDue(clock.now());
    const first = coming[0];
    if (first && (due === undefined || at + first.after <= due)) {
      await meet(coming.shift()!);
      return true;
    }
    if (due === undefined || due - at > furthest) return false;
    told.push({ do: 'next' });
    clock.set(due);
    await stage.settle();
    return true;
  }

  async function end(): Promise<void> {
    const before = told.length;
    for (let jumps = 0; jumps < mostJumps && (await jump()); jumps += 1);
    // Its own jumps are one move again; those up to something that came are in its distance from the start.
    told.splice(before, told.length, ...told.slice(before).filter((move) => move.do !== 'next'), { do: 'end' });
  }

  const forget = (fits: (one: Happening) => boolean): void => {
    const at = coming.findIndex(fits);
    if (at >= 0) coming.splice(at, 1);
  };

  async function make(move: Move): Promise<void> {
    if ('after' in move && move.after !== undefined) await pass(at + move.after);
    switch (move.do) {
      case 'next':
        if (move.after === undefined) await jump();
        else told.push(move);
        return;
      case 'end':
        return end();
      case 'lose':
        told.push(move);
        tried.lose(move.node);
        return;
      case 'signal':
        told.push({ ...move, after: elapsed() });
        forget((one) => one.do === 'signal' && one.name === (flow.signals?.[move.name]?.on ?? move.name));
        return signal(move.name, move.key, move.data ?? null);
      case 'answer':
        told.push({ ...move, after: elapsed() });
        forget((one) => one.do === 'answer' && one.node === move.node);
        return answer(move.node, move.data);
      case 'cancel':
        told.push({ ...move, after: elapsed() });
        await store.runs.ask({
          tenant: by.tenant,
          runId: stage.runId,
          id: `try-${told.length}`,
          kind: 'cancel',
          by: by.name,
          reason: 'Canceled while trying',
          at: clock.now(),
        });
        return stage.settle();
    }
  }

  return {
    told,
    jump,
    coming: () => coming,
    async next() {
      if (isEnded(await stage.run())) return undefined;
      const due = await store.runs.nextDue(clock.now());
      const first = coming[0] && at + coming[0].after;
      return due === undefined ? first : Math.min(due, first ?? due);
    },
    async play(moves) {
      const [early, rest] = splitLosses(moves);
      for (const move of early) await make(move);
      await stage.settle();
      for (const move of rest) await make(move);
    },
  };
}

/** Answers lost from the beginning are lost before the order comes in. */
function splitLosses(moves: readonly Move[]): [Move[], Move[]] {
  const first = moves.findIndex((move) => move.do !== 'lose');
  return first < 0 ? [[...moves], []] : [moves.slice(0, first), moves.slice(first)];
}

const refusal = (code: string, message: string): ProblemError => new ProblemError(422, { code, path: '/moves', message });
