/** Reads the outcome of a turn into events and applies them. */
import type { Json, JsonObject } from '../../flows/flow.ts';
import { ConnectorError, type Outcome, type TaskAsk } from '../../nodes/node-type.ts';
import { ruleOf, startIterations } from './advance.ts';
import { moneyOf } from './amount.ts';
import type { RunEvent, Step } from './events.ts';
import { effectKeyOf, taskIdOf } from './ids.ts';
import { taskEscalated, taskReminded } from './look.ts';
import type { Plan } from './plan.ts';
import type { Session } from './session.ts';
import { startChild } from './start.ts';
import type { Outer } from './turn.ts';
import { stop } from './undo.ts';

/** Up to here a container plays its items inside the run; above, child runs take them in batches. */
const itemsInRun = 200;
const batch = 100;

/** Finds the version a subflow was pinned to when this flow was deployed. */
export type FindSubflow = (session: Session, flow: string) => { flow: string; version: string; trigger: string } | undefined;

/** The outcome of a turn as events, applied at once. */
export async function applyOutcome(session: Session, step: Step, outcome: Outcome, now: number, ms: number | undefined, subflow: FindSubflow): Promise<void> {
  const node = session.plan.nodes.get(step.node)!;
  switch (outcome.kind) {
    case 'emit': {
      if (outcome.setsOrder) session.worth(moneyOf(outcome.output));
      const { run, head } = session;
      const told = effectKeyOf(run.id, step.id, step.revision);
      if (outcome.signal) session.send({ kind: 'signal', signal: { ...outcome.signal, tenant: head.tenant, id: told, at: now } });
      for (const [nth, signal] of (outcome.signals ?? []).entries())
        session.send({ kind: 'signal', signal: { ...signal, tenant: head.tenant, id: `${told}.${nth}`, at: now } });
      const port = outcome.port ?? node.defaultPort;
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
        ...(outcome.task?.link ? { link: true as const } : {}),
        ...(outcome.task?.moves ? { moves: outcome.task.moves } : {}),
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
      if (task !== undefined && outcome.task && step.wait?.task !== undefined) moveTask(session, step, task, outcome.task, now);
      session.apply(event);
      return;
    }
    case 'cancel':
      session.apply(stop(session.plan, session.run, now, { reason: outcome.reason }));
      return;
    case 'round':
      if (outcome.at === undefined || outcome.at <= now) startRound(session, step, now);
      else session.apply({ type: 'step.waiting', at: now, step: step.id, rounds: step.wait?.rounds ?? 0, until: outcome.at });
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

/** What time did to a task is noted on it, and told to the run itself where its flow listens. */
function moveTask(session: Session, step: Step, id: string, ask: TaskAsk, at: number): void {
  const { moves } = ask;
  const known = step.wait?.moves;
  if (!moves || moves.no <= (known?.no ?? 0)) return;
  session.send({ kind: 'task.move', id, moves });
  const tell = (name: string, no: number, role: string, then: number): void => {
    if (!ruleOf(session.plan, name)) return;
    const data = { task: id, node: step.node, title: ask.title, no, role, at: new Date(then).toISOString() };
    session.send({ kind: 'signal', signal: { tenant: session.head.tenant, id: `${id}:${no}`, name, key: session.run.id, data, at } });
  };
  for (const [index, then] of moves.reminded.entries()) if (index >= (known?.reminded.length ?? 0)) tell(taskReminded, index + 1, moves.role, then);
  for (const [index, one] of moves.escalated.entries()) if (index >= (known?.escalated.length ?? 0)) tell(taskEscalated, index + 1, one.role, one.at);
}

/** Plays the body of a container once more. */
export function startRound({ plan, run, apply }: Session, step: Step, now: number): void {
  const { outs, title } = plan.nodes.get(step.node)!;
  if (!outs.has('item')) throw new ConnectorError('config.invalid', `${title} has nothing to repeat: connect its port item`);
  const rounds = (step.wait?.rounds ?? 0) + 1;
  apply({ type: 'step.waiting', at: now, step: step.id, rounds });
  for (const event of startIterations(plan, run, step, rounds, 1, now)) apply(event);
}

async function applyItems(session: Session, step: Step, items: Json[], limit: number, now: number): Promise<void> {
  const { run, plan, head } = session;
  if (!plan.nodes.get(step.node)!.outs.has('item'))
    throw new ConnectorError('config.invalid', `${plan.nodes.get(step.node)!.title} has nothing to do for an item: connect its port item`);
  if (items.length <= itemsInRun) {
    session.apply({ type: 'step.waiting', at: now, step: step.id, items: session.values.keep(items), limit });
    for (const event of startIterations(plan, run, step, items.length, limit, now)) session.apply(event);
    return;
  }
  if (undoesInside(plan, step.node)) {
    const { title } = plan.nodes.get(step.node)!;
    const message = `${title} has ${items.length} items; what is done for them can be undone for ${itemsInRun} at most: split the order`;
    throw new ConnectorError('data.invalid', message);
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

/** Something in the body of a container has a compensation; an ended child run could not play it any more. */
const undoesInside = ({ nodes }: Plan, container: string): boolean =>
  [...nodes.values()].some((node) => {
    for (let at = node.container; at !== undefined; at = nodes.get(at)!.container) if (at === container) return node.undo.length > 0;
    return false;
  });

/** What child runs of a container may look at. */
async function outerOf(session: Session): Promise<Outer> {
  const { run } = session;
  const steps: JsonObject = {};
  for (const [node, id] of run.last) {
    const step = run.steps.get(id)!;
    if (step.path === '' && step.status === 'completed') steps[node] = await session.values.get(step.output);
  }
  return { trigger: await session.values.get(run.input), order: await session.values.get(run.order ?? run.input), steps };
}

function sameWait(a: object, b: object): boolean {
  const strip = (wait: object): string => JSON.stringify({ ...wait, at: 0, items: undefined, limit: undefined });
  return strip(a) === strip(b);
}
