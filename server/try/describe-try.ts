/** What a try came to, as the API tells it. */
import type { Flow, Json } from '../../flows/flow.ts';
import type { Run } from '../engine/events.ts';
import type { Plan } from '../engine/plan.ts';
import type { Expressions } from '../engine/ports.ts';
import type { TryAnswer, TryMoment, TryStep, TryWait } from '../http/api.ts';
import { iso } from '../http/run-info.ts';
import { describeRun, describeSteps } from '../runs/describe.ts';
import type { Player } from './moves.ts';
import type { Stage } from './stage.ts';
import { dueWords, momentsOf } from './track.ts';

/** So many events ahead are looked at. */
const lookAhead = 6;

export interface Tried {
  tenant: string;
  plan: Plan;
  flow: Flow;
  stage: Stage;
  player: Player;
  expressions: Expressions;
  at: number;
  /** Nodes that were passed with what they are pinned to. */
  pinned: ReadonlySet<string>;
}

/** Plays on to see what would come, so this is the last that is asked of a stage. */
export async function describeTry({ tenant, plan, flow, stage, player, expressions, at, pinned }: Tried): Promise<Omit<TryAnswer, 'ms'>> {
  const { store, runId, clock } = stage;
  const deps = { store: store.runs, reads: store.reads, expressions, plan: async () => plan, titleOf: () => flow.title };
  const now = clock.now();
  const run = await stage.run();
  const detail = await describeRun(deps, tenant, runId);
  const steps = await describeSteps(deps, tenant, runId);
  const log = await logOf(stage, tenant);
  const waits = await waitsOf(stage, player, plan, run, tenant, at);
  const moves = [...player.told];
  const seen = new Map<string, number>();
  return {
    trigger: run.trigger,
    status: detail.status,
    ...(detail.code === undefined ? {} : { code: detail.code }),
    ...(detail.reason === undefined ? {} : { reason: detail.reason }),
    ...(run.keys[0] === undefined ? {} : { key: run.keys[0] }),
    at: iso(at),
    now: iso(now),
    steps: steps.map((step): TryStep => {
      const visit = (seen.get(step.node) ?? 0) + 1;
      seen.set(step.node, visit);
      const told = step.effect && stage.tried.told.get(step.effect.key);
      return { ...step, visit, ...(told ?? (pinned.has(step.node) ? { source: 'pinned' as const } : {})) };
    }),
    past: momentsOf(plan, run, log),
    coming: await comingOf(stage, player, plan, run, log.length, tenant, at),
    waits,
    listensTo: detail.listensTo,
    order: detail.order,
    ...(detail.output === undefined ? {} : { output: detail.output }),
    moves,
  };
}

const logOf = async ({ store, runId }: Stage, tenant: string) => (await store.runs.log(tenant, runId)).flatMap(({ events }) => events);

async function waitsOf({ store, runId }: Stage, player: Player, plan: Plan, run: Run, tenant: string, at: number): Promise<TryWait[]> {
  const tasks = (await store.reads.tasks(tenant, { runId, status: 'open' })).items;
  return [...run.open]
    .map((id) => run.steps.get(id)!)
    .filter(({ status }) => status === 'waiting')
    .map((step): TryWait => {
      const { wait } = step;
      const node = plan.nodes.get(step.node);
      const { unless, all, any } = node?.spec.config ?? {};
      const needs = Array.isArray(all) ? ('all' as const) : Array.isArray(any) ? ('any' as const) : undefined;
      const task = tasks.find(({ id }) => id === wait?.task);
      return {
        step: step.id,
        node: step.node,
        title: node?.title ?? step.node,
        signals: (wait?.signals ?? []).map((name) => {
          const stored = plan.flow.signals?.[name]?.on ?? name;
          const taken = step.signals.find((signal) => signal.name === name || signal.name === stored);
          const coming = player.coming().find((one) => one.do === 'signal' && one.name === stored);
          return {
            name,
            ...(taken ? { seen: iso(taken.at) } : {}),
            ...(coming && !taken ? { coming: iso(at + coming.after) } : {}),
            ...(Array.isArray(unless) && unless.includes(name) ? { ends: true as const } : {}),
          };
        }),
        ...(needs === undefined ? {} : { needs }),
        ...(wait?.until === undefined ? {} : { until: iso(wait.until) }),
        ...(wait?.deadline ? { deadline: true as const } : {}),
        ...(task ? { task: taskOf(task) } : {}),
      };
    });
}

const taskOf = ({
  title,
  role,
  form,
  data,
  fourEyes,
}: {
  title: string;
  role: string;
  form: NonNullable<TryWait['task']>['form'];
  data?: Json;
  fourEyes?: true;
}) => ({
  title,
  role,
  form,
  ...(data === undefined ? {} : { data }),
  ...(fourEyes ? { fourEyes } : {}),
});

async function comingOf(stage: Stage, player: Player, plan: Plan, run: Run, known: number, tenant: string, at: number): Promise<TryMoment[]> {
  const next = await player.next();
  if (next === undefined) return [];
  const told = player.coming()[0];
  const due = [...run.open].map((id) => run.steps.get(id)!).find((step) => (step.status === 'scheduled' ? step.due : step.wait?.until) === next);
  const first: TryMoment | undefined =
    told && at + told.after <= next
      ? {
          at: iso(next),
          kind: told.do,
          ...(told.do === 'answer' ? { node: told.node, words: plan.nodes.get(told.node)?.title ?? told.node } : { words: told.name.replace(/[._]/g, ' ') }),
        }
      : due && { at: iso(next), ...dueWords(plan, run, due) };
  let moments: TryMoment[] = [];
  for (let jumps = 0; jumps < lookAhead && (await player.jump()); jumps += 1) {
    moments = momentsOf(plan, await stage.run(), (await logOf(stage, tenant)).slice(known));
    if (moments.length >= lookAhead) break;
  }
  // What happens at that very instant says it better than what was due.
  const isSaid = first === undefined || moments.some((one) => one.at === first.at && one.kind === first.kind && one.node === first.node);
  return (isSaid ? moments : [first, ...moments]).slice(0, lookAhead + 2);
}
