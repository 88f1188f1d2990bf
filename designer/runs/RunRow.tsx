import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { CSSProperties, MouseEvent } from 'react';
import type { RunInfo } from '../../server/http/api.ts';
import { amountOf, moneyOf } from '../show/amount.ts';
import { instantOf, spanOf } from '../show/moment.ts';
import { Status } from '../show/Status.tsx';
import { When } from '../show/When.tsx';
import { en } from '../text/en.ts';

export interface RunRowProps {
  run: RunInfo;
  index: number;
  now: number;
  mixed: boolean;
  current: boolean;
  chosen: boolean;
  style: CSSProperties;
  onOpen: () => void;
  onChoose: (wide: boolean) => void;
}

export const rowId = (id: string): string => `run-${id}`;

/** One run in the list: one line on a desk, three on a phone. */
export function RunRow({ run, index, now, mixed, current, chosen, style, onOpen, onChoose }: RunRowProps) {
  const key = run.keys[0] ?? run.id.slice(0, 8);
  const open = (event: MouseEvent) => {
    if (event.defaultPrevented || (event.target as HTMLElement).closest('a, input, .run-check') || window.getSelection()?.type === 'Range') return; // rows are HTML only
    onOpen();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter is handled by the grid, which holds the focus and points here by aria-activedescendant
    <tr
      id={rowId(run.id)}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className="run-row"
      data-current={current || undefined}
      data-chosen={chosen || undefined}
      style={style}
      onClick={open}
    >
      <td className="run-check">
        <Checkbox
          size="xs"
          tabIndex={-1}
          checked={chosen}
          aria-label={en.runs.select(key)}
          onClick={(event) => event.shiftKey && window.getSelection()?.removeAllRanges()}
          onChange={(event) => onChoose((event.nativeEvent as unknown as MouseEvent).shiftKey)} // a checkbox changes by a click, which carries Shift
        />
      </td>
      <td className="run-key">
        <Link to="/runs/$runId" params={{ runId: run.id }} tabIndex={-1} title={run.keys.join(', ')}>
          {key}
        </Link>
      </td>
      <td className="run-status">
        <Status status={run.status} />
      </td>
      <td className="run-at cut" title={run.at.map((place) => place.title).join(', ')}>
        {run.at.map((place) => place.title).join(', ')}
      </td>
      <td className="run-reason cut" title={run.reason}>
        {run.reason}
      </td>
      <td className="run-flow cut" title={run.flowTitle}>
        {run.flowTitle}
      </td>
      <td className="run-amount num">{run.amount ? (mixed ? moneyOf(run.amount) : amountOf(run.amount)) : ''}</td>
      <td className="run-age num" title={en.runs.ages.started(instantOf(run.startedAt))}>
        {spanOf((run.endedAt ? Date.parse(run.endedAt) : now) - Date.parse(run.startedAt))}
      </td>
      <td className="run-changed">
        <When at={run.updatedAt} />
      </td>
    </tr>
  );
}
