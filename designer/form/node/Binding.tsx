import { type ReactNode, useState } from 'react';
import type { AskedSlot, Flow } from '../../../server/http/api.ts';
import { useAsked, useConnections } from '../../api/connections.ts';
import { useConnectors } from '../../api/connectors.ts';
import { useEnvironments } from '../../api/environments.ts';
import { here } from '../../api/here.ts';
import { useMe } from '../../api/session.ts';
import { BindDialog } from '../../connectors/BindDialog.tsx';
import { BindingContext } from './binding.ts';

/** Lets everything inside bind a slot of the flow in the environment this page looks at. */
export function Binding({ flow, children }: { flow: Flow; children: ReactNode }) {
  const [slot, setSlot] = useState<string>();
  return (
    <BindingContext value={setSlot}>
      {children}
      {slot === undefined || flow.slots?.[slot] === undefined ? null : <Bind flow={flow} slot={slot} onClose={() => setSlot(undefined)} />}
    </BindingContext>
  );
}

function Bind({ flow, slot, onClose }: { flow: Flow; slot: string; onClose: () => void }) {
  const environment = useEnvironment();
  const connections = useConnections(true).data;
  const connectors = useConnectors().data ?? [];
  const asked = useAskedSlot(flow, slot);
  if (environment === undefined || !connections) return null;
  const connector = flow.slots?.[slot] ?? '';
  const system = connectors.find(({ id }) => id === connector)?.title ?? connector;
  const ask: AskedSlot = asked ?? { flow: flow.id, flowTitle: flow.title, slot, connector, deployed: false, connection: null, own: false };
  return <BindDialog asked={ask} system={system} connections={connections} environment={environment.name} onClose={onClose} />;
}

/** The environment this page looks at: the one of its address, else the hub's own. */
export function useEnvironment() {
  const known = useEnvironments().data ?? [];
  return known.find(({ name, active }) => (here === undefined ? active : name === here));
}

/** What a slot of the flow is bound to, as far as the hub knows its draft. */
export function useAskedSlot(flow: Flow, slot: string | undefined): AskedSlot | undefined {
  const environment = useEnvironment();
  const asked = useAsked(environment?.name).data ?? [];
  return asked.find((one) => one.flow === flow.id && one.slot === slot) ?? asked.find((one) => one.slot === slot && one.connection !== null && !one.own);
}

/** Connections are bound and tested by admins. */
export const useIsAdmin = (): boolean => useMe().data?.role === 'admin';
