import type { Queue } from '../../engine/ports.ts';

/** The bell of one process: whoever rings is heard after the current work, never inside it. */
export function processBell(): Queue {
  const listeners = new Set<(tenant: string, runId: string) => void>();
  let rung: [string, string][] = [];
  const tell = () => {
    const now = rung;
    rung = [];
    for (const [tenant, runId] of now) for (const look of listeners) look(tenant, runId);
  };
  return {
    ring(tenant, runId) {
      if (rung.push([tenant, runId]) === 1) queueMicrotask(tell);
    },
    listen(look) {
      listeners.add(look);
      return () => {
        listeners.delete(look);
      };
    },
  };
}
