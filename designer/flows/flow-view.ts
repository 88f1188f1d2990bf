import { useNavigate, useParams, useSearch } from '@tanstack/react-router';

export const ranges = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 } as const;
export type Range = keyof typeof ranges;

export const modes = ['edit', 'try', 'live', 'versions'] as const;
export type Mode = (typeof modes)[number];

/** What of a flow is shown: it stands in the address, so that a link shows the same. */
export interface FlowView {
  /** Where the address does not say, a flow shows Live, and one that was never deployed its drawing. */
  mode: Mode | undefined;
  view: 'canvas' | 'outline' | undefined;
  range: Range;
  node: string | undefined;
  /** Versions under comparison: a version, or `draft`. */
  from?: string | undefined;
  to?: string | undefined;
}

/** Reads the view from an address; what it does not know is left out. */
export function readView(raw: Record<string, unknown>): FlowView {
  const { mode, view, range, node, from, to } = raw;
  return {
    mode: modes.find((known) => known === mode),
    view: view === 'canvas' || view === 'outline' ? view : undefined,
    range: typeof range === 'string' && Object.hasOwn(ranges, range) ? (range as Range) : '24h', // just tested against the table
    node: typeof node === 'string' ? node : undefined,
    ...(typeof from === 'string' ? { from } : {}),
    ...(typeof to === 'string' ? { to } : {}),
  };
}

/** The address of a view; defaults are left out. */
export function writeView(view: FlowView): Record<string, string> {
  const search: Record<string, string> = {};
  if (view.mode) search['mode'] = view.mode;
  if (view.view) search['view'] = view.view;
  if (view.range !== '24h') search['range'] = view.range;
  if (view.node) search['node'] = view.node;
  if (view.from) search['from'] = view.from;
  if (view.to) search['to'] = view.to;
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
