/** A run and its steps as people see them, folded from the log; inputs are evaluated again as of each step. */
import { type Flow, type Json, type JsonObject, ProblemError } from '../../flows/flow.ts';
import { evaluateConfig } from '../engine/config.ts';
import type { Run, RunEvent, Step } from '../engine/events.ts';
import { emptyRun, fold, foldAll, isEnded, takenKey } from '../engine/fold.ts';
import { listensTo } from '../engine/look.ts';
import type { Plan } from '../engine/plan.ts';
import type { Claim, Expressions, RunHead, RunStore } from '../engine/ports.ts';
import type { Reads } from '../engine/reads.ts';
import type { Session } from '../engine/session.ts';
import { dataFor } from '../engine/turn.ts';
import { type Values, valuesOf } from '../engine/values.ts';
import type { RunDetail, StepInfo } from '../http/api.ts';
import { iso, runInfo } from '../http/run-info.ts';
import { lateStory, storyOf } from './story.ts';
import { undoInfo } from './undo-info.ts';

export interface DescribeDeps {
  store: RunStore;
  reads: Reads;
  expressions: Expressions;
  plan(tenant: string, flow: string, version: string): Promise<Plan | undefined>;
  titleOf(tenant: string, flow: string): string;
}

export const notFound = (runId: string): ProblemError =>
  new ProblemError(404, { code: 'run.not_found', path: '', message: `There is no run ${runId.slice(0, 40)}.` });

export async function describeRun(deps: DescribeDeps, tenant: string, runId: string): Promise<RunDetail> {
  const { head, run, plan, values, commits } = await open(deps, tenant, runId);
  const moves = movesIn(commits);
  const session = { run, plan, values, head } as Session; // read only: nothing is applied
  const listening = isEnded(run) ? { names: new Set<string>(), keys: new Set(run.keys) } : listensTo(session);
  const signals = await deps.reads.signalsOf(tenant, [...run.keys, run.id]);
  const output = run.output ? await values.get(run.output) : undefined;
  return {
    ...runInfo(head, deps.titleOf(tenant, head.flow), (node) => plan.nodes.get(node)?.title ?? node),
    trigger: await values.get(run.input),
    order: await values.get(run.order ?? run.input),
    ...(output === undefined ? {} : { output }),
    drawing: plan.flow,
    ...(moves.length > 0 ? { moves } : {}),
    signals: signals.map((signal) => ({
      id: signal.id,
      name: signal.name,
      key: signal.key,
      data: signal.data,
      at: iso(signal.at),
      taken: run.taken.has(takenKey(signal)),
    })),
    listensTo: [...listening.names],
    undo: undoInfo(plan, run),
    can: {
      cancel: !isEnded(run) && (run.undoing === undefined || run.status === 'parked'),
      retry: run.status === 'parked',
      skip: run.status === 'parked',
      signal: !isEnded(run),
    },
  };
}

export async function describeSteps(deps: DescribeDeps, tenant: string, runId: string): Promise<StepInfo[]> {
  const { run, plan, values, commits, late } = await open(deps, tenant, runId);
  const asOf = inputsAsOf(deps, plan, run.id, values, commits);
  const infos: StepInfo[] = [];
  for (const step of run.steps.values()) {
    const info = await stepInfo(plan, run, step, values, await asOf(step));
    const told = late.filter((event) => 'step' in event && event.step === step.id).map(lateStory);
    infos.push({ ...info, story: [info.story, ...told].join('; ') });
  }
  return infos;
}

async function open(
  deps: DescribeDeps,
  tenant: string,
  runId: string,
): Promise<{ head: RunHead; run: Run; plan: Plan; values: Values; commits: Claim['commits']; late: RunEvent[] }> {
  const found = await deps.reads.run(tenant, runId);
  if (!found) throw notFound(runId);
  const plan = (await deps.plan(tenant, found.head.flow, found.head.version)) ?? emptyPlan(tenant, found.head);
  return {
    head: found.head,
    run: foldAll(runId, found.commits),
    plan,
    values: valuesOf((hash) => deps.store.payload(tenant, runId, hash)),
    commits: found.commits,
    late: found.late.flatMap(({ events }) => events),
  };
}

