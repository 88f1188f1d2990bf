import { getRouteApi, Link } from '@tanstack/react-router';
import { useConnections, useHealth } from '../api/connections.ts';
import { useConnectors } from '../api/connectors.ts';
import { useMe } from '../api/session.ts';
import { useCrumbs } from '../shell/crumbs.ts';
import { Bones } from '../states/Bones.tsx';
import { NoRight, PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import { Catalogue } from './Catalogue.tsx';
import { ConnectionTable } from './ConnectionTable.tsx';
import { EndsSoon } from './EndsSoon.tsx';
import { OnlyAdmins } from './OnlyAdmins.tsx';
import { Slots } from './Slots.tsx';
import './connectors.css';

const words = en.connectors;
const route = getRouteApi('/connectors');
const tabs = ['catalogue', 'connections', 'slots'] as const;

/** Systems this hub can speak to, the connections that are stored, and what flows ask for. */
export function ConnectorsPage() {
  const { tab = 'catalogue', of } = route.useSearch();
  useCrumbs(tab === 'catalogue' ? [{ name: words.title }] : [{ name: words.title, to: '/connectors' }, { name: words.tabs[tab] }]);
  const me = useMe().data;
  const admin = me?.role === 'admin';
  const connectors = useConnectors();
  const connections = useConnections(admin);
  const health = useHealth(admin);
  const enabled = new Set(connections.data?.map(({ connector }) => connector)).size;
  const failed = connectors.error ?? connections.error;
  return (
    <div className="page connectors-page">
      <div className="page-head">
        <h1>{words.title}</h1>
        {connectors.data && connections.data ? <span className="quiet">{words.lead(connectors.data.length, enabled, me?.environment ?? '')}</span> : null}
      </div>
      <nav className="tabs" aria-label={words.views}>
        {tabs.map((each) => (
          <Link
            key={each}
            to="/connectors"
            search={each === 'catalogue' ? {} : { tab: each }}
            className="tab"
            {...(each === tab ? { 'data-current': true, 'aria-current': 'page' as const } : {})}
          >
            {words.tabs[each]}
            {each === 'catalogue' && connectors.data ? <span className="num quiet">{connectors.data.length}</span> : null}
            {each === 'connections' && connections.data ? <span className="num quiet">{connections.data.length}</span> : null}
          </Link>
        ))}
      </nav>
      {me && !admin ? <OnlyAdmins /> : null}
      <div className="page-scroll">
        {failed ? (
          <div className="card">
            <PanelError
              title={words.failed}
              error={failed}
              onAgain={() => void Promise.all([connectors.refetch(), admin ? connections.refetch() : undefined])}
            />
          </div>
        ) : !connectors.data || (admin && connections.isPending) || !me ? (
          <div className="card">
            <Bones rows={10} />
          </div>
        ) : tab === 'catalogue' ? (
          <Catalogue connectors={connectors.data} connections={connections.data ?? []} health={health.data ?? []} admin={admin} />
        ) : !admin ? (
          <div className="card">
            <NoRight message={words.lookOnly} />
          </div>
        ) : tab === 'connections' ? (
          <div className="connection-views">
            <ConnectionTable connectors={connectors.data} connections={connections.data ?? []} health={health} of={of} />
            <EndsSoon connections={connections.data ?? []} health={health.data ?? []} />
          </div>
        ) : (
          <Slots connectors={connectors.data} connections={connections.data ?? []} active={me.environment} />
        )}
      </div>
    </div>
  );
}
