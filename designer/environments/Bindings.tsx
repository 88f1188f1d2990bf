import { useQueries } from '@tanstack/react-query';
import { CircleCheck, Plug, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { AskedSlot, EnvironmentInfo } from '../../server/http/api.ts';
import { askedIn, useConnections } from '../api/connections.ts';
import { BindDialog } from '../connectors/BindDialog.tsx';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import { BindingTable } from './BindingTable.tsx';

const words = en.environments;

/** What each slot means, the environments side by side; what is missing is marked and bound here. */
export function Bindings({ environments }: { environments: EnvironmentInfo[] }) {
  const connections = useConnections(true);
  const asked = useQueries({ queries: environments.map(({ name }) => askedIn(name)) });
  const [binding, setBinding] = useState<{ asked: AskedSlot; environment: string }>();
  const failed = [connections, ...asked].find(({ isError }) => isError);
  if (failed) return <PanelError title={words.bindingsFailed} error={failed.error} onAgain={() => void failed.refetch()} />;
  if (!connections.data || asked.some(({ isPending }) => isPending)) return <Bones rows={6} />;
  const columns = environments.map((environment, at) => ({ environment, slots: asked[at]?.data ?? [] }));
  const gaps = columns.flatMap(({ environment, slots }) => {
    const count = slots.filter(({ connection }) => connection === null).length;
    return count === 0 ? [] : [{ name: environment.name, said: words.gaps(count, environment.title) }];
  });
  return (
    <section className="card bindings" aria-label={words.bindings}>
      <div className="card-head">
        <h2>{words.bindings}</h2>
        <ul className="binding-gaps">
          {gaps.length === 0 ? (
            <li>
              <CircleCheck size={15} color="var(--completed)" aria-hidden />
              {words.whole}
            </li>
          ) : (
            gaps.map(({ name, said }) => (
              <li key={name}>
                <TriangleAlert size={15} color="var(--waiting)" aria-hidden />
                {said}
              </li>
            ))
          )}
        </ul>
      </div>
      {columns[0]?.slots.length === 0 ? (
        <Empty kind="first" icon={Plug} title={words.noSlots}>
          {words.noSlotsText}
        </Empty>
      ) : (
        <BindingTable columns={columns} connections={connections.data} onBind={(one, environment) => setBinding({ asked: one, environment })} />
      )}
      {binding ? (
        <BindDialog
          asked={binding.asked}
          system={binding.asked.connector}
          connections={connections.data}
          environment={binding.environment}
          onClose={() => setBinding(undefined)}
        />
      ) : null}
    </section>
  );
}
