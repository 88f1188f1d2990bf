import '@xyflow/react/dist/base.css';
import './canvas.css';
import './edit-canvas.css';
import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  type EdgeTypes,
  MiniMap,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStoreApi,
} from '@xyflow/react';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { canvas as words } from '../text/en/canvas.ts';
import { CanvasControls } from './CanvasControls.tsx';
import { shownOf } from './container.ts';
import { boxOf, type FlowCardNode, type FlowLineEdge, routed, toCanvas, toLayout } from './convert.ts';
import { DetailProvider, FiguresContext } from './detail.tsx';
import { FlowEdge } from './FlowEdge.tsx';
import { frameNodes } from './FrameBox.tsx';
import type { FigureStore } from './figures.ts';
import { createHover, HoverContext } from './hover.ts';
import { type DrawnNode, isCard, mapColor, nodeKinds } from './kinds.ts';
import type { Layout } from './layout.ts';
import { noteNodes } from './notes.ts';
import { type RunPath, withLines, withState } from './run-path.ts';
import { centerOn, isInView, openingOf, viewportOf } from './viewport.ts';
import { type Step, walk } from './walk.ts';

export interface FlowCanvasProps {
  flow: Flow;
  nodeTypes: NodeTypeInfo[];
  mode: 'live' | 'run';
  figures?: FigureStore | undefined;
  path?: RunPath | undefined;
  selected?: string | undefined;
  onSelect: (id: string | undefined) => void;
  /** Begin with the whole flow in view. */
  fit?: boolean | undefined;
  /** Where given, cards can be moved, and the new places are told when a card is let go. */
  onMove?: ((layout: Layout) => void) | undefined;
  /** Stands in the lower right corner: a legend. */
  children?: ReactNode;
}

const nothing: ReadonlySet<string> = new Set();
const edgeKinds: EdgeTypes = { line: FlowEdge };
const proOptions = { hideAttribution: true };
const steps: Record<string, Step> = { ArrowRight: 'right', ArrowLeft: 'left', ArrowUp: 'up', ArrowDown: 'down' };

export type { RunPath };

/** The drawing of a flow, to look at: figures in Live, the way a run took in a run. */
export const FlowCanvas = (props: FlowCanvasProps) => (
  <ReactFlowProvider>
    <Canvas {...props} />
  </ReactFlowProvider>
);

