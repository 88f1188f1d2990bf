import { useState } from 'react';
import type { RunInfo } from '../../server/http/api.ts';

/** Chosen runs as they looked when chosen, and since when the choice stands. */
export function useSelection(rows: RunInfo[]) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, RunInfo>>(new Map());
  const [anchor, setAnchor] = useState<string>();
  const [at, setAt] = useState(0);
  const set = (next: ReadonlyMap<string, RunInfo>) => {
    setChosen(next);
    setAt(Date.now());
  };
  const range = (to: number): RunInfo[] => {
    const from = rows.findIndex((run) => run.id === anchor);
    return from < 0 ? rows.slice(to, to + 1) : rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  };
  return {
    chosen,
    at,
    /** Takes a row in or out; with `wide`, everything from the last one touched. */
    toggle(index: number, wide = false) {
      const run = rows[index];
      if (!run) return;
      const next = new Map(chosen);
      if (wide) for (const each of range(index)) next.set(each.id, each);
      else if (!next.delete(run.id)) next.set(run.id, run);
      setAnchor(run.id);
      set(next);
    },
    all: () => set(new Map(rows.map((run) => [run.id, run]))),
    clear: () => set(new Map()),
  };
}

export type Selection = ReturnType<typeof useSelection>;
