/** Trying a flow on a virtual clock: nothing of it is kept, and nothing leaves the hub. */
import type { Flow, FlowTest, GivenAnswer, Json, JsonObject, Move } from '../../../flows/flow.ts';
import type { RunStatus } from './basics.ts';
import type { StepInfo } from './runs.ts';

export type { FlowTest, GivenAnswer, Move } from '../../../flows/flow.ts';

/**
 * POST /api/flows/{id}/try: plays the drawing from the beginning, so the same ask has the same answer; one move back is the
 * same ask with one move fewer. One of `document`, `sample` and `run`.
 */
export interface TryAsk {
  /** The stored draft when absent; one of their own may only be given by admins. */
  flow?: Flow;
  /** The first trigger that fits when absent. */
  trigger?: string;
  document?: Json;
  /** Id of a sample of the flow. */
  sample?: string;
  /** Id of a past run: what was told it, and what people answered, comes again at the same distance from the start. */
  run?: string;
  /** Virtual instant of the start; now when absent. */
  at?: string;
  /** Begin at this node: those before it leave as `answers` say. */
  from?: string;
  /** Stop after this node. */
  to?: string;
  /** Who answers calls that `answers` does not name; the sandbox when absent. */
  by?: GivenAnswer['kind'];
  answers?: Record<string, GivenAnswer>;
  /** At most 200. */
  moves?: Move[];
}

/** Where an answer came from; `nobody`: none is known, and what the node says it gives stands for it. */
export type AnswerSource = GivenAnswer['kind'] | 'nobody' | 'pinned';

/** A request as it would have left, without headers. */
export interface TriedCall {
  method: string;
  target: string;
  body?: Json;
}

export interface TryStep extends StepInfo {
  /** First, second, … visit of its node. */
  visit: number;
  source?: AnswerSource;
  calls?: TriedCall[];
}

/** One point of the track: what happened at a virtual instant, or will. */
export interface TryMoment {
  at: string;
  kind: 'start' | 'left' | 'signal' | 'answer' | 'retry' | 'reminder' | 'deadline' | 'hold' | 'parked' | 'ended';
  node?: string;
  words: string;
}

/** One open step that time, somebody or something outside has to move on. */
export interface TryWait {
  step: string;
  node: string;
  title: string;
  /** `coming`: when the past run was told it. */
  signals: { name: string; seen?: string; coming?: string; ends?: true }[];
  /** Whether every signal is needed to go on, or one; absent where it goes on without. */
  needs?: 'all' | 'any';
  until?: string;
  /** At `until` it leaves through timeout. */
  deadline?: true;
  task?: { title: string; role: string; form: JsonObject; data?: Json; fourEyes?: true };
}

export interface TryAnswer {
  trigger: string;
  status: RunStatus;
  code?: string;
  reason?: string;
  /** Name of the order, where one is known. */
  key?: string;
  at: string;
  now: string;
  /** What it took here, ms. */
  ms: number;
  steps: TryStep[];
  past: TryMoment[];
  /** What comes if nobody does anything, nearest first. */
  coming: TryMoment[];
  waits: TryWait[];
  /** Names of the signals the run listens to. */
  listensTo: string[];
  order: Json;
  output?: Json;
  /** The same moves without the past run they followed: what a test keeps. */
  moves: Move[];
}

/** POST /api/flows/{id}/tests: tries it twice and says what to keep; nothing is stored. */
export interface MakeTestAsk extends TryAsk {
  title: string;
}

export interface MakeTestAnswer {
  id: string;
  test: FlowTest;
}

/** POST /api/flows/{id}/tests/run: all tests of the drawing, or one. */
export interface RunTestsAsk {
  flow?: Flow;
  test?: string;
}

export interface TestVerdict {
  id: string;
  title: string;
  passed: boolean;
  /** The first difference: "Credit gate left through review instead of approved". */
  difference?: string;
  node?: string;
  /** What it would have to expect to pass: for a change that is meant. */
  gives?: FlowTest['expect'];
  ms: number;
}

export interface RunTestsAnswer {
  items: TestVerdict[];
}
