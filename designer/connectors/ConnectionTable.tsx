import { Button, SegmentedControl } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ConnectionHealth, ConnectionInfo, ConnectorInfo } from '../../server/http/api.ts';
import { dayOf } from '../show/moment.ts';
import { TableHead } from '../show/TableHead.tsx';
import { When } from '../show/When.tsx';
import { Empty } from '../states/Empty.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import { partOf, rateWords, spanWords } from './figures.ts';
import { HealthState } from './HealthState.tsx';
import { Spark } from './Spark.tsx';

const words = en.connectors.health;

interface TableProps {
  connectors: ConnectorInfo[];
  connections: ConnectionInfo[];
  health: UseQueryResult<ConnectionHealth[]>;
  /** Only those of this connector. */
  of: string | undefined;
}

/** Connections line by line with how they fare; the name opens one. */
export function ConnectionTable({ connectors, connections, health, of }: TableProps) {
  const [span, setSpan] = useState<'hour' | 'day'>('hour');
  const titleOf = (id: string) => connectors.find((one) => one.id === id)?.title ?? id;
  const rows = connections.filter(({ connector }) => of === undefined || connector === of);
  if (connections.length === 0)
    return (
      <div className="card">
        <Empty
          kind="first"
          title={words.first}
          acts={
            <Button component={Link} to="/connectors" variant="filled">
              {words.toCatalogue}
            </Button>
          }
        >
          {words.firstText}
        </Empty>
      </div>
    );
  return (
    <section className="card connection-card">
      <div className="card-head">
        {of ? (
          <>
            <h2>{words.of(titleOf(of))}</h2>
            <Button variant="subtle" renderRoot={(props) => <Link to="/connectors" search={{ tab: 'connections' }} {...props} />}>
              {words.dropFilter}
            </Button>
          </>
        ) : null}
        <div className="push">
          <SegmentedControl
            aria-label={words.span}
            value={span}
            onChange={(next) => setSpan(next as 'hour' | 'day')} // one of the two below
            data={[
              { value: 'hour', label: words.hour },
              { value: 'day', label: words.day },
            ]}
          />
        </div>
      </div>
      {health.isError ? <PanelError title={words.failed} error={health.error} onAgain={() => void health.refetch()} /> : null}
      <div className="connection-scroll">
        <table className="connection-table" aria-label={words.label}>
          <TableHead columns={words.columns} prefix="connection-" />
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} system={titleOf(row.connector)} health={health.data?.find(({ id }) => id === row.id)} span={span} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="hint connection-foot">{words.foot}</p>
    </section>
  );
}

function Row({ row, system, health, span }: { row: ConnectionInfo; system: string; health: ConnectionHealth | undefined; span: 'hour' | 'day' }) {
  const figures = health?.[span];
  const [end] = health?.ends ?? [];
  const last = [health?.lastOk, health?.lastNo?.at]
    .filter((at) => at !== undefined)
    .toSorted()
    .at(-1);
  return (
    <tr>
      <td className="connection-connection">
        <Link to="/connectors/$connectionId" params={{ connectionId: row.id }}>
          {row.title}
        </Link>
        <p className="hint">{system}</p>
      </td>
      <td className="connection-health">{health ? <HealthState state={health.state} /> : null}</td>
      <td className="connection-calls num">{figures?.calls.toLocaleString()}</td>
      <td className="connection-refused num">{figures ? partOf(figures.refused, figures.calls) : null}</td>
      <td className="connection-p95 num">{figures ? spanWords(figures.p95) : null}</td>
      <td className="connection-spark">{health ? <Spark values={health.p95s} /> : null}</td>
      <td className="connection-rate num">
        {figures?.rate == null ? (
          <span className="quiet">–</span>
        ) : (
          <>
            <span className="rate" aria-hidden>
              <span style={{ width: `${figures.rate * 100}%` }} />
            </span>
            {rateWords(figures)}
          </>
        )}
      </td>
      <td className="connection-ends">{end ? `${end.what} ${dayOf(end.at)}` : <span className="quiet">{words.noEnd}</span>}</td>
      <td className="connection-flows num">{row.usedBy.length}</td>
      <td className="connection-last">{last ? <When at={last} /> : <span className="quiet">–</span>}</td>
    </tr>
  );
}
