import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionHealth, ConnectionInfo, ConnectorInfo } from '../../server/http/api.ts';
import { Empty } from '../states/Empty.tsx';
import { en } from '../text/en.ts';
import { ConnectorCard } from './ConnectorCard.tsx';

const words = en.connectors.catalogue;

/** Every system, those in use first where asked for. */
export function Catalogue({
  connectors,
  connections,
  health,
  admin,
}: {
  connectors: ConnectorInfo[];
  connections: ConnectionInfo[];
  health: ConnectionHealth[];
  admin: boolean;
}) {
  const [typed, setTyped] = useState('');
  const [show, setShow] = useState('all');
  const of = (id: string) => connections.filter(({ connector }) => connector === id);
  const wanted = typed.trim().toLowerCase();
  const found = connectors
    .filter(({ title, summary }) => `${title} ${summary}`.toLowerCase().includes(wanted))
    .filter(({ id }) => show === 'all' || of(id).length > 0 === (show === 'enabled'));
  return (
    <>
      <search className="catalogue-find">
        <TextInput
          data-list-filter
          aria-label={words.find}
          placeholder={words.find}
          leftSection={<Search size={14} aria-hidden />}
          rightSection={<kbd>/</kbd>}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        />
        {admin ? (
          <SegmentedControl
            aria-label={words.show}
            value={show}
            onChange={setShow}
            data={[
              { value: 'all', label: words.all },
              { value: 'enabled', label: words.enabled },
              { value: 'open', label: words.open },
            ]}
          />
        ) : null}
      </search>
      {found.length === 0 ? (
        <div className="card">
          <Empty
            kind="filter"
            title={words.none}
            acts={
              <Button
                onClick={() => {
                  setTyped('');
                  setShow('all');
                }}
              >
                {words.clear}
              </Button>
            }
          >
            {typed ? words.noneText(typed) : null}
          </Empty>
        </div>
      ) : (
        <ul className="catalogue">
          {found.map((connector) => (
            <ConnectorCard key={connector.id} connector={connector} connections={of(connector.id)} health={health} admin={admin} />
          ))}
        </ul>
      )}
    </>
  );
}
