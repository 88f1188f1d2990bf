import { Handle, type NodeProps, Position } from '@xyflow/react';
import { type CSSProperties, Fragment, memo, useContext, useState } from 'react';
import { CardFoot, NoteBadge, PortRow, ProblemBadge, StateBadge, useDetail, WaitingPill } from './CardParts.tsx';
import type { CardData, FlowCardNode } from './convert.ts';
import { FiguresContext } from './detail.tsx';
import { useFigure } from './figures.ts';
import { cardSize, heightOf, portPoint } from './geometry.ts';
import { NodeTile } from './NodeIcon.tsx';

/** Counts card renders for the bench; reading it costs nothing. */
export const renders = { cards: 0 };

/** One node of a flow: what it is, what it is set to, where runs leave it, and its figures. */
export const NodeCard = memo(function NodeCard({ id, data, selected, dragging, width }: NodeProps<FlowCardNode>) {
  renders.cards++;
  const store = useContext(FiguresContext);
  const heat = useFigure(store, id, (figures) => figures.heat(id)) ?? 0;
  const waiting = useFigure(store, id, (figures) => (figures.read(id)?.waiting ?? 0) > 0) ?? false;
  const chosen = useDetail();
  // A card that is pointed at can be read, and lines drawn from it, however far away it is.
  const [pointed, setPointed] = useState(false);
  const detail = selected || dragging || (pointed && chosen === 'low') ? 'full' : chosen;
  const point = data.editing ? { onMouseEnter: () => setPointed(true), onMouseLeave: () => setPointed(false) } : {};
  const style: CSSProperties = { width: width ?? cardSize.width, height: heightOf(data.ports, data.foot) };
  const tone = data.status && data.status !== 'faint' ? data.status : waiting ? 'waiting' : undefined;
  const flags = {
    'data-group': data.group,
    'data-heat': heat,
    'data-status': data.status,
    'data-tone': tone,
    'data-selected': selected,
    'data-off': data.off,
    'data-detail': detail,
    'data-found': data.problems ? (data.problems.errors > 0 ? 'error' : 'warning') : undefined,
  };

  if (detail === 'bar') return <div className="node-card" style={style} {...flags} />;
  if (detail === 'low')
    return (
      <div className="node-card" style={style} {...flags} {...point}>
        <div className="card-low">
          <span className="card-dot" />
          <span className="card-title">{data.title}</span>
          {tone && <span className="card-state-dot" />}
        </div>
      </div>
    );
  const named = data.ports.filter((port) => port.named);
  return (
    <div className="node-card" style={style} {...flags} {...point}>
      <div className="card-head-line" title={`${data.title}, ${data.line}`}>
        <NodeTile name={data.icon} group={data.group} />
        <div className="card-words">
          <div className="card-title">{data.title}</div>
          <div className="card-line">{data.line}</div>
        </div>
      </div>
      {named.length > 0 && (
        <div className="card-ports">
          {named.map((port) => (
            <PortRow key={port.name} node={id} port={port} />
          ))}
        </div>
      )}
      {data.foot && <CardFoot node={id} />}
      <Ends data={data} />
      {data.foot && <WaitingPill node={id} />}
      {data.status && data.status !== 'faint' ? (
        <StateBadge status={data.status} said={data.said} />
      ) : data.problems ? (
        <ProblemBadge found={data.problems} />
      ) : (
        <NoteBadge node={id} off={data.off} classC={data.classC} />
      )}
    </div>
  );
});

/** Where lines end: the entrance, the ports, and a square at an end nobody wired. Under editing each has room to be taken hold of. */
function Ends({ data }: { data: CardData }) {
  return (
    <>
      {data.entrance && <i className="card-ring" style={{ left: 0, top: cardSize.headLine }} />}
      {data.editing && data.entrance && (
        <Handle type="target" position={Position.Left} className="card-hold" style={{ left: 0, top: cardSize.headLine }} isConnectableStart={false} />
      )}
      {data.ports.map((port) => {
        const at = portPoint(data.ports, port.name);
        const style = { left: at.x, top: at.y };
        return (
          <Fragment key={port.name}>
            <i className={port.wired ? 'card-ring' : port.named ? 'card-ring open' : 'card-ring open lone'} style={style} />
            {data.editing && (
              <Handle id={port.name} type="source" position={Position.Right} className="card-hold" style={style} isConnectableEnd={false} title={port.name} />
            )}
          </Fragment>
        );
      })}
    </>
  );
}
