import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CirclePause, TriangleAlert } from 'lucide-react';
import type { ConnectionHealth, ConnectionInfo, ConnectorInfo } from '../../server/http/api.ts';
import { en } from '../text/en.ts';
import { Logo } from './Logo.tsx';

const words = en.connectors.catalogue;
const titles = (nodes: { title: string }[]): string => nodes.map(({ title }) => title).join(', ');

interface CardProps {
  connector: ConnectorInfo;
  connections: ConnectionInfo[];
  health: ConnectionHealth[];
  admin: boolean;
}

/** One system: what comes from it and goes to it, and whether it is enabled here. */
export function ConnectorCard({ connector, connections, health, admin }: CardProps) {
  const { id, title, summary, triggers, actions, webhook } = connector;
  const [only] = connections;
  return (
    <li className="card connector-card">
      <div className="connector-head">
        <Logo connector={connector} />
        <div>
          <h2>{title}</h2>
          <p className="hint">{summary}</p>
        </div>
      </div>
      <dl className="connector-does">
        <div>
          <dt>{words.in}</dt>
          <dd>{titles(triggers) || (webhook ? words.signals : words.nothing)}</dd>
        </div>
        <div>
          <dt>{words.out}</dt>
          <dd>{titles(actions) || (webhook ? words.nothing : words.anyCall)}</dd>
        </div>
      </dl>
      {admin ? (
        <div className="connector-foot">
          <Standing connections={connections} health={health} />
          {only === undefined ? (
            <Button
              aria-label={words.enableOf(title)}
              renderRoot={(props) => <Link to="/connectors/new/$connectorId" params={{ connectorId: id }} {...props} />}
            >
              {words.enable}
            </Button>
          ) : (
            <Button
              variant="subtle"
              aria-label={words.openOf(title)}
              renderRoot={(props) =>
                connections.length === 1 ? (
                  <Link to="/connectors/$connectionId" params={{ connectionId: only.id }} {...props} />
                ) : (
                  <Link to="/connectors" search={{ tab: 'connections', of: id }} {...props} />
                )
              }
            >
              {words.go}
            </Button>
          )}
        </div>
      ) : null}
    </li>
  );
}

function Standing({ connections, health }: Pick<CardProps, 'connections' | 'health'>) {
  if (connections.length === 0) return <span className="quiet">{words.isOff}</span>;
  const paused = connections.filter((each) => each.paused).length;
  const ill = connections.filter(({ id }) => health.some((one) => one.id === id && ['failing', 'refusing', 'slow'].includes(one.state))).length;
  const [Icon, colour, says] =
    ill > 0
      ? ([TriangleAlert, 'var(--parked)', words.isIll(ill)] as const)
      : paused > 0
        ? ([CirclePause, 'var(--running)', words.isPaused(paused)] as const)
        : ([CircleCheck, 'var(--completed)', words.isOn(connections.length)] as const);
  return (
    <span className="status">
      <Icon size={15} color={colour} aria-hidden />
      {says}
    </span>
  );
}
