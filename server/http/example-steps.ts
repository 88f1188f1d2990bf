/** What the steps of an example gave: in the run it is of, in newer runs of the flow, or by what their types say. */
import { writtenOut } from '../../flows/documents/written-out.ts';
import type { Flow, Json, JsonObject } from '../../flows/flow.ts';
import { outputSchema } from '../../flows/output-schema.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import type { ExampleOrigin, StepInfo } from './api.ts';
import { madeUp } from './made-up.ts';

/** How many runs are looked through for the output of one step. */
const mostRuns = 5;

export interface StepsAsk {
  drawing: Flow;
  /** Nodes whose output is wanted, with the ports a run comes through. */
  wanted: { id: string; ports: string[] }[];
  nodeTypes: ReadonlyMap<string, NodeType>;
  /** Runs of the flow, the one the example is of first. */
  runs: string[];
  stepsOf(run: string): Promise<StepInfo[]>;
}

export interface ExampleSteps {
  steps: JsonObject;
  origins: Record<string, ExampleOrigin>;
  /** Steps of the run the example is of. */
  own: StepInfo[];
}

export async function exampleSteps({ drawing, wanted, nodeTypes, runs, stepsOf }: StepsAsk): Promise<ExampleSteps> {
  const steps: JsonObject = {};
  const origins: Record<string, ExampleOrigin> = {};
  let own: StepInfo[] = [];
  for (const [at, run] of runs.slice(0, mostRuns).entries()) {
    const missing = wanted.filter(({ id }) => steps[id] === undefined);
    if (missing.length === 0 && at > 0) break;
    const done = await stepsOf(run);
    if (at === 0) own = done;
    for (const { id } of missing) {
      const last = done.findLast((step) => step.node === id && step.status === 'completed' && step.type === drawing.nodes[id]?.type);
      if (last?.output === undefined) continue;
      steps[id] = last.output;
      origins[id] = 'run';
    }
  }
  for (const { id, ports } of wanted) {
    if (steps[id] !== undefined) continue;
    steps[id] = madeStep(drawing, nodeTypes, id, ports);
    origins[id] = 'made';
  }
  return { steps, origins, own };
}

/** What a node would give, as far as its type says so; an empty object where it says nothing. `ports`: those it is left by, '' for the default one. */
export function madeStep(drawing: Flow, nodeTypes: ReadonlyMap<string, NodeType>, id: string, ports: string[]): Json {
  const node = drawing.nodes[id]!; // only drawn nodes are wanted
  const type = nodeTypes.get(node.type);
  if (!type?.output) return {};
  const named = typeof type.ports === 'function' ? type.ports(node.config ?? {}) : type.ports;
  const seen = { ports: ports.map((port) => (port === '' ? (named[0] ?? '') : port)), at: () => ({}), inputs: () => ({}) };
  return madeUp(outputSchema(writtenOut(type.output), node, seen));
}
