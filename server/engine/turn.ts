/** Prepare a visit's turn and read its outcome into events. */
import type { Json, JsonObject } from '../../flows/flow.ts';
import { ConnectorError, type Outcome, type Turn } from '../../nodes/node-type.ts';
import { iterationPath, ruleOf, startIterations } from './advance.ts';
import { evaluateConfig, type Needs } from './config.ts';
import type { Ref, RunEvent, Step } from './events.ts';
import { derive, taskIdOf } from './ids.ts';
import type { PlanNode } from './plan.ts';
import type { Expressions } from './ports.ts';
import type { Session } from './session.ts';
import { startChild } from './start.ts';

/** Up to here a container plays its items inside the run; above, child runs take them in batches. */
const itemsInRun = 200;
const batch = 100;

/** Finds the version a subflow was pinned to when this flow was deployed. */
export type FindSubflow = (session: Session, flow: string) => { flow: string; version: string; trigger: string } | undefined;

export async function turnOf(
  session: Session,
  step: Step,
  now: number,
  expressions: Expressions,
  given: { results?: Json[]; task?: { by: string; data: Json } } = {},
): Promise<Turn> {
  const { run, plan, values } = session;
  const node = plan.nodes.get(step.node)!;
  const log = { now, seed: derive(run.id, step.id, String(step.revision)) };
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
  const outer = run.outer ? ((await values.get(run.outer)) as JsonObject) : undefined;
  const item = await itemOf(session, step);
  return {
    config,
    now,
    zone: plan.zone,
    run: { id: run.id, flow: plan.flow.id, version: plan.version, keys: run.keys, startedAt: run.startedAt },
    trigger: outer ? (outer['trigger'] ?? null) : document,
    order: run.order ? await values.get(run.order) : outer ? (outer['order'] ?? null) : document,
    input: await inputOf(session, step),
    ...(item === undefined ? {} : { item }),
    since: step.wait ? step.scheduledAt : now,
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

/** Output of the step a visit came from; of all arrivals for a join; the error after an error port. */
async function inputOf(session: Session, step: Step): Promise<Json> {
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
  const outer = run.outer ? ((await values.get(run.outer)) as JsonObject) : undefined;
  const data: JsonObject = { run: { id: run.id, flow: plan.flow.id, version: plan.version, keys: run.keys, startedAt: new Date(run.startedAt).toISOString() } };
  if (needs.trigger) data['trigger'] = outer ? (outer['trigger'] ?? null) : await values.get(run.input);
  if (needs.order) data['order'] = run.order ? await values.get(run.order) : outer ? (outer['order'] ?? null) : await values.get(run.input);
  const item = needs.item ? await itemOf(session, step) : undefined;
  if (item !== undefined) data['item'] = item;
  const wanted = needs.steps === 'all' ? plan.nodes.keys() : needs.steps;
  const steps: JsonObject = isObject(outer?.['steps']) ? { ...outer['steps'] } : {};
  for (const node of wanted) {
    const last = lastVisit(session, step, node);
    if (last !== undefined && (last.status === 'completed' || last.status === 'waiting') && last.output !== undefined)
      steps[node] = await values.get(last.output);
  }
  data['steps'] = steps;
  return data;
}

/** The last visit of a node as seen from a step: in its own iteration first, then further out. */
function lastVisit(session: Session, step: Step, node: string): Step | undefined {
  for (let path = step.path; ; path = path.slice(0, path.lastIndexOf('/', path.length - 2) + 1)) {
    const id = session.run.last.get(path + node);
    if (id !== undefined) return session.run.steps.get(id);
    if (path === '') return undefined;
  }
}

async function itemOf(session: Session, step: Step): Promise<Json | undefined> {
  if (step.path === '') return undefined;
  const owner = step.path.slice(0, step.path.lastIndexOf(':'));
  const index = Number(step.path.slice(step.path.lastIndexOf(':') + 1, -1));
  const items = await values(session, session.run.steps.get(owner)?.wait?.items);
  return Array.isArray(items) ? items[index] : undefined;
}

const values = (session: Session, ref: Ref | undefined): Json | Promise<Json> => session.values.get(ref);

/** The outcome of a turn as events, applied at once. */
export async function applyOutcome(session: Session, step: Step, outcome: Outcome, now: number, ms: number | undefined, subflow: FindSubflow): Promise<void> {
  const node = session.plan.nodes.get(step.node)!;
  switch (outcome.kind) {
    case 'emit': {
      const port = outcome.port ?? node.ports[0] ?? 'done';
      if (!node.ports.includes(port) && port !== 'timeout' && port !== 'error')
        throw new ConnectorError('node.failed', `${node.title} left through port "${port}", which it does not have`);
      session.apply({
        type: 'step.completed',
        at: now,
        step: step.id,
        port,
        output: session.values.keep(outcome.output),
        ...(outcome.setsOrder ? { setsOrder: true as const } : {}),
        ...(outcome.keys && outcome.keys.length > 0 ? { keys: outcome.keys } : {}),
        ...(ms === undefined ? {} : { ms }),
      });
      return;
    }
    case 'wait': {
      const task = outcome.task ? (step.wait?.task ?? taskIdOf(session.run.id, step.id, step.revision)) : undefined;
      const event: RunEvent = {
        type: 'step.waiting',
        at: now,
        step: step.id,
        ...(outcome.until === undefined ? {} : { until: outcome.until }),
        ...(outcome.deadline ? { deadline: true as const } : {}),
        ...(outcome.signals ? { signals: outcome.signals } : {}),
        ...(outcome.key === undefined ? {} : { key: outcome.key }),
        ...(outcome.since === undefined ? {} : { since: outcome.since }),
        ...(outcome.memo === undefined ? {} : { memo: outcome.memo }),
        ...(task === undefined ? {} : { task }),
      };
      if (step.wait && sameWait(step.wait, event)) return;
      if (task !== undefined && outcome.task && step.wait?.task === undefined) {
        const { tenant, flow } = session.head;
        session.send({
          kind: 'task',
          task: {
            ...outcome.task,
            tenant,
            id: task,
            runId: session.run.id,
            step: step.id,
            node: step.node,
            flow,
            key: session.run.keys[0] ?? session.run.id,
            createdAt: now,
            status: 'open',
          },
        });
      }
      session.apply(event);
      return;
    }
    case 'cancel':
      session.apply({ type: 'run.canceled', at: now, reason: outcome.reason });
      return;
    case 'items':
      await applyItems(session, step, outcome.items, outcome.limit, now);
      return;
    case 'child': {
      const found = subflow(session, outcome.flow);
      if (!found) throw new ConnectorError('config.invalid', `${node.title} calls flow "${outcome.flow}", which was not deployed when this version was`);
      const start = startChild({
        tenant: session.head.tenant,
        ...found,
        parent: { runId: session.run.id, step: step.id },
        input: outcome.input,
        keys: session.run.keys,
        at: now,
      });
      session.send({ kind: 'start', start });
      session.apply({ type: 'step.waiting', at: now, step: step.id, children: [start.head.id] });
    }
  }
}

async function applyItems(session: Session, step: Step, items: Json[], limit: number, now: number): Promise<void> {
  const { run, plan, head } = session;
  if ((plan.nodes.get(step.node)!.outs.get('item') ?? []).length === 0)
    throw new ConnectorError('config.invalid', `${plan.nodes.get(step.node)!.title} has nothing to do for an item: connect its port item`);
  if (items.length <= itemsInRun) {
    session.apply({ type: 'step.waiting', at: now, step: step.id, items: session.values.keep(items), limit });
    for (const event of startIterations(plan, run, step, items.length, limit, now)) session.apply(event);
    return;
  }
  const outer = await outerOf(session);
  const children: string[] = [];
  for (let offset = 0; offset < items.length; offset += batch) {
    const start = startChild({
      tenant: head.tenant,
      flow: head.flow,
      version: head.version,
      trigger: step.node,
      parent: { runId: run.id, step: step.id, offset },
      scope: step.node,
      input: { items: items.slice(offset, offset + batch), limit },
      outer,
      keys: run.keys,
      at: now,
    });
    children.push(start.head.id);
    session.send({ kind: 'start', start });
  }
  session.apply({ type: 'step.waiting', at: now, step: step.id, children });
}

/** What child runs of a container may look at. */
async function outerOf(session: Session): Promise<JsonObject> {
  const { run } = session;
  const steps: JsonObject = {};
  for (const [node, id] of run.last) {
    const step = run.steps.get(id)!;
    if (step.path === '' && step.status === 'completed') steps[node] = await values(session, step.output);
  }
  return { trigger: await values(session, run.input), order: await values(session, run.order ?? run.input), steps };
}

function sameWait(a: object, b: object): boolean {
  const strip = (wait: object): string => JSON.stringify({ ...wait, at: 0, items: undefined, limit: undefined });
  return strip(a) === strip(b);
}

/** Results of a container: of each iteration the output of the step that ended last. */
export async function resultsOf(session: Session, container: Step, total: number): Promise<Json[]> {
  const results: Json[] = [];
  for (let index = 0; index < total; index += 1) {
    const path = iterationPath(container, index);
    let last: Step | undefined;
    for (const step of session.run.steps.values())
      if (step.path === path && step.status === 'completed' && (step.endedAt ?? 0) >= (last?.endedAt ?? 0)) last = step;
    results.push(last ? await session.values.get(last.output) : null);
  }
  return results;
}
