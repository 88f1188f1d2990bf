import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { DeliveryInfo } from '../../server/http/api.ts';
import { useListKeys } from '../keys/use-list-keys.ts';
import { When } from '../show/When.tsx';
import { en } from '../text/en.ts';
import { Answer } from './Answer.tsx';
import { RunLinks } from './RunLinks.tsx';

const columns = ['at', 'answer', 'endpoint', 'key', 'why', 'size'] as const;
const buttonId = (id: string): string => `delivery-${id}`;

/** Messages line by line; the moment of each opens it. */
export function DeliveryTable({
  rows,
  narrow,
  more,
  onEnd,
  onOpen,
}: {
  rows: DeliveryInfo[];
  narrow: boolean;
  more: boolean;
  onEnd: () => void;
  onOpen: (id: string) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const height = narrow ? 76 : 36;
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => height, overscan: 12 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height is the reason to measure again
  useEffect(() => virtual.measure(), [virtual, height]);
  const drawn = virtual.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= rows.length - 20) onEnd();
  }, [more, last, rows.length, onEnd]);
  const go = (by: number) => {
    const at = rows.findIndex((row) => buttonId(row.id) === document.activeElement?.id);
    const to = Math.max(0, Math.min(rows.length - 1, at + by));
    virtual.scrollToIndex(to, { align: 'auto' });
    requestAnimationFrame(() => document.getElementById(buttonId(rows[to]?.id ?? ''))?.focus());
  };
  useListKeys({ J: () => go(1), K: () => go(-1) });
  return (
    <div ref={scroller} className="delivery-scroll">
      <table className="delivery-table" aria-label={en.deliveries.label} aria-rowcount={more ? -1 : rows.length + 1}>
        <thead>
          <tr className="delivery-row delivery-heads">
            {columns.map((column) => (
              <th key={column} scope="col" className={`delivery-${column}`}>
                {en.deliveries.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody style={{ height: virtual.getTotalSize() }}>
          {drawn.map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <tr
                key={row.id}
                aria-rowindex={index + 2}
                className="delivery-row"
                style={{ height, transform: `translateY(${start}px)` }}
                onClick={(event) => !(event.target as HTMLElement).closest('a, button') && window.getSelection()?.type !== 'Range' && onOpen(row.id)} // rows are HTML only
              >
                <td className="delivery-at">
                  <button type="button" id={buttonId(row.id)} className="delivery-open" onClick={() => onOpen(row.id)}>
                    <When at={row.at} />
                  </button>
                </td>
                <td className="delivery-answer">
                  <Answer delivery={row} />
                </td>
                <td className="delivery-endpoint cut" title={row.event ?? row.endpoint}>
                  {row.endpoint}
                </td>
                <td className="delivery-key cut">{row.key}</td>
                <td className="delivery-why cut" title={row.detail}>
                  {row.runs.length > 0 ? <RunLinks runs={row.runs} /> : (row.detail ?? row.code ?? <span className="quiet">{row.event}</span>)}
                </td>
                <td className="delivery-size num">{en.deliveries.bytes(row.bytes)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
