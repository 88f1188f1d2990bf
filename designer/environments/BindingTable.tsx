import { TriangleAlert } from 'lucide-react';
import type { AskedSlot, ConnectionInfo, EnvironmentInfo } from '../../server/http/api.ts';
import { Square } from '../shell/Environment.tsx';
import { en } from '../text/en.ts';

const words = en.environments;

interface BindingTableProps {
  columns: { environment: EnvironmentInfo; slots: AskedSlot[] }[];
  connections: ConnectionInfo[];
  onBind: (asked: AskedSlot, environment: string) => void;
}

/** A row per slot of a flow, a column per environment. */
export function BindingTable({ columns, connections, onBind }: BindingTableProps) {
  const rows = columns[0]?.slots ?? [];
  const titleOf = (id: string): string => connections.find((one) => one.id === id)?.title ?? id;
  return (
    <div className="binding-scroll">
      <table className="binding-table">
        <thead>
          <tr>
            <th scope="col">{words.flow}</th>
            <th scope="col">{words.slot}</th>
            {columns.map(({ environment: { name, title, color } }) => (
              <th key={name} scope="col">
                <Square color={color} /> {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.flow}.${row.slot}`}>
              <th scope="row">{row.flowTitle}</th>
              <td className="mono">{row.slot}</td>
              {columns.map(({ environment: { name, title }, slots }) => {
                const asked = slots.find(({ flow, slot }) => flow === row.flow && slot === row.slot);
                const connection = asked?.connection ?? null;
                const shown = connection === null ? words.unbound : titleOf(connection);
                return (
                  <td key={name} data-title={title} data-gap={connection === null}>
                    {asked ? (
                      <button type="button" aria-label={words.bindTo(shown, row.slot, title, row.flowTitle)} onClick={() => onBind(asked, name)}>
                        {connection === null ? <TriangleAlert size={14} color="var(--waiting)" aria-hidden /> : null}
                        {shown}
                      </button>
                    ) : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
