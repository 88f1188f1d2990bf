import type { Flow, RunDetail, StepInfo } from '../../server/http/api.ts';
import { edgeId } from '../canvas/convert.ts';
import { undoPort } from '../canvas/ports.ts';
import type { RunPath } from '../canvas/run-path.ts';

/** The way a run took over its drawing: each node as its last step stands, each line a step came by. */
export function pathOf(drawing: Flow, run: Pick<RunDetail, 'status'>, steps: readonly StepInfo[]): RunPath {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const nodes: RunPath['nodes'] = {};
  const edges = new Set<string>();
  for (const step of steps) {
    nodes[step.node] = step.status === 'failed' && step.port === undefined && run.status === 'parked' ? 'parked' : step.status;
    const from = step.from === undefined ? undefined : byId.get(step.from);
    const taken = from && lineBetween(drawing, from, step.node);
    if (taken) edges.add(edgeId(taken));
  }
  return { nodes, edges };
}

/** A line that names the port wins over one that leaves by the default port. */
function lineBetween(drawing: Flow, from: StepInfo, to: string) {
  const named = `${from.node}.${from.port ?? ''}`;
  const lines = drawing.edges.filter((edge) => edge.to === to);
  const undoing = lines.find((edge) => edge.from === `${from.node}.${undoPort}`);
  return undoing ?? lines.find((edge) => edge.from === named) ?? lines.find((edge) => edge.from === from.node);
}

/** The step a reader wants first: what stopped, else what is open, else what came last. */
export function firstStep(steps: readonly StepInfo[]): StepInfo | undefined {
  return (
    steps.findLast((step) => step.status === 'failed' && step.port === undefined) ??
    steps.findLast((step) => step.status === 'running' || step.status === 'waiting' || step.status === 'scheduled') ??
    steps.at(-1)
  );
}

/** Finds what the address names: a step, or the last step of a node. */
export const stepNamed = (steps: readonly StepInfo[], name: string | undefined): StepInfo | undefined =>
  name === undefined
    ? firstStep(steps)
    : (steps.find((step) => step.id === name && step.node !== name) ?? steps.findLast((step) => step.node === name) ?? steps.find((step) => step.id === name));

/** The step a parked run stopped at. */
export const stoppedAt = (steps: readonly StepInfo[]): StepInfo | undefined => steps.findLast((step) => step.status === 'failed' && step.port === undefined);
