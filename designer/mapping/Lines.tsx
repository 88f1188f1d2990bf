import { useElementSize } from '@mantine/hooks';
import type { RefObject } from 'react';
import { useScrollTop } from './use-scroll-top.ts';

/** Height of a row in both panes; mapping.css has the same number. */
export const rowHeight = 29;

export interface Line {
  from: number;
  to: number;
  tone: 'edge' | 'waiting' | 'primary';
}

type Pane = RefObject<HTMLElement | null>;

/** Curves from rows of the left to rows of the right, for those of which both ends are in view. */
export function Lines({ lines, left, right }: { lines: readonly Line[]; left: Pane; right: Pane }) {
  const [leftTop, rightTop] = [useScrollTop(left), useScrollTop(right)];
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const middle = (index: number, top: number): number => index * rowHeight + rowHeight / 2 - top;
  // A folded row stands for all below it: one line is enough.
  const seen = [...new Map(lines.map((line) => [`${line.from}-${line.to}-${line.tone}`, line])).values()]
    .map(({ from, to, tone }) => ({ tone, from, to, y1: middle(from, leftTop), y2: middle(to, rightTop) }))
    .filter(({ from, to, y1, y2 }) => from >= 0 && to >= 0 && y1 >= 0 && y1 <= height && y2 >= 0 && y2 <= height)
    .toSorted((one, other) => Number(one.tone !== 'edge') - Number(other.tone !== 'edge'));
  return (
    <div className="mapping-lines" ref={ref}>
      <svg width={width} height={height} aria-hidden>
        {seen.map(({ from, to, tone, y1, y2 }) => (
          <path key={`${from}-${to}-${tone}`} d={`M0 ${y1} C${width / 2} ${y1} ${width / 2} ${y2} ${width} ${y2}`} data-tone={tone} />
        ))}
      </svg>
    </div>
  );
}
