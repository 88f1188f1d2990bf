import { Button, Select } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Plug, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { AskedSlot, ConnectionInfo, ConnectorInfo, Me } from '../../server/http/api.ts';
import { useAsked, useBind } from '../api/connections.ts';
import { useEnvironments } from '../api/environments.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { TableHead } from '../show/TableHead.tsx';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import { BindDialog } from './BindDialog.tsx';

const words = en.connectors.slots;

/** Slots that flows ask for, by environment; those that are not bound come first. */
export function Slots({ connectors, connections, active }: { connectors: ConnectorInfo[]; connections: ConnectionInfo[]; active: Me['environment'] }) {
  const known = useEnvironments().data;
  const own = known?.find((each) => each.active)?.name ?? active.toLowerCase();
  const environments = known ?? [{ name: own, title: active }];
  const [chosen, setChosen] = useState<string>();
  const [binding, setBinding] = useState<AskedSlot>();
  const place = chosen ?? own;
  const asked = useAsked(place);
  const bind = useBind();
  const systemOf = (id: string) => connectors.find((one) => one.id === id)?.title ?? id;
  const rows = (asked.data ?? []).toSorted((a, b) => Number(a.connection !== null) - Number(b.connection !== null));
  const unbound = rows.filter(({ connection }) => connection === null).length;
  const unbind = ({ flow, slot, own }: AskedSlot) =>
    bind.mutate(
      { environment: place, slot: own ? `${flow}.${slot}` : slot, connection: null },
      { onSuccess: () => say(words.undid(slot)), onError: sayRefused },
    );
  return (
    <section className="card slots">
      <div className="card-head">
        <Select
          aria-label={words.environment}
          allowDeselect={false}
          data={environments.map(({ name, title }) => ({ value: name, label: name === own ? words.active(title) : title }))}
          value={place}
          onChange={(next) => setChosen(next ?? own)}
        />
        {unbound > 0 ? (
          <span className="status push">
            <TriangleAlert size={15} color="var(--waiting)" aria-hidden />
            {words.unboundCount(unbound)}
          </span>
        ) : null}
      </div>
      {asked.isPending ? (
        <Bones rows={8} />
      ) : asked.isError ? (
        <PanelError title={words.failed} error={asked.error} onAgain={() => void asked.refetch()} />
      ) : rows.length === 0 ? (
        <Empty kind="first" icon={Plug} title={words.none}>
          {words.noneText}
        </Empty>
      ) : (
        <div className="connection-scroll">
          <table className="slot-table" aria-label={words.label}>
            <TableHead columns={words.columns} />
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.flow}.${row.slot}`}>
                  <td className="slot-flow">
                    <Link to="/flows/$flowId" params={{ flowId: row.flow }}>
                      {row.flowTitle}
                    </Link>{' '}
                    <span className="tag">{row.deployed ? words.deployed : words.draft}</span>
                  </td>
                  <td className="slot-slot mono">{row.slot}</td>
                  <td className="slot-asks">{systemOf(row.connector)}</td>
                  <td className="slot-bound">
                    <BoundTo row={row} connections={connections} />
                  </td>
                  <td className="slot-act">
                    <Button
                      size="xs"
                      aria-label={row.connection === null ? words.bindOf(row.slot, row.flowTitle) : words.changeOf(row.slot, row.flowTitle)}
                      onClick={() => setBinding(row)}
                    >
                      {row.connection === null ? words.bind : words.change}
                    </Button>
                    {row.connection === null ? null : (
                      <Button size="xs" variant="subtle" aria-label={words.unbindOf(row.slot)} onClick={() => unbind(row)}>
                        {words.unbind}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {binding ? (
        <BindDialog asked={binding} system={systemOf(binding.connector)} connections={connections} environment={place} onClose={() => setBinding(undefined)} />
      ) : null}
    </section>
  );
}

function BoundTo({ row, connections }: { row: AskedSlot; connections: ConnectionInfo[] }) {
  if (row.connection === null)
    return (
      <span className="status">
        <TriangleAlert size={15} color="var(--waiting)" aria-hidden />
        {words.unbound}
      </span>
    );
  const connection = connections.find(({ id }) => id === row.connection);
  if (!connection) return <span>{words.gone}</span>;
  return (
    <>
      <Link to="/connectors/$connectionId" params={{ connectionId: connection.id }}>
        {connection.title}
      </Link>
      {row.own ? <span className="hint"> {words.ownOnly}</span> : null}
    </>
  );
}
