import '@xyflow/react/dist/base.css';
import '../canvas/canvas.css';
import {
  Background,
  BackgroundVariant,
  type EdgeProps,
  type EdgeTypes,
  MiniMap,
  type NodeProps,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStoreApi,
} from '@xyflow/react';
import { Minus, Pencil, Plus } from 'lucide-react';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { CanvasControls } from '../canvas/CanvasControls.tsx';
import { boxOf, type FlowCardNode, type FlowLineEdge, toCanvas } from '../canvas/convert.ts';
import { DetailProvider } from '../canvas/detail.tsx';
import { FlowEdge } from '../canvas/FlowEdge.tsx';
import { NodeCard } from '../canvas/NodeCard.tsx';
import { centerOn, isInView, openingOf, viewportOf } from '../canvas/viewport.ts';
import { ship as words } from '../text/en/ship.ts';
import type { Mark, Together } from './together.ts';

const Marks = createContext<Pick<Together, 'nodes' | 'edges'>>({ nodes: new Map(), edges: new Map() });
const icons = { added: Plus, removed: Minus, changed: Pencil, rewired: Pencil };

/** What a card or the list says of a change: an icon and a word, never a colour alone. */
export function MarkPill({ mark: { kind, count } }: { mark: Mark }) {
  const Icon = icons[kind];
  return (
    <span className="diff-pill" data-mark={kind}>
      <Icon size={11} aria-hidden />
      {kind === 'changed' ? words.marks.changed(count) : words.marks[kind]}
    </span>
  );
}

function MarkedCard(props: NodeProps<FlowCardNode>) {
  const mark = useContext(Marks).nodes.get(props.id);
  return (
    <div className="diff-card" data-mark={mark?.kind}>
      <NodeCard {...props} />
      {mark && <MarkPill mark={mark} />}
    </div>
  );
}

function MarkedLine(props: EdgeProps<FlowLineEdge>) {
  const mark = useContext(Marks).edges.get(props.id);
  return (
    <g className="diff-line" data-mark={mark}>
      <FlowEdge {...props} />
    </g>
  );
}

const nodeKinds: NodeTypes = { card: MarkedCard };
const edgeKinds: EdgeTypes = { line: MarkedLine };
const proOptions = { hideAttribution: true };
const mapColors = { added: 'var(--completed)', removed: 'var(--parked)', changed: 'var(--waiting)', rewired: 'var(--waiting)', same: 'var(--edge)' };

interface DiffCanvasProps {
  drawn: Together;
  nodeTypes: NodeTypeInfo[];
  selected: string | undefined;
  onSelect: (node: string | undefined) => void;
  /** Stands in the lower right corner. */
  children?: ReactNode;
}

/** Two drawings in one picture, to look at: what came, what changed, and what is gone where it stood. */
export const DiffCanvas = (props: DiffCanvasProps) => (
  <ReactFlowProvider>
    <Canvas {...props} />
  </ReactFlowProvider>
);

function Canvas({ drawn, nodeTypes, selected, onSelect, children }: DiffCanvasProps) {
  const drawing = useMemo(() => toCanvas(drawn.flow, nodeTypes, false), [drawn, nodeTypes]);
  const nodes = useMemo(() => drawing.nodes.map((node) => (node.id === selected ? { ...node, selected: true } : node)), [drawing, selected]);
  const [map, setMap] = useState(false);
  const canvas = useReactFlow<FlowCardNode, FlowLineEdge>();
  const store = useStoreApi<FlowCardNode, FlowLineEdge>();
  useState(() => store.setState({ updateNodeInternals: () => undefined }));
  const frame = useRef<HTMLDivElement>(null);
  const size = () => frame.current?.getBoundingClientRect() ?? { width: 0, height: 0 };

  const look = (choose = viewportOf) => {
    const { width, height } = size();
    void canvas.setViewport(choose(drawing.nodes.map(boxOf), width, height));
  };
  const follow = () => {
    const node = drawing.nodes.find(({ id }) => id === selected);
    const { width, height } = size();
    if (node && !isInView(boxOf(node), canvas.getViewport(), width, height)) void canvas.setViewport(centerOn(boxOf(node), canvas.getZoom(), width, height));
  };
  const following = useRef(follow);
  useEffect(() => void (following.current = follow));
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another choice moves the drawing, never a person's own panning
  useEffect(() => following.current(), [selected]);

  return (
    <Marks value={drawn}>
      <DetailProvider>
        <div className="flow-canvas diff-canvas" ref={frame}>
          <ReactFlow<FlowCardNode, FlowLineEdge>
            aria-label={`${drawn.flow.title}, ${words.changes}`}
            nodes={nodes}
            edges={drawing.edges}
            nodeTypes={nodeKinds}
            edgeTypes={edgeKinds}
            onNodeClick={(_, node) => onSelect(node.id)}
            onPaneClick={() => onSelect(undefined)}
            nodesDraggable={false}
            nodesConnectable={false}
            elementsSelectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            disableKeyboardA11y
            onlyRenderVisibleElements
            deleteKeyCode={null}
            panOnScroll
            zoomOnDoubleClick={false}
            minZoom={0.05}
            maxZoom={2}
            onInit={() => look(openingOf)}
            proOptions={proOptions}
          >
            <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--line-2)" />
            {map && (
              <MiniMap
                pannable
                ariaLabel={words.map}
                nodeColor={({ id }) => mapColors[drawn.nodes.get(id)?.kind ?? 'same']}
                nodeStrokeWidth={0}
                nodeBorderRadius={12}
                maskColor="var(--map-mask)"
              />
            )}
          </ReactFlow>
          <CanvasControls map={map} onMap={setMap} onFit={() => look()} />
          {children && (
            <div className="canvas-corner" data-map={map}>
              {children}
            </div>
          )}
        </div>
      </DetailProvider>
    </Marks>
  );
}
