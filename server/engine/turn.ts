/** Prepare a visit's turn and read its outcome into events. */
import type { Json, JsonObject } from '../../flows/flow.ts';
import type { TaskAnswer, Turn } from '../../nodes/node-type.ts';
import { iterationPath, ruleOf } from './advance.ts';
import { evaluateConfig, type Needs } from './config.ts';
import type { Step } from './events.ts';
import { derive } from './ids.ts';
import type { PlanNode } from './plan.ts';
import type { Expressions } from './ports.ts';
import type { Session } from './session.ts';

/** What a child run of a container knows of what lies outside of it. */
export type Outer = { trigger: Json; order: Json; steps: JsonObject };

export async function turnOf(
  session: Session,
  step: Step,
  now: number,
  expressions: Expressions,
  given: { results?: Json[]; task?: TaskAnswer } = {},
): Promise<Turn> {
  const { run, plan, values } = session;
  const node = plan.nodes.get(step.node)!;
  const log = { now, seed: derive(run.id, step.id, String(step.revision)), tenant: plan.tenant };
  const patch = step.patch ? await values.get(step.patch) : undefined;
  const spec = isObject(patch) ? patched(node, patch) : node;
  const config = run.scope === step.node && step.path === '' ? {} : await evaluateConfig(spec, (needs) => dataFor(session, step, needs), expressions, log);
  const signals = await Promise.all(
    step.signals.map(async (signal) => ({
      id: signal.id,
      name: nameFor(session, step, signal.name),
      key: signal.key,
      data: await values.get(signal.data),
      at: signal.at,
    })),
  );
  const document = await values.get(run.input);
  const outer = await outerOf(session);
  const item = await itemOf(session, step);
  return {
    config,
    now,
    zone: plan.zone,
    run: { id: run.id, flow: plan.flow.id, version: plan.version, keys: run.keys, startedAt: run.startedAt },
    trigger: outer ? outer.trigger : document,
    order: run.order ? await values.get(run.order) : outer ? outer.order : document,
    input: await inputOf(session, step),
    ...(item === undefined ? {} : { item }),
    since: step.waitsSince ?? now,
    attempt: step.attempt,
    ...(step.wait?.memo === undefined ? {} : { memo: step.wait.memo }),
    signals,
    ...given,
  };
}

function patched(node: PlanNode, patch: JsonObject): PlanNode {
  return { ...node, spec: { ...node.spec, config: { ...node.spec.config, ...patch } } };
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A flow may rename a signal; nodes see the name they asked for. */
function nameFor(session: Session, step: Step, name: string): string {
  return step.wait?.signals?.includes(name) ? name : (ruleOf(session.plan, name)?.name ?? name);
}

const outerOf = async ({ run, values }: Session): Promise<Outer | undefined> => (run.outer ? ((await values.get(run.outer)) as Outer) : undefined);

/** Output of the step a visit came from; of all arrivals for a join; the error after an error port. */
export async function inputOf(session: Session, step: Step): Promise<Json> {
  const { run, plan, values } = session;
  const node = plan.nodes.get(step.node)!;
  if (node.isJoin) {
    const inputs: JsonObject = {};
    for (const exit of node.ins) {
      const from = run.last.get(step.path + exit.node);
      const arrived = from === undefined ? undefined : run.steps.get(from);
      if (arrived?.status === 'completed') inputs[exit.node] = await values.get(arrived.output);
    }
    return inputs;
  }
  const from = step.from === undefined ? undefined : run.steps.get(step.from);
  if (!from) return null;
  if (from.status === 'failed' && from.error) return { error: { code: from.error.code, message: from.error.message } };
  return values.get(from.output);
}

/** What expressions may look at, fetched only as far as one expression needs. */
export async function dataFor(session: Session, step: Step, needs: Needs): Promise<JsonObject> {
  const { run, values, plan } = session;
  const outer = await outerOf(session);
  const links = linksFor(session, step);
  const data: JsonObject = {
    run: {
      id: run.id,
      flow: plan.flow.id,
      version: plan.version,
      keys: run.keys,
      startedAt: new Date(run.startedAt).toISOString(),
      ...(links ? { links } : {}),
    },
  };
  if (needs.trigger) data['trigger'] = outer ? outer.trigger : await values.get(run.input);
  if (needs.order) data['order'] = run.order ? await values.get(run.order) : outer ? outer.order : await values.get(run.input);
  const item = needs.item ? await itemOf(session, step) : undefined;
  if (item !== undefined) data['item'] = item;
  const wanted = needs.steps === 'all' ? plan.nodes.keys() : needs.steps;
  const steps: JsonObject = { ...outer?.steps };
  for (const node of wanted) {
    const last = lastVisit(session, step, node);
    if (last?.output !== undefined) steps[node] = await values.get(last.output);
  }
  data['steps'] = steps;
  return data;
}

/** By node, the address at which somebody outside may answer a task that waits: in the same iteration or outside of any. */
function linksFor({ run, linkTo }: Session, { path }: Step): JsonObject | undefined {
  if (!linkTo) return undefined;
  const linked = [...run.open].map((id) => run.steps.get(id)!).filter(({ wait, path: at }) => wait?.link && (at === path || at === ''));
  return linked.length === 0 ? undefined : Object.fromEntries(linked.map(({ node, wait }) => [node, linkTo(wait!.task!)]));
}

/** The last visit of a node as seen from a step: in its own iteration first, then further out. */
function lastVisit(session: Session, step: Step, node: string): Step | undefined {
  const { last, steps } = session.run;
  let { path } = step;
  while (path !== '' && !last.has(path + node)) path = path.slice(0, path.lastIndexOf('/', path.length - 2) + 1);
  const id = last.get(path + node);
  return id === undefined ? undefined : steps.get(id);
}

async function itemOf(session: Session, step: Step): Promise<Json | undefined> {
  if (session.plan.nodes.get(step.node)!.isRepeat) return roundOf(session, step, step.wait?.rounds ?? 0, step.wait?.rounds ?? 0);
  if (step.path === '') return undefined;
  const owner = session.run.steps.get(step.path.slice(0, step.path.lastIndexOf(':')))!; // an iteration has its container
  const index = Number(step.path.slice(step.path.lastIndexOf(':') + 1, -1));
  if (owner.wait?.rounds !== undefined) return roundOf(session, owner, index + 1, index);
  const items = (await session.values.get(owner.wait!.items)) as Json[]; // a container that is no repeat counts its items
  return items[index];
}

/** What a repeat and its body know of their rounds; `last` is what the one before came to, or for the repeat itself the last one. */
async function roundOf(session: Session, container: Step, round: number, before: number): Promise<JsonObject> {
  return { round, ...(before === 0 ? {} : { last: await resultAt(session, container, before - 1) }) };
}

/** Results of a container: of each iteration the output of the step that ended last. */
export async function resultsOf(session: Session, container: Step, total: number): Promise<Json[]> {
  const results: Json[] = [];
  for (let index = 0; index < total; index += 1) results.push(await resultAt(session, container, index));
  return results;
}

async function resultAt({ run, values }: Session, container: Step, index: number): Promise<Json> {
  const path = iterationPath(container, index);
  const last = [...run.steps.values()]
    .filter((step) => step.path === path && step.status === 'completed')
    .sort((a, b) => a.endedAt! - b.endedAt!)
    .at(-1);
  return values.get(last?.output);
}
