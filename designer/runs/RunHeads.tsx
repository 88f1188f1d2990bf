import { Checkbox } from '@mantine/core';
import { en } from '../text/en.ts';
import type { Selection } from './use-selection.ts';

const columns = ['key', 'status', 'at', 'reason', 'flow', 'amount', 'age', 'changed'] as const;

/** Names of the columns; the currency stands here once when all rows share it. */
export function RunHeads({ shown, currencies, selection }: { shown: number; currencies: ReadonlySet<string>; selection: Selection }) {
  const chosen = selection.chosen.size;
  return (
    <thead>
      <tr className="run-row run-heads" aria-rowindex={1}>
        <th scope="col" className="run-check">
          <Checkbox
            size="xs"
            aria-label={en.runs.selectAll}
            checked={shown > 0 && chosen >= shown}
            indeterminate={chosen > 0 && chosen < shown}
            onChange={() => (chosen > 0 ? selection.clear() : selection.all())}
          />
        </th>
        {columns.map((column) => (
          <th scope="col" key={column} className={`run-${column} cut`}>
            {column === 'amount' && currencies.size === 1 ? en.runs.amountIn([...currencies].join()) : en.runs.columns[column]}
          </th>
        ))}
      </tr>
    </thead>
  );
}
