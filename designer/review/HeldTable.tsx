import { Link } from '@tanstack/react-router';
import type { ReviewItem } from '../../server/http/api.ts';
import { useFlows } from '../api/flows.ts';
import { EffectKey } from '../run/EffectKey.tsx';
import { TableHead } from '../show/TableHead.tsx';
import { When } from '../show/When.tsx';
import { en } from '../text/en.ts';
import { useReceivers } from './use-receivers.ts';

const words = en.review;

/** Held calls line by line: whose, and where to look whether it was made before. */
export function HeldTable({ rows }: { rows: readonly ReviewItem[] }) {
  const receiver = useReceivers(rows);
  const flows = useFlows().data ?? [];
  return (
    <table className="held-table" aria-label={words.label}>
      <TableHead columns={words.columns} prefix="held-" />
      <tbody>
        {rows.map((row) => (
          <tr key={row.runId}>
            <td className="held-run">
              <Link to="/runs/$runId" params={{ runId: row.runId }}>
                {row.keys[0] ?? row.runId}
              </Link>
              <p className="hint">{row.inBackup ? words.inBackup : words.cameSince}</p>
            </td>
            <td className="held-step">
              {row.title}
              <p className="hint">{flows.find(({ id }) => id === row.flow)?.title ?? row.flow}</p>
            </td>
            <td className="held-compare">
              {words.lookFor(receiver(row) ?? words.receiverOf(row.title), row.keys.join(', ') || words.noKeys)}
              {row.class === 'B' ? (
                <span className="held-key">
                  {words.orKey} <EffectKey of={row.effectKey} />
                </span>
              ) : null}
            </td>
            <td className="held-class">
              <span className="tag">{en.run.classOf[row.class]}</span>
            </td>
            <td className="held-held">
              <When at={row.heldAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
