/** News for live screens, and the demo. */
import type { EffectClass } from '../../../nodes/node-type.ts';
import type { RunStatus } from './basics.ts';
import type { TaskInfo } from './tasks.ts';

/** Sandbox systems of the demo: GET/PUT /api/demo */
export interface DemoState {
  systems: {
    id: string;
    title: string;
    effectClass: EffectClass;
    calls: number;
    mode: 'ok' | 'slow' | 'fail' | 'lose-answers';
    facts: Record<string, string | number>;
  }[];
  window: string;
}

/** Server-sent events of GET /api/events: `event: <kind>` with one of these as data. */
export type LiveEvent =
  | { kind: 'run'; id: string; flow: string; status: RunStatus; keys: string[]; open: string[] }
  | { kind: 'task'; id: string; status: TaskInfo['status'] }
  | { kind: 'delivery'; id: string; status: number }
  | { kind: 'flow'; id: string }
  /** A connection was paused or resumed. */
  | { kind: 'held'; id: string };
