import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { RunInfo } from '../../server/http/api.ts';
import { useListKeys } from '../keys/use-list-keys.ts';
import { useNow } from '../show/use-now.ts';
import { en } from '../text/en.ts';
import { RunHeads } from './RunHeads.tsx';
import { RunRow, rowId } from './RunRow.tsx';
import type { Selection } from './use-selection.ts';

/** Where each list was left, so that the way back from a run ends at the same row. */
const left = new Map<string, { offset: number; current: string | undefined }>();

/** Rows of runs, as many as there are; only those in sight are drawn. */
export function RunTable({
  rows,
  name,
  oneFlow,
  selection,
  onEnd,
  more,
}: {
  rows: RunInfo[];
  name: string;
  oneFlow: boolean;
  selection: Selection;
  onEnd: () => void;
  more: boolean;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const narrow = useMediaQuery('(max-width: 640px)') ?? false;
  const height = narrow ? 76 : 36;
  const now = useNow();
  const navigate = useNavigate();
  const [current, setCurrent] = useState(left.get(name)?.current);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    initialOffset: left.get(name)?.offset ?? 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height is the reason to measure again
  useEffect(() => virtual.measure(), [virtual, height]);
  const drawn = virtual.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= rows.length - 20) onEnd();
  }, [more, last, rows.length, onEnd]);

  const at = rows.findIndex((run) => run.id === current);
  const go = (index: number) => {
    const run = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!run) return;
    setCurrent(run.id);
    virtual.scrollToIndex(rows.indexOf(run), { align: 'auto' });
    grid.current?.focus({ preventScroll: true });
  };
  const open = (run: RunInfo) => {
    left.set(name, { offset: virtual.scrollOffset ?? 0, current: run.id });
    void navigate({ to: '/runs/$runId', params: { runId: run.id } });
  };
  const choose = (index: number, wide: boolean) => {
    setCurrent(rows[index]?.id);
    selection.toggle(index, wide);
    grid.current?.focus({ preventScroll: true });
  };
  useListKeys({ J: () => go(at + 1), K: () => go(at < 0 ? 0 : at - 1), X: () => at >= 0 && choose(at, false), 'shift+X': () => at >= 0 && choose(at, true) });
  const press = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 1);
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: rows.length - 1 };
    const to = moves[event.key];
    const run = rows[at];
    if (event.target !== grid.current || (to === undefined && event.key !== 'Enter')) return;
    event.preventDefault();
    if (to !== undefined) go(to);
    else if (run) open(run);
  };

  const currencies = new Set(rows.flatMap((run) => run.amount?.currency ?? []));
  return (
    <div ref={scroller} className="run-scroll">
      <table
        ref={grid}
        className="run-table"
        data-one-flow={oneFlow || undefined}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table walked by keys is a grid, and keeps its rows and cells
        role="grid"
        aria-label={en.runs.label}
        aria-multiselectable
        aria-rowcount={more ? -1 : rows.length + 1}
        aria-activedescendant={at >= 0 ? rowId(rows[at]?.id ?? '') : undefined}
        tabIndex={0}
        onKeyDown={press}
      >
        <RunHeads shown={rows.length} currencies={currencies} selection={selection} />
        <tbody style={{ height: virtual.getTotalSize() }}>
          {drawn.map(({ index, start }) => {
            const run = rows[index];
            return run ? (
              <RunRow
                key={run.id}
                run={run}
                index={index}
                now={now}
                mixed={narrow || currencies.size > 1}
                current={run.id === current}
                chosen={selection.chosen.has(run.id)}
                style={{ height, transform: `translateY(${start}px)` }}
                onOpen={() => open(run)}
                onChoose={(wide) => choose(index, wide)}
              />
            ) : null;
          })}
        </tbody>
      </table>
      <p className="run-end hint">{more ? en.runs.more : en.runs.end(rows.length)}</p>
    </div>
  );
}
