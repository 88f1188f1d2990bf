import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { DueNext } from '../calendars/DueNext.tsx';
import { sayWaiting } from '../canvas/CardParts.tsx';
import { type FigureStore, useFigure } from '../canvas/figures.ts';
import { NodeTile } from '../canvas/NodeIcon.tsx';
import { sayCount, sayMs } from '../canvas/spans.ts';
import { lineOf, titleOf } from '../canvas/words.ts';
import { NodeSwitches } from '../switches/NodeSwitches.tsx';
import { flow as words } from '../text/en/flow.ts';

export interface NodePanelProps {
  flow: Flow;
  nodeTypes: NodeTypeInfo[];
  figures: FigureStore;
  id: string;
  span: string;
}

/** Figures of one node over the chosen span, and the way to the runs behind them. */
export function NodePanel({ flow, nodeTypes, figures, id, span }: NodePanelProps) {
  const own = useFigure(figures, id, (store) => store.read(id));
  const node = flow.nodes[id]!;
  const info = nodeTypes.find((one) => one.type === node.type);
  const time = (ms: number | null | undefined) => (ms === null || ms === undefined ? '–' : sayMs(ms));
  const rows: [string, string, string?][] = [
    [words.done, sayCount(own?.completed ?? 0)],
    ['Failed', sayCount(own?.failed ?? 0), own && own.failed > 0 ? 'parked' : ''],
    [words.retried, sayCount(own?.retried ?? 0)],
    ['p50', time(own?.p50)],
    ['p95', time(own?.p95)],
    ['p99', time(own?.p99)],
  ];
  const ports = Object.entries(own?.ports ?? {}).sort(([, a], [, b]) => b - a);
  const most = Math.max(1, ...ports.map(([, count]) => count));
  return (
    <section className="node-panel" aria-label={titleOf(node, info)}>
      <div className="node-panel-head">
        <NodeTile name={info?.icon ?? 'circle-help'} group={info?.group ?? 'unknown'} />
        <div>
          <h3>{titleOf(node, info)}</h3>
          <p>{lineOf(node, info)}</p>
        </div>
      </div>
      {own && own.waiting > 0 && (
        <p className="node-panel-waiting">
          {sayWaiting(own)}
          {own.oldestMs === undefined ? '' : `, oldest ${sayMs(own.oldestMs)}`}
        </p>
      )}
      <NodeSwitches flow={flow.id} node={id} />
      <dl className="node-figures" aria-label={span}>
        {rows.map(([name, value, tone]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={tone ?? ''}>{value}</dd>
          </div>
        ))}
      </dl>
      {info?.trigger === 'schedule' && <DueNext flow={flow.id} node={id} />}
      {ports.length > 1 && (
        <>
          <h4>{words.leaves}</h4>
          <ul className="node-ports">
            {ports.map(([port, count]) => (
              <li key={port}>
                <span>{port}</span>
                <span className="node-port-bar">
                  <i style={{ width: `${(count / most) * 100}%` }} />
                </span>
                <b>{sayCount(count)}</b>
              </li>
            ))}
          </ul>
        </>
      )}
      <Link to="/runs" search={{ flow: flow.id, node: id }} className="node-runs">
        <Button component="span">{words.behind}</Button>
      </Link>
    </section>
  );
}
