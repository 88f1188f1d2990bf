/** What the API asks of the engine about runs; server/main.ts hands in who answers. */
import type { Json } from '../../flows/flow.ts';
import type { Viewer } from '../access/viewer.ts';
import type { CancelAnswer, RunDetail, StepInfo } from './api.ts';

export interface ManualStart {
  tenant: string;
  flow: string;
  input: Json;
  /** Business key the run is found by, besides those the flow finds in the input. */
  key?: string;
  /** Dedupe: the same text starts the same run. The route has checked that the body is the same too. */
  idempotencyKey: string;
  by: string;
}

/** A person's act on one run, with the reason they gave. */
export interface Act {
  by: string;
  reason: string;
}

export interface RetryAct extends Act {
  /** Step or node id to begin again from; the parked step when absent. */
  from?: string;
  /** Changed request: fields laid over the step's config, which opens a new revision. */
  patch?: Json;
}

export interface SkipAct extends Act {
  step?: string;
}

export interface SignalIn {
  name: string;
  key: string;
  data: Json;
  id: string;
}

/** Unknown runs and flows are refused with ProblemError 404, acts that do not fit the run's state with 409. */
export interface RunService {
  startManual(start: ManualStart): Promise<{ runId: string; duplicate: boolean }>;
  cancel(tenant: string, runId: string, by: string, reason: string): Promise<CancelAnswer>;
  retry(tenant: string, runId: string, act: RetryAct): Promise<void>;
  skip(tenant: string, runId: string, act: SkipAct): Promise<void>;
  signal(tenant: string, signal: SignalIn): Promise<{ duplicate: boolean; woken: string[] }>;
  /** Everything of one run, unmasked: the route passes it through `project`. */
  describe(tenant: string, runId: string, viewer: Viewer): Promise<RunDetail>;
  /** Steps in the order they were scheduled. */
  steps(tenant: string, runId: string): Promise<StepInfo[]>;
}
