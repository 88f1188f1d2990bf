import type { Flow } from '../../flows/flow.ts';
import type { PauseMark } from '../access/pause-mark.ts';
import type { Pause } from '../engine/start.ts';

/** The version of a flow that new orders take, as every process holds it in memory. */
export interface Deployed {
  tenant: string;
  /** The frozen drawing, lock included. */
  flow: Flow;
  version: string;
  number: number;
  at: number;
  by: string;
  message: string;
  /** Accept and keep, start nothing. */
  paused: boolean;
  pauseReason?: string;
  pausedAt?: number;
  pausedBy?: string;
  /** Triggers that are paused on their own, by node. */
  triggers?: Record<string, PauseMark>;
}

/** Whether what comes in by this trigger is kept, and by whose pause. */
export const pauseOf = ({ paused, triggers }: Pick<Deployed, 'paused' | 'triggers'>, trigger: string): Pause =>
  paused || (triggers?.[trigger] !== undefined && 'trigger');
