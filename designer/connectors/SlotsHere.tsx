import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Unplug } from 'lucide-react';
import { useState } from 'react';
import type { AskedSlot, ConnectionInfo } from '../../server/http/api.ts';
import { useAsked, useBind } from '../api/connections.ts';
import { useFlows } from '../api/flows.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import { BindDialog } from './BindDialog.tsx';

const words = en.connectors.slots;
const used = en.connectors.used;

/** Slots bound to a connection, slots that still ask for one like it, and the flows that use it. */
export function SlotsHere({ connection, system, environment }: { connection: ConnectionInfo; system: string; environment: string }) {
  const asked = useAsked(environment);
  const flows = useFlows().data ?? [];
  const [binding, setBinding] = useState<AskedSlot>();
  const bind = useBind();
  const open = (asked.data ?? []).filter((one) => one.connector === connection.connector && one.connection === null);
  const titleOf = (flow: string): string => flows.find(({ id }) => id === flow)?.title ?? flow;
  const unbind = (place: string) => {
    const [env = environment, slot = ''] = place.split('/');
    bind.mutate({ environment: env, slot, connection: null }, { onSuccess: () => say(words.undid(slot)), onError: sayRefused });
  };
  return (
    <>
      <section className="card" aria-label={words.title}>
        <div className="card-head">
          <h2>{words.title}</h2>
        </div>
        {asked.isError ? <PanelError title={words.failed} error={asked.error} onAgain={() => void asked.refetch()} /> : null}
        <ul className="side-list">
          {connection.slots.map((place) => (
            <li key={place}>
              <span className="mono">{place.replace('/', ' / ')}</span>
              <Button size="xs" variant="subtle" leftSection={<Unplug size={13} />} aria-label={words.unbindOf(place)} onClick={() => unbind(place)}>
                {words.unbind}
              </Button>
            </li>
          ))}
          {connection.slots.length === 0 ? <li className="hint">{open.length > 0 ? words.noneHere : words.noFlow}</li> : null}
          {open.map((one) => (
            <li key={`${one.flow}.${one.slot}`}>
              <span>
                {one.flowTitle} <span className="mono">{one.slot}</span> <span className="tag">{one.deployed ? words.deployed : words.draft}</span>
              </span>
              <Button size="xs" aria-label={words.bindOf(one.slot, one.flowTitle)} onClick={() => setBinding(one)}>
                {words.bind}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      <section className="card" aria-label={used.title}>
        <div className="card-head">
          <h2>{used.title}</h2>
        </div>
        <ul className="side-list">
          {connection.usedBy.map((flow) => (
            <li key={flow}>
              <Link to="/flows/$flowId" params={{ flowId: flow }}>
                {titleOf(flow)}
              </Link>
            </li>
          ))}
          {connection.usedBy.length === 0 ? <li className="hint">{used.none}</li> : null}
        </ul>
      </section>
      {binding ? (
        <BindDialog
          asked={binding}
          system={system}
          connections={[connection]}
          environment={environment}
          chosen={connection.id}
          onClose={() => setBinding(undefined)}
        />
      ) : null}
    </>
  );
}
