/** What a switch holds. */
import type { Money } from '../../../flows/flow.ts';

/** GET /api/switches: something that can be paused. */
export interface Switch {
  kind: 'flow' | 'trigger' | 'connection';
  /** `heat_pump`, `heat_pump/order`, `wms` */
  id: string;
  title: string;
  /** Triggers of a flow, or itself, or the nodes whose effects go through a connection. */
  nodes: { flow: string; node: string }[];
  paused: boolean;
  /** Of the pause that is on. */
  since?: string;
  by?: string;
  reason?: string;
}

/** GET /api/held: a switch that is off, or on again while what it held still goes on. */
export interface Held extends Switch {
  runs: number;
  money: Money[];
  /** Start of the oldest run. */
  oldest?: string;
  /** Where they wait. */
  at: { flow: string; node: string; runs: number }[];
}

/** GET /api/held/preview: open runs on their way to a connection. */
export interface HeldPreview {
  runs: number;
  money: Money[];
}
