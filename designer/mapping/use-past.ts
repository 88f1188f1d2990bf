import { useRef, useState } from 'react';
import type { Json } from '../../server/http/api.ts';

/** Typing in one field within so many ms is one step. */
const together = 600;

export interface Past {
  /** Changes the value; `field` names what is being typed in. */
  change(next: Json, field?: string): void;
  /** Undefined where there is nothing to undo. */
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
}

/** The steps made while the editor is open, so that a wrong one is taken back without leaving it. Each goes out as a change of its own. */
export function usePast(value: Json, onChange: (value: Json) => void): Past {
  const [past, setPast] = useState<Json[]>([]);
  const [future, setFuture] = useState<Json[]>([]);
  const last = useRef<{ field: string | undefined; at: number }>({ field: undefined, at: 0 });
  const move = (from: Json[], setFrom: (list: Json[]) => void, to: Json[], setTo: (list: Json[]) => void) => {
    const next = from.at(-1);
    if (next === undefined) return undefined;
    return () => {
      setFrom(from.slice(0, -1));
      setTo([...to, value]);
      last.current = { field: undefined, at: 0 };
      onChange(next);
    };
  };
  return {
    change(next, field) {
      const now = performance.now();
      const goesOn = field !== undefined && field === last.current.field && now - last.current.at < together;
      last.current = { field, at: now };
      if (!goesOn) setPast([...past, value]);
      setFuture([]);
      onChange(next);
    },
    undo: move(past, setPast, future, setFuture),
    redo: move(future, setFuture, past, setPast),
  };
}
