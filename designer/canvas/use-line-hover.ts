import { useState } from 'react';
import type { FlowLineEdge } from './convert.ts';
import { createHover } from './hover.ts';

export type LineHover = ReturnType<typeof useLineHover>;

/** Keeps a line lit for a moment after the pointer left it: long enough to reach its plus. */
export function useLineHover() {
  return useState(() => {
    const hover = createHover();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hold = (id: string) => {
      clearTimeout(timer);
      hover.set(id);
    };
    return {
      ...hover,
      hold,
      enter: (_: unknown, line: FlowLineEdge) => hold(line.id),
      leave: () => {
        clearTimeout(timer);
        timer = setTimeout(() => hover.set(undefined), 160);
      },
    };
  })[0];
}
