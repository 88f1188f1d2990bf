import { X } from 'lucide-react';
import type { Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { type FigureStore, useFigure } from '../canvas/figures.ts';
import { sayCount, sayMoney, sayMs } from '../canvas/spans.ts';
import { titleOf } from '../canvas/words.ts';
import { moneyOf } from '../show/amount.ts';
import { flow as words } from '../text/en/flow.ts';
import { moneyStands } from './money-stands.ts';
import { NodePanel } from './NodePanel.tsx';

export interface LivePanelProps {
  flow: Flow;
  nodeTypes: NodeTypeInfo[];
  figures: FigureStore;
  span: string;
  selected: string | undefined;
  onSelect: (node: string | undefined) => void;
  onClose: () => void;
}

/** Beside the canvas in Live: where the money stands, and the figures of the chosen node. */
export function LivePanel({ flow, nodeTypes, figures, span, selected, onSelect, onClose }: LivePanelProps) {
  const list = useFigure(figures, '', (store) => store.all()) ?? [];
  const stands = moneyStands(list);
  const title = (id: string) => {
    const node = flow.nodes[id];
    return node
      ? titleOf(
          node,
          nodeTypes.find((info) => info.type === node.type),
        )
      : id;
  };
  const [first, ...others] = stands.sums;
  return (
    <aside className="live-panel" aria-label={words.money}>
      <div className="live-head">
        <h2>{words.money}</h2>
        <button type="button" className="flow-bar-icon" aria-label={words.close} onClick={onClose}>
          <X size={16} aria-hidden />
        </button>
      </div>
      <dl className="live-sums">
        <div>
          <dt>{words.waitingIn(stands.waiting)}</dt>
          <dd title={first && moneyOf(first)}>{first ? sayMoney(first) : stands.waiting === 0 ? '0' : words.noMoney}</dd>
          {others.length > 0 && <dd className="live-others">{others.map(sayMoney).join(' · ')}</dd>}
        </div>
        <div>
          <dt>{words.failedIn(span)}</dt>
          <dd className={stands.failed > 0 ? 'parked' : ''}>{sayCount(stands.failed)}</dd>
        </div>
      </dl>
      {stands.rows.length === 0 ? (
        <p className="live-none">
          {words.nothingWaits} {words.nothingWaitsMore}
        </p>
      ) : (
        <table className="live-table">
          <thead>
            <tr>
              <th scope="col">{words.node}</th>
              <th scope="col">{words.waits}</th>
              <th scope="col">{words.held}</th>
              <th scope="col">{words.oldest}</th>
            </tr>
          </thead>
          <tbody>
            {stands.rows.map((row) => (
              <tr key={row.node} data-current={row.node === selected}>
                <th scope="row">
                  <button type="button" onClick={() => onSelect(row.node)}>
                    {title(row.node)}
                  </button>
                  <span className="live-bar" style={{ width: `${Math.max(2, row.share * 100)}%` }} />
                </th>
                <td>{sayCount(row.waiting)}</td>
                <td title={row.held && moneyOf(row.held)}>
                  {row.held ? sayMoney(row.held) : ''}
                  {row.others > 0 ? ` +${row.others}` : ''}
                </td>
                <td>{row.oldestMs === undefined ? '' : sayMs(row.oldestMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {selected && flow.nodes[selected] ? (
        <NodePanel flow={flow} nodeTypes={nodeTypes} figures={figures} id={selected} span={span} />
      ) : (
        <p className="live-none">{words.pick}</p>
      )}
    </aside>
  );
}
