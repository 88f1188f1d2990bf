/** A run by its rules alone: what is told is folded together with all that follows from it; nothing is kept, nobody is called. */
import type { Edge, Flow, FlowNode } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import { advance } from '../../server/engine/advance.ts';
import type { Run, RunEvent } from '../../server/engine/events.ts';
import { emptyRun, fold } from '../../server/engine/fold.ts';
import { type Plan, planOf } from '../../server/engine/plan.ts';
import { testNodes } from './test-nodes.ts';

type Untimed<E> = E extends RunEvent ? Omit<E, 'at'> : never;
/** An event that happens when it is told, one millisecond after the one before. */
export type Told = Untimed<RunEvent>;

/** Nodes by id; a bare type stands for a node without config. Edges as `from > to`. */
export function draw(nodes: Record<string, FlowNode | string>, edges: string[], more: Partial<Flow> = {}): Flow {
  const edgeOf = (edge: string): Edge => {
    const [from, to] = edge.split(' > ');
    return { from: from!, to: to! };
  };
  const specs = Object.entries(nodes).map(([id, node]) => [id, typeof node === 'string' ? { type: node } : node]);
  return { format: 1, id: 'flow', title: 'Flow', nodes: Object.fromEntries(specs), edges: edges.map(edgeOf), ...more };
}

/** `own` are node types of the test besides those of the core. */
export function planFor(nodes: Parameters<typeof draw>[0], edges: string[], more: Partial<Flow> = {}, own: NodeType[] = []): Plan {
  const types = new Map<string, NodeType>([...coreNodes, ...testNodes, ...own].map((type) => [type.type, type]));
  return planOf('t', draw(nodes, edges, more), 'v1', (type) => types.get(type));
}

/** `log` is all that happened, the consequences included. */
export function tell(plan: Plan, ...told: Told[]): { run: Run; log: RunEvent[] } {
  const run = emptyRun('r');
  const log: RunEvent[] = [];
  const start: Told = { type: 'run.started', trigger: plan.triggers[0]!, input: { v: {} }, keys: [] };
  const first = told[0]?.type === 'run.started' ? told : [start, ...told];
  for (const [at, one] of first.entries()) {
    const queue: RunEvent[] = [{ at, ...one } as RunEvent];
    for (let event = queue.shift(); event; event = queue.shift()) {
      log.push(event);
      queue.push(...advance(plan, fold(run, event), event));
    }
  }
  return { run, log };
}

export const done = (step: string, port = 'done'): Told => ({ type: 'step.completed', step, port, output: { v: step } });

export const failed = (step: string, code = 'connector.refused', more: { retryAt?: number; unknown?: true } = {}): Told => ({
  type: 'step.failed',
  step,
  error: { code, message: `${step} failed`, retryable: more.retryAt !== undefined },
  ...more,
});

export const retried = (step: string): Told => ({ type: 'step.retried', step, by: 'ada', reason: 'mended', revision: 0 });
