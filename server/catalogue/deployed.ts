import type { Flow } from '../../flows/flow.ts';

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
}
