import { useNavigate, useParams, useSearch } from '@tanstack/react-router';

export const ranges = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 } as const;
export type Range = keyof typeof ranges;

/** What of a flow is shown: it stands in the address, so that a link shows the same. */
export interface FlowView {
  mode: 'live' | 'versions';
  view: 'canvas' | 'outline' | undefined;
  range: Range;
  node: string | undefined;
}

/** Reads the view from an address; what it does not know is left out. */
export function readView(raw: Record<string, unknown>): FlowView {
  const { mode, view, range, node } = raw;
  return {
    mode: mode === 'versions' ? 'versions' : 'live',
    view: view === 'canvas' || view === 'outline' ? view : undefined,
    range: typeof range === 'string' && Object.hasOwn(ranges, range) ? (range as Range) : '24h', // just tested against the table
    node: typeof node === 'string' ? node : undefined,
  };
}

/** The address of a view; defaults are left out. */
export function writeView(view: FlowView): Record<string, string> {
  const search: Record<string, string> = {};
  if (view.mode !== 'live') search['mode'] = view.mode;
  if (view.view) search['view'] = view.view;
  if (view.range !== '24h') search['range'] = view.range;
  if (view.node) search['node'] = view.node;
  return search;
}

/** The flow and view of this address, and how to change the view. */
export function useFlowView(): { flowId: string; view: FlowView; show: (change: Partial<FlowView>) => void } {
  const { flowId = '' } = useParams({ strict: false });
  const raw: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const view = readView(raw);
  const show = (change: Partial<FlowView>) =>
    void navigate({ to: '/flows/$flowId', params: { flowId }, search: writeView({ ...view, ...change }) as never, replace: true }); // the route declares no search of its own
  return { flowId, view, show };
}
