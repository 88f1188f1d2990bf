import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useChange, useConnections, useHealth, useTest } from '../api/connections.ts';
import { useConnectors } from '../api/connectors.ts';
import { useMe } from '../api/session.ts';
import { useCrumbs } from '../shell/crumbs.ts';
import { say } from '../show/notify.tsx';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { NoRight, PanelError } from '../states/PanelError.tsx';
import { ConnectionSwitch } from '../switches/ConnectionSwitch.tsx';
import { en } from '../text/en.ts';
import { Abilities } from './Abilities.tsx';
import { authFields } from './auth-fields.ts';
import { ConnectionForm } from './ConnectionForm.tsx';
import { HealthPanel } from './HealthPanel.tsx';
import { Logo } from './Logo.tsx';
import { SlotsHere } from './SlotsHere.tsx';
import { TestPanel } from './TestPanel.tsx';
import { WebhookAddress } from './WebhookAddress.tsx';
import './connectors.css';

const words = en.connectors;
const route = getRouteApi('/connectors/$connectionId');

/** One connection: tried, changed, and everything that hangs on it. */
export function ConnectionPage() {
  const { connectionId } = route.useParams();
  const { test: tryAtOnce = false } = route.useSearch();
  const navigate = route.useNavigate();
  const me = useMe().data;
  const admin = me?.role === 'admin';
  const connectors = useConnectors();
  const connections = useConnections(admin);
  const health = useHealth(admin).data?.find(({ id }) => id === connectionId);
  const change = useChange(connectionId);
  const test = useTest(connectionId);
  const form = useRef<HTMLElement>(null);
  const { mutate: tryIt } = test;
  const connection = connections.data?.find(({ id }) => id === connectionId);
  const connector = connectors.data?.find(({ id }) => id === connection?.connector);
  useCrumbs([{ name: words.title, to: '/connectors' }, { name: connection?.title ?? connectionId }]);
  useEffect(() => {
    if (!tryAtOnce || !admin) return;
    tryIt();
    void navigate({ search: {}, replace: true });
  }, [tryAtOnce, admin, tryIt, navigate]);

  if (me && !admin) return <NoRight message={words.lookOnly} />;
  if (connections.isError) return <PanelError title={words.page.failed} error={connections.error} onAgain={() => void connections.refetch()} />;
  if (connectors.isError) return <PanelError title={words.failed} error={connectors.error} onAgain={() => void connectors.refetch()} />;
  if (!me || !connections.data || !connectors.data) return <Bones rows={10} />;
  if (!connection || !connector)
    return (
      <Empty
        kind="filter"
        title={words.page.missing}
        acts={
          <Button component={Link} to="/connectors">
            {words.health.toCatalogue}
          </Button>
        }
      />
    );

  const fields = authFields(connector.auth);
  const goToField = (secret: string | undefined) => {
    const place = form.current;
    const [first] = fields.settings;
    if (secret === undefined) place?.querySelector<HTMLElement>(`[name="${CSS.escape(first?.name ?? 'title')}"]`)?.focus();
    else place?.querySelector<HTMLElement>(`[data-secret="${CSS.escape(secret)}"]`)?.click();
  };
  return (
    <div className="page page-scroll connection-page">
      <div className="page-head">
        <Logo connector={connector} />
        <h1>{connection.title}</h1>
        <span className="quiet">{connector.title}</span>
        <div className="push">
          <ConnectionSwitch id={connection.id} />
        </div>
      </div>
      {connection.paused ? <div className="callout">{words.page.paused}</div> : null}
      <div className="connection-parts">
        <div className="connection-main">
          <TestPanel
            system={connector.title}
            secrets={fields.secrets.filter(({ name }) => name !== connector.webhook?.secretField)}
            test={{ data: test.data, isPending: test.isPending, error: test.error, submittedAt: test.submittedAt }}
            onTest={() => tryIt()}
            onField={goToField}
          />
          <section className="card" ref={form} aria-label={words.form.settings}>
            <div className="card-head">
              <h2>{words.form.settings}</h2>
            </div>
            <div className="card-body">
              <ConnectionForm
                key={connection.id}
                connector={connector}
                stored={connection}
                busy={change.isPending}
                go={words.form.saveTest}
                onSend={async (filled) => {
                  await change.mutateAsync(filled);
                  say(words.form.saved);
                  tryIt();
                }}
              />
            </div>
          </section>
        </div>
        <aside className="connection-side">
          {health ? <HealthPanel health={health} /> : null}
          <WebhookAddress connector={connector} connection={connection} />
          <SlotsHere connection={connection} system={connector.title} environment={me.environment.toLowerCase()} />
          <Abilities connector={connector} />
        </aside>
      </div>
    </div>
  );
}
