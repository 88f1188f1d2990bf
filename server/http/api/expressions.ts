/** Expressions before they run: what they give on a sample, and where the sample comes from. */
import type { Flow, Json, JsonObject, Problem } from '../../../flows/flow.ts';

/** What an expression may look at. */
export interface ExpressionData {
  trigger: Json;
  /** The trigger when absent, as in a run whose order nothing has set. */
  order?: Json;
  /** node id → output of its last visit */
  steps?: JsonObject;
  item?: Json;
  run?: JsonObject;
}

/** POST /api/expressions/evaluate: at most 200 expressions, with the limits of a run; what is over two seconds is not tried. */
export interface EvaluateAsk {
  /** The flow they stand in: `run.flow` while nothing else is given. */
  flow?: string;
  /** Its drawing, for `run.keys`; the stored draft when absent. */
  drawing?: Flow;
  expressions: { id: string; source: string }[];
  sample: ExpressionData;
}

/** Neither value nor problem: the expression finds nothing, which fails a step unless the field allows it. */
export interface Evaluated {
  id: string;
  value?: Json;
  /** The value is longer than what is shown of it. */
  isCut?: true;
  /** `path` is "line:column" where the place is known. */
  problem?: Problem;
}

export interface EvaluateAnswer {
  items: Evaluated[];
}

/** Where a part of an example comes from. */
export type ExampleOrigin = 'sample' | 'run' | 'given' | 'made';

/** GET or POST /api/flows/{id}/example: the data a node would look at, as real as it can be had. */
export interface ExampleAnswer extends Required<Pick<ExpressionData, 'trigger' | 'order' | 'steps' | 'run'>> {
  item?: Json;
  /** What to call it: the key of the run, or the name of the sample. */
  name: string;
  origin: ExampleOrigin;
  /** The run that trigger and order are of. */
  runId?: string;
  at?: string;
  /** node id → where its output comes from; `made` is invented from what the node type says it gives. */
  stepOrigins: Record<string, ExampleOrigin>;
}

/** POST /api/flows/{id}/example: a pasted document, or a drawing that is not stored yet. */
export interface ExampleAsk {
  /** Document that comes in. */
  body?: Json;
  sample?: string;
  run?: string;
  /** Only what this node may look at. */
  node?: string;
  drawing?: Flow;
}

/** POST /api/flows/{id}/expressions/over-runs: an expression of a node, tried on the newest orders that came that far. */
export interface OverRunsAsk {
  node: string;
  source: string;
  /** At most so many orders; 20 when absent. */
  last?: number;
  drawing?: Flow;
}

export interface OverRuns {
  /** How many orders came to the node. */
  runs: number;
  counts: { nothing: number; failed: number };
  /** The first few in which it finds nothing where the step then fails, and in which it fails itself. */
  nothing: { id: string; key: string }[];
  failed: { id: string; key: string; message: string }[];
}
