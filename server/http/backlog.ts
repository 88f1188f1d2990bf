/** Runs that came in and are not at rest yet, as the process that carries them sees it. */
import type { RunHead } from '../engine/ports.ts';

export interface Backlog {
  /** A message was taken and started these runs. */
  came(runIds: Iterable<string>): void;
  /** Hears of every commit. */
  witness(head: Pick<RunHead, 'id' | 'status' | 'code'>): void;
  open(): number;
  /** Those that have come to rest since the hub started. */
  done(): number;
}

/** One that stands aside for a busy receiver has still its work before it. */
export function openBacklog(): Backlog {
  const open = new Set<string>();
  let done = 0;
  return {
    came(runIds) {
      for (const id of runIds) open.add(id);
    },
    witness({ id, status, code }) {
      if (status === 'running' || code === 'receiver.busy') return;
      if (open.delete(id)) done += 1;
    },
    open: () => open.size,
    done: () => done,
  };
}
