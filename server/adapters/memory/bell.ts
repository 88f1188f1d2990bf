import type { Hint, Look, Queue } from '../../engine/ports.ts';

/** The bell of one process: whoever rings is heard after the current work, never inside it. */
export function processBell(): Queue {
  const listeners = new Set<Look>();
  let rung: [string, string, Hint | undefined][] = [];
  const tell = () => {
    const now = rung;
    rung = [];
    for (const [tenant, runId, hint] of now) for (const look of listeners) look(tenant, runId, hint);
  };
  return {
    ring(tenant, runId, hint) {
      if (rung.push([tenant, runId, hint]) === 1) queueMicrotask(tell);
    },
    listen(look) {
      listeners.add(look);
      return () => {
        listeners.delete(look);
      };
    },
  };
}
