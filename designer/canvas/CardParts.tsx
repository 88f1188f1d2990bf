import { Ban, Check, CircleX, Hourglass, Play, PlugZap, TriangleAlert } from 'lucide-react';
import { useContext } from 'react';
import type { NodeFigures } from '../../server/http/api.ts';
import { canvas as words } from '../text/en/canvas.ts';
import type { PathStatus, ProblemCount } from './convert.ts';
import { DetailContext, FiguresContext } from './detail.tsx';
import { useFigure } from './figures.ts';
import { type CardPort, portWord } from './ports.ts';
import { sayCount, sayMoney, sayMs } from './spans.ts';

/** What stands waiting on a card, on its top edge: count and money. */
export function WaitingPill({ node }: { node: string }) {
  const store = useContext(FiguresContext);
  const figures = useFigure(store, node, (figures) => figures.read(node));
  if (!figures || figures.waiting === 0) return null;
  return (
    <span className="card-pill waiting">
      <Hourglass size={11} aria-hidden />
      {sayWaiting(figures)}
    </span>
  );
}

/** "182 waiting, SEK 8.6 M" */
export function sayWaiting(figures: NodeFigures): string {
  const most = [...figures.waitingMoney].sort((a, b) => Number(b.amount) - Number(a.amount))[0];
  return `${sayCount(figures.waiting)} waiting${most ? `, ${sayMoney(most)}` : ''}`;
}

/** Done, p95 and failed of the chosen span. */
export function CardFoot({ node }: { node: string }) {
  const store = useContext(FiguresContext);
  const figures = useFigure(store, node, (figures) => figures.read(node));
  const failed = figures?.failed ?? 0;
  return (
    <div className="card-foot">
      <span>
        <b>{sayCount(figures?.completed ?? 0)}</b> done
      </span>
      {figures && figures.p95 !== null && (
        <span>
          p95 <b>{sayMs(figures.p95)}</b>
        </span>
      )}
      {failed > 0 ? (
        <span className="card-failed" title={`${failed} failed`}>
          <CircleX size={12} aria-hidden />
          <b>{sayCount(failed)}</b>
          <span className="hidden-words">{words.failed}</span>
        </span>
      ) : (
        <span className="card-failed none">{words.noneFailed}</span>
      )}
    </div>
  );
}

/** One named port: its name, its count in Live, and what its open end does. */
export function PortRow({ node, port }: { node: string; port: CardPort }) {
  const store = useContext(FiguresContext);
  const count = useFigure(store, node, (figures) => figures.read(node)?.ports[port.name]);
  return (
    <div className="card-port">
      <span className="card-port-name">{portWord(port.name)}</span>
      {count !== undefined && count > 0 && <b>{sayCount(count)}</b>}
      {port.end && <span className="card-port-end">{port.end}</span>}
    </div>
  );
}

const states = {
  scheduled: [Play, 'next', 'running'],
  running: [Play, 'running', 'running'],
  waiting: [Hourglass, 'waiting', 'waiting'],
  completed: [Check, 'completed', 'completed'],
  failed: [CircleX, 'failed', 'parked'],
  parked: [CircleX, 'parked', 'parked'],
  canceled: [Ban, 'canceled', 'canceled'],
} as const;

/** Where a run stands with this node: icon and word. */
export function StateBadge({ status, said }: { status: PathStatus; said?: string | undefined }) {
  const [Icon, word, tone] = states[status];
  return (
    <span className={`card-pill badge ${tone}`}>
      <Icon size={11} aria-hidden />
      {said ?? word}
    </span>
  );
}

/** What was found in the draft at this node: an error before a warning, with how many. */
export function ProblemBadge({ found: { errors, warnings } }: { found: ProblemCount }) {
  const [Icon, tone, word] = errors > 0 ? [CircleX, 'parked', 'error'] : [TriangleAlert, 'waiting', 'warning'];
  const count = errors > 0 ? errors : warnings;
  return (
    <span className={`card-pill badge ${tone}`}>
      <Icon size={11} aria-hidden />
      {count}
      <span className="hidden-words">{count === 1 ? word : `${word}s`}</span>
    </span>
  );
}

/** The one other badge a card may bear: switched off, or an effect that may repeat. */
export function NoteBadge({ node, off, classC }: { node: string; off: boolean; classC: boolean }) {
  const store = useContext(FiguresContext);
  // The pill of waiting money needs the whole edge.
  const isBusy = useFigure(store, node, (figures) => (figures.read(node)?.waiting ?? 0) > 0);
  if (off)
    return (
      <span className="card-pill badge canceled">
        <PlugZap size={11} aria-hidden />
        off
      </span>
    );
  return classC && !isBusy ? <span className="card-pill badge canceled">class C</span> : null;
}

/** How much this card shows now. */
export const useDetail = () => useContext(DetailContext);
