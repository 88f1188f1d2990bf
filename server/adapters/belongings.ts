/** Everything a store holds, piece by piece: what one store gives away and another takes over. */
import type { Doc } from '../engine/documents.ts';
import type { RunEvent } from '../engine/events.ts';
import type { NodeCount, Request, RunHead, Signal, TaskDoc } from '../engine/ports.ts';
import type { DeliveryRow } from '../engine/reads.ts';

export interface WholeRun {
  head: RunHead;
  /** When somebody must look, whatever the head says. */
  wake?: number;
  commits: { seq: number; at: number; author: string; events: RunEvent[]; payloads: { hash: string; json: string }[] }[];
  late: { at: number; events: RunEvent[] }[];
  requests: Request[];
}

export type Belonging =
  | { kind: 'run'; run: WholeRun }
  | { kind: 'delivery'; tenant: string; row: DeliveryRow; bodyHash: string; body: string }
  | { kind: 'refused'; tenant: string; row: DeliveryRow }
  | { kind: 'signal'; signal: Signal }
  | { kind: 'task'; task: TaskDoc }
  /** `latency` holds one counter per bucket. */
  | { kind: 'figure'; tenant: string; count: NodeCount }
  | { kind: 'document'; tenant: string; of: string; doc: Doc };

export type Kind = Belonging['kind'];