const movesIn = (commits: Claim['commits']): NonNullable<RunDetail['moves']> =>
  commits
    .flatMap(({ events }) => events)
    .filter((event) => event.type === 'run.moved')
    .map(({ at, from, to, by, reason }) => ({ at: iso(at), from, to, by, reason }));

/** A version whose node types are gone can still be looked at. */
function emptyPlan(tenant: string, head: RunHead): Plan {
  const flow: Flow = { format: 1, id: head.flow, title: head.flow, nodes: {}, edges: [] };
  return { tenant, flow, version: head.version, zone: 'UTC', nodes: new Map(), triggers: [], before: new Map() };
}

async function stepInfo(plan: Plan, run: Run, step: Step, values: Values, input: Json): Promise<StepInfo> {
  const node = plan.nodes.get(step.node);
  const output = step.output === undefined ? undefined : await values.get(step.output);
  const status = step.status === 'scheduled' && step.effect?.open ? 'running' : step.status;
  return {
    id: step.id,
    node: step.node,
    title: node?.title ?? step.node,
    type: node?.spec.type ?? '',
    status,
    attempt: step.attempt,
    revision: step.revision,
    startedAt: iso(step.startedAt),
    input,
    attempts: step.failures.map((failure) => ({
      attempt: failure.attempt,
      at: iso(failure.at),
      error: { code: failure.error.code, message: failure.error.message },
    })),
    story: storyOf(run, step, node?.title ?? step.node, output),
    ...(step.port === undefined ? (step.id === run.trigger && node ? { port: node.ports[0] ?? 'done' } : {}) : { port: step.port }),
    ...(step.from === undefined ? {} : { from: step.from }),
    ...(step.endedAt === undefined ? {} : { endedAt: iso(step.endedAt) }),
    ...(step.due === undefined ? {} : { due: iso(step.due) }),
    ...(step.ms === undefined ? {} : { ms: step.ms }),
    ...(output === undefined ? {} : { output }),
    ...(step.error === undefined ? {} : { error: { code: step.error.code, message: step.error.message } }),
    ...(step.effect === undefined ? {} : { effect: { class: step.effect.class, key: step.effect.key } }),
    ...(step.status === 'waiting' && step.wait
      ? {
          waitingFor: {
            signals: step.wait.signals ?? [],
            seen: step.signals.map((signal) => signal.name),
            ...(step.wait.until === undefined ? {} : { until: iso(step.wait.until) }),
            ...(step.wait.task === undefined ? {} : { task: step.wait.task }),
          },
        }
      : {}),
  };
}

/** The log keeps no inputs; folding it again up to a step's last scheduling, or its call, gives what its config then evaluated to. */
function inputsAsOf(deps: DescribeDeps, plan: Plan, runId: string, values: Values, commits: Claim['commits']): (step: Step) => Promise<Json> {
  const events = commits.flatMap((commit) => commit.events);
  return async (step) => {
    const node = plan.nodes.get(step.node);
    if (!node) return null;
    if (node.type.trigger) return values.get(foldAll(runId, commits).input);
    const until = events.findLastIndex((event: RunEvent) => (event.type === 'step.scheduled' || event.type === 'effect.intended') && event.step === step.id);
    const run = emptyRun(runId);
    for (const event of events.slice(0, until + 1)) fold(run, event);
    const session = { run, plan, values, linkTo: (_task) => '/t/…' } as Session; // read only: nothing is applied; the link is its receiver's
    try {
      return await evaluateConfig(node, (needs) => dataFor(session, run.steps.get(step.id)!, needs), deps.expressions, {
        now: step.startedAt,
        seed: step.id,
        tenant: plan.tenant,
      });
    } catch (error) {
      return { $problem: error instanceof Error ? error.message : String(error) } satisfies JsonObject;
    }
  };
}
