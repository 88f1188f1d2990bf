/** A test of a flow: an order tried once, with the way it took and what each node left behind. It travels with the drawing and is no part of its version. */
import type { Json } from './flow.ts';

/** Who answers the calls of a node: its connector's sandbox, what a real receiver answered before, or whoever tries. */
export interface GivenAnswer {
  kind: 'sandbox' | 'recorded' | 'mine';
  output?: Json;
  /** The node's default port when absent. */
  port?: string;
  /** The call fails like this instead. */
  error?: { code: string; message: string };
}

/** One thing that happens to an order on trial. `after` is ms since its start: until then time passes first. */
export type Move =
  /** The next event comes, or all until `after`. */
  | { do: 'next'; after?: number }
  | { do: 'signal'; name: string; key?: string; data?: Json; after?: number }
  | { do: 'answer'; node: string; data: Json; after?: number }
  /** The answer of the next call of this node is lost. */
  | { do: 'lose'; node: string }
  | { do: 'cancel'; after?: number }
  | { do: 'end' };

export interface FlowTest {
  title: string;
  /** Node the order comes in by. */
  trigger: string;
  document: Json;
  /** Virtual instant at which it comes in, ISO 8601. */
  at: string;
  answers?: Record<string, GivenAnswer>;
  moves?: Move[];
  expect: {
    status: 'running' | 'waiting' | 'parked' | 'completed' | 'canceled';
    /** `node.port` of every step in its order; a step that goes on waiting stands as `node`. */
    path: string[];
    /** What the last visit of a node came to. */
    outputs?: Record<string, Json>;
  };
  /** JSON pointers into `outputs` of what changes each time. */
  ignore?: string[];
}
