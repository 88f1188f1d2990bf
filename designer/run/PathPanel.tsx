import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import type { Flow, RunDetail, StepInfo } from '../../server/http/api.ts';
import { useNodeTypes } from '../api/flows.ts';
import { Bones } from '../states/Bones.tsx';
import { run as words } from '../text/en/run.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { pathOf } from './path-of.ts';

const FlowCanvas = lazy(() => import('../canvas/FlowCanvas.tsx').then((module) => ({ default: module.FlowCanvas })));
const Outline = lazy(() => import('../outline/Outline.tsx').then((module) => ({ default: module.Outline })));

export interface PathPanelProps {
  run: RunDetail;
  steps: readonly StepInfo[];
  node: string | undefined;
  onSelect: (node: string) => void;
}

/** The way the run took over the drawing it is pinned to; as an outline where there is no room. */
export function PathPanel({ run, steps, node, onSelect }: PathPanelProps) {
  const narrow = useMediaQuery('(max-width: 640px)') ?? false;
  const types = useNodeTypes().data;
  const path = useMemo(() => pathOf(run.drawing, run, steps), [run, steps]);
  const drawn = types && { flow: run.drawing, nodeTypes: types, selected: node, onSelect: (id: string | undefined) => id && onSelect(id) };
  return (
    <section className="card run-path" aria-label={words.path}>
      <div className="card-head">
        <h2>{words.path}</h2>
        <Link to="/flows/$flowId" params={{ flowId: run.flow }} className="push run-open">
          {words.openFlow}
          <ExternalLink size={13} aria-hidden />
        </Link>
      </div>
      <div className="run-drawing">
        <ErrorBoundary fallback={<p className="card-body run-none">{words.pathFailed}</p>}>
          <Suspense fallback={<Bones rows={4} />}>
            {!drawn ? (
              <Bones rows={4} />
            ) : narrow ? (
              <Outline {...drawn} flow={reachedFirst(run.drawing, steps)} path={path} />
            ) : (
              <FlowCanvas {...drawn} mode="run" path={path} />
            )}
          </Suspense>
        </ErrorBoundary>
      </div>
    </section>
  );
}

/** The same drawing, read from where the run began. */
function reachedFirst(drawing: Flow, steps: readonly StepInfo[]): Flow {
  const reached = steps.flatMap(({ node }) => (drawing.nodes[node] ? [[node, drawing.nodes[node]] as const] : []));
  return { ...drawing, nodes: { ...Object.fromEntries(reached), ...drawing.nodes } };
}
