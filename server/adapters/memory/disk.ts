import type { Doc } from '../../engine/documents.ts';
import type { RunEvent } from '../../engine/events.ts';
import type { Claim, NodeCount, Request, RunHead, Signal, TaskDoc } from '../../engine/ports.ts';
import type { DeliveryRow } from '../../engine/reads.ts';

export interface StoredRun {
  n: number;
  head: RunHead;
  /** When somebody must look, see dueAt. */
  wake: number | undefined;
  commits: Claim['commits'];
  payloads: Map<string, string>;
  late: Claim['commits'];
  requests: Map<string, Request>;
  /** Number of the last signal that woke it. */
  rung: number;
}

export interface StoredDelivery {
  n: number;
  row: DeliveryRow;
  bodyHash: string;
  body: string;
}

/** What outlives a process: give it to a second memoryStore to play a restart, or to two at once to play a crowd. */
export interface MemoryDisk {
  runs: Map<string, StoredRun>;
  byKey: Map<string, Set<StoredRun>>;
  /** Runs that stand in one lane, in order of arrival. */
  lanes: Map<string, Set<StoredRun>>;
  deliveries: Map<string, StoredDelivery>;
  refused: { n: number; tenant: string; row: DeliveryRow }[];
  signals: Map<string, Signal>;
  tasks: Map<string, TaskDoc>;
  counts: Map<string, { tenant: string; count: NodeCount }>;
  documents: Map<string, Doc>;
  signalNo: number;
  /** Messages that came, accepted or refused. */
  arrivals: number;
}

export function memoryDisk(): MemoryDisk {
  return {
    runs: new Map(),
    byKey: new Map(),
    lanes: new Map(),
    deliveries: new Map(),
    refused: [],
    signals: new Map(),
    tasks: new Map(),
    counts: new Map(),
    documents: new Map(),
    signalNo: 0,
    arrivals: 0,
  };
}

/** One text for a list of names, whatever the names contain. */
export const keyOf = (...parts: string[]): string => parts.join('\u0000');

interface Named {
  at: number;
  id: string;
  key?: string;
  name?: string;
}

/** By instant, and those of one instant by their names: an order that every store can keep. */
export const oldestFirst = (a: Named, b: Named): number => a.at - b.at || (nameOf(a) < nameOf(b) ? -1 : 1);

const nameOf = ({ id, key = '', name = '' }: Named): string => keyOf(id, key, name);

export const eventsOf = (events: RunEvent[]): RunEvent[] => structuredClone(events);
