import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCreate } from '../api/connections.ts';
import { useConnectors } from '../api/connectors.ts';
import { useMe } from '../api/session.ts';
import { useCrumbs } from '../shell/crumbs.ts';
import { say } from '../show/notify.tsx';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { NoRight, PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import { Abilities } from './Abilities.tsx';
import { ConnectionForm } from './ConnectionForm.tsx';
import { Logo } from './Logo.tsx';
import './connectors.css';

const words = en.connectors;
const route = getRouteApi('/connectors/new/$connectorId');

/** Stores a connection of one system, then goes to it and tries it. */
export function NewConnection() {
  const { connectorId } = route.useParams();
  const navigate = route.useNavigate();
  const me = useMe().data;
  const connectors = useConnectors();
  const create = useCreate();
  const connector = connectors.data?.find(({ id }) => id === connectorId);
  useCrumbs([{ name: words.title, to: '/connectors' }, { name: connector?.title ?? connectorId }]);
  if (connectors.isPending || !me) return <Bones rows={8} />;
  if (connectors.isError) return <PanelError title={words.failed} error={connectors.error} onAgain={() => void connectors.refetch()} />;
  if (!connector)
    return (
      <Empty
        kind="filter"
        title={words.catalogue.none}
        acts={
          <Button component={Link} to="/connectors">
            {words.health.toCatalogue}
          </Button>
        }
      />
    );
  return (
    <div className="page page-scroll connection-page">
      <div className="page-head">
        <Logo connector={connector} />
        <h1>{words.form.enable(connector.title)}</h1>
      </div>
      {me.role !== 'admin' ? (
        <div className="card">
          <NoRight message={words.lookOnly} />
        </div>
      ) : (
        <div className="connection-parts">
          <section className="card card-body">
            <ConnectionForm
              connector={connector}
              busy={create.isPending}
              go={words.form.saveTest}
              onSend={async ({ overlapHours: _, ...filled }) => {
                const made = await create.mutateAsync({ connector: connector.id, ...filled });
                say(words.form.created(made.title));
                await navigate({ to: '/connectors/$connectionId', params: { connectionId: made.id }, search: { test: true } });
              }}
            >
              <Button component={Link} to="/connectors">
                {words.form.cancel}
              </Button>
            </ConnectionForm>
          </section>
          <aside className="connection-side">
            <Abilities connector={connector} />
          </aside>
        </div>
      )}
    </div>
  );
}