function Canvas({ flow, nodeTypes, mode, figures, path, selected, onSelect, fit = true, onMove, children }: FlowCanvasProps) {
  const drawing = useMemo(() => toCanvas(flow, nodeTypes, mode === 'live'), [flow, nodeTypes, mode]);
  const around = useMemo((): DrawnNode[] => [...frameNodes(drawing.nodes, shownOf(flow, nothing).frames), ...noteNodes(flow)], [drawing, flow]);
  const [nodes, setNodes] = useState<DrawnNode[]>([...around, ...drawing.nodes]);
  const [edges, setEdges] = useState(drawing.edges);
  const [hover] = useState(createHover);
  const [map, setMap] = useState(drawing.nodes.length > 40);
  const canvas = useReactFlow<DrawnNode, FlowLineEdge>();
  // Cards tell their sizes and ends themselves; measuring each again as it comes into view would force a layout.
  const store = useStoreApi<DrawnNode, FlowLineEdge>();
  useState(() => store.setState({ updateNodeInternals: () => undefined }));
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => setNodes([...around, ...withState(drawing.nodes, selected, path)]), [drawing, around, selected, path]);
  useEffect(() => setEdges(withLines(drawing.edges, path)), [drawing, path]);

  const onNodesChange = useCallback((changes: NodeChange<DrawnNode>[]) => {
    const kept = changes.filter((change) => change.type === 'position');
    if (kept.length > 0) setNodes((now) => applyNodeChanges(kept, now));
  }, []);
  // Handlers keep their identity: a new one would draw every card and line again at each frame of a drag.
  const selecting = useRef(onSelect);
  useEffect(() => void (selecting.current = onSelect), [onSelect]);
  const choose = useCallback((_: unknown, node: DrawnNode) => isCard(node) && selecting.current(node.id), []);
  const clear = useCallback(() => selecting.current(undefined), []);
  const enterLine = useCallback((_: unknown, line: FlowLineEdge) => hover.set(line.id), [hover]);
  const leaveLine = useCallback(() => hover.set(undefined), [hover]);
  const drop = useCallback(() => {
    const now = canvas.getNodes().filter(isCard);
    setEdges((lines) => routed(now, lines));
    onMove?.(toLayout(now));
  }, [canvas, onMove]);
  const look = (boxes: FlowCardNode[], choose = viewportOf) => {
    const { width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {};
    void canvas.setViewport(choose(boxes.map(boxOf), width, height));
  };
  const fitAll = () => look(drawing.nodes);
  // In a run the story beside the drawing chooses nodes: the drawing follows.
  const opened = useRef(false);
  const follow = () => {
    const node = mode === 'run' && opened.current ? drawing.nodes.find((one) => one.id === selected) : undefined;
    const { width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {};
    if (node && !isInView(boxOf(node), canvas.getViewport(), width, height)) void canvas.setViewport(centerOn(boxOf(node), canvas.getZoom(), width, height));
  };
  const following = useRef(follow);
  useEffect(() => void (following.current = follow));
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another choice moves the drawing, never a person's own panning
  useEffect(() => following.current(), [selected]);
  const open = () => {
    if (fit) look(drawing.nodes, openingOf);
    opened.current = true;
    follow();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    const focused = (event.target as HTMLElement).closest?.<HTMLElement>('.react-flow__node')?.dataset['id']; // keyboard events start at elements
    if (step && (event.target as HTMLElement).closest?.('[role="toolbar"]') === null) {
      const next = walk(drawing.nodes, drawing.edges, focused ?? selected, step);
      event.preventDefault();
      if (next) goTo(next);
    } else if ((event.key === 'Enter' || event.key === ' ') && focused) {
      event.preventDefault();
      onSelect(focused);
    } else if (event.key === 'Escape') onSelect(undefined);
    else if (event.key === '1') fitAll();
    else if (event.key === '2') look(drawing.nodes.filter((node) => node.id === selected));
  };
  const goTo = (id: string) => {
    onSelect(id);
    const node = drawing.nodes.find((one) => one.id === id);
    const { width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {};
    const zoom = canvas.getZoom();
    if (node && !isInView(boxOf(node), canvas.getViewport(), width, height)) void canvas.setViewport(centerOn(boxOf(node), zoom, width, height));
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`)?.focus({ preventScroll: true }));
  };

  return (
    <FiguresContext value={mode === 'live' ? figures : undefined}>
      <HoverContext value={hover}>
        <DetailProvider>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the canvas as a whole; the cards inside take the focus */}
          <div className="flow-canvas" ref={frame} data-mode={mode} onKeyDown={onKeyDown}>
            <ReactFlow<DrawnNode, FlowLineEdge>
              aria-label={words.canvasOf(flow.title)}
              nodes={nodes}
              edges={edges}
              nodeTypes={nodeKinds}
              edgeTypes={edgeKinds}
              onNodesChange={onNodesChange}
              onNodeClick={choose}
              onEdgeMouseEnter={enterLine}
              onEdgeMouseLeave={leaveLine}
              onPaneClick={clear}
              onNodeDragStop={drop}
              nodesDraggable={onMove !== undefined}
              nodesConnectable={false}
              elementsSelectable={false}
              nodesFocusable
              edgesFocusable={false}
              disableKeyboardA11y
              onlyRenderVisibleElements
              deleteKeyCode={null}
              selectionKeyCode={null}
              multiSelectionKeyCode={null}
              panOnScroll
              zoomOnDoubleClick={false}
              minZoom={0.05}
              maxZoom={2}
              onInit={open}
              proOptions={proOptions}
            >
              <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--line-2)" />
              {map && <MiniMap pannable ariaLabel={words.mapOf} nodeColor={mapColor} nodeStrokeWidth={0} nodeBorderRadius={12} maskColor="var(--map-mask)" />}
            </ReactFlow>
            <CanvasControls map={map} onMap={setMap} onFit={fitAll} />
            {children && (
              <div className="canvas-corner" data-map={map}>
                {children}
              </div>
            )}
          </div>
        </DetailProvider>
      </HoverContext>
    </FiguresContext>
  );
}
