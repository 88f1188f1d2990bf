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
  SelectionMode,
  useStoreApi,
} from '@xyflow/react';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useDeferredValue,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { CanvasControls } from './CanvasControls.tsx';
import { ConnectLine } from './ConnectLine.tsx';
import { type Drawing, type Editing, type FlowLineEdge, redraw } from './convert.ts';
import { DetailProvider } from './detail.tsx';
import { EditEdge } from './EditEdge.tsx';
import { type CanvasActs, type CanvasView, EditingContext } from './editing.ts';
import { frameNodes } from './FrameBox.tsx';
import { HoverContext } from './hover.ts';
import { type DrawnNode, isCard, mapColor, nodeKinds } from './kinds.ts';
import { noteNodes } from './notes.ts';
import { useDrops } from './use-drops.ts';
import { useLineHover } from './use-line-hover.ts';
import { useView } from './use-view.ts';

export interface EditCanvasProps {
  /** The part of the draft that is seen. */
  flow: Flow;
  nodeTypes: NodeTypeInfo[];
  looks: Editing;
  frames: ReadonlyMap<string, ReadonlySet<string>>;
  selection: ReadonlySet<string>;
  /** Chosen lines, by name. */
  lines: ReadonlySet<string>;
  /** Keeps its identity. */
  acts: CanvasActs;
  /** Nothing can be changed: small screens, versions. */
  still?: boolean;
  view: Ref<CanvasView>;
  children?: ReactNode;
}

const edgeKinds: EdgeTypes = { line: EditEdge };
const proOptions = { hideAttribution: true };
const snap: [number, number] = [20, 20];
/** Above that, cards jump to their new places. */
const mostGliding = 300;
/** Above that, the map costs more than a frame has; one press shows it. */
const mostMapped = 1_000;
const several = ['Control', 'Meta', 'Shift'];
const middleButton = [1];
const isCoarse = typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches;

/** The drawing of a draft, to be changed: every change is told to `acts` and comes back as the next flow. */
export const EditCanvas = (props: EditCanvasProps) => (
  <ReactFlowProvider>
    <Canvas {...props} />
  </ReactFlowProvider>
);

function Canvas({ flow, nodeTypes, looks, frames, selection, lines, acts, still = false, view, children }: EditCanvasProps) {
  const last = useRef<Drawing>(undefined);
  const drawing = useMemo(() => {
    last.current = redraw(last.current, flow, nodeTypes, looks);
    return last.current;
  }, [flow, nodeTypes, looks]);
  const things = useMemo((): DrawnNode[] => [...frameNodes(drawing.nodes, frames), ...noteNodes(flow), ...drawing.nodes], [drawing, frames, flow]);
  const [nodes, setNodes] = useShown(things, selection);
  // Cards first: lines take the short way for a frame, so that a large flow is never held up by both at once.
  const drawn = useDeferredValue(drawing.edges);
  const edges = useMemo(
    () => (lines.size === 0 ? drawn : drawn.map((edge) => (lines.has(edge.id) ? { ...edge, selected: true, zIndex: 1 } : edge))),
    [drawn, lines],
  );
  const [map, setMap] = useState(!still && things.length <= mostMapped);
  const frame = useRef<HTMLDivElement>(null);
  const hover = useLineHover();
  // Cards tell their sizes and ends themselves; measuring each again as it comes into view would force a layout.
  const store = useStoreApi<DrawnNode, FlowLineEdge>();
  useState(() => store.setState({ updateNodeInternals: () => undefined }));

  const looking = useView(frame, things, selection);
  useImperativeHandle(view, () => looking, [looking]);

  const selected = useRef(selection);
  useEffect(() => void (selected.current = selection), [selection]);
  const onNodesChange = useCallback(
    (changes: NodeChange<DrawnNode>[]) => {
      const kept = changes.filter((change) => change.type === 'position' || (change.type === 'dimensions' && change.resizing !== undefined));
      if (kept.length > 0) setNodes((now) => applyNodeChanges(kept, now));
      const picked = changes.filter((change) => change.type === 'select');
      if (picked.length === 0) return;
      const next = new Set(selected.current);
      for (const { id, selected: on } of picked) on ? next.add(id) : next.delete(id);
      selected.current = next;
      acts.select(next);
    },
    [acts, setNodes],
  );
  // Lines are chosen by hand: a box around cards would choose every line that touches one.
  const chosenLines = useRef(lines);
  useEffect(() => void (chosenLines.current = lines), [lines]);
  const onEdgeClick = useCallback(
    (event: MouseEvent, { id }: FlowLineEdge) => {
      const more = event.ctrlKey || event.metaKey || event.shiftKey;
      if (!more) acts.select([]);
      acts.selectLines(more ? [...chosenLines.current, id] : [id]);
    },
    [acts],
  );
  const clearLines = useCallback(() => acts.selectLines([]), [acts]);

  const drops = useDrops(last, frame, hover, acts);
  const onMenu = useCallback(
    (event: MouseEvent | globalThis.MouseEvent, node?: DrawnNode) => {
      event.preventDefault();
      if (still) return;
      if (node && !selected.current.has(node.id)) acts.select([node.id]);
      acts.openMenu({ x: event.clientX, y: event.clientY });
    },
    [acts, still],
  );
  const onSelectionMenu = useCallback((event: MouseEvent) => onMenu(event), [onMenu]);
  const onLineMenu = useCallback(
    (event: MouseEvent, edge: FlowLineEdge) => {
      event.preventDefault();
      if (still) return;
      acts.selectLines([edge.id]);
      acts.openMenu({ x: event.clientX, y: event.clientY });
    },
    [acts, still],
  );
  /** Enter or Space on a card that has the keyboard chooses it; the next Enter opens it. */
  const pickFocused = (event: KeyboardEvent) => {
    const id = (event.target as HTMLElement).matches('.react-flow__node') ? (event.target as HTMLElement).dataset['id'] : undefined; // keyboard events start at elements
    if (id === undefined || (event.key !== 'Enter' && event.key !== ' ') || selected.current.has(id)) return;
    event.preventDefault();
    event.stopPropagation();
    acts.select([id]);
  };
  const onOpen = useCallback((_: unknown, node: DrawnNode) => isCard(node) && acts.open(node.id), [acts]);
  const editing = useMemo(() => (still ? undefined : { acts, holdLine: hover.hold, leaveLine: hover.leave }), [acts, hover, still]);

  return (
    <EditingContext value={editing}>
      <HoverContext value={hover}>
        <DetailProvider>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: drop place of the palette; the palette adds by keyboard too */}
          <div
            className="flow-canvas"
            ref={frame}
            data-mode="edit"
            data-glides={nodes.length <= mostGliding}
            onDragOver={still ? undefined : drops.overFromPalette}
            onDrop={still ? undefined : drops.fromPalette}
            onKeyDownCapture={pickFocused}
            onPointerDownCapture={takeKeyboard}
            onPointerMove={looking.seePointer}
          >
            <ReactFlow<DrawnNode, FlowLineEdge>
              aria-label={`${flow.title}, canvas`}
              nodes={nodes}
              edges={edges}
              nodeTypes={nodeKinds}
              edgeTypes={edgeKinds}
              onNodesChange={onNodesChange}
              onEdgeClick={onEdgeClick}
              onPaneClick={clearLines}
              onNodeClick={clearLines}
              defaultEdgeOptions={unchosen}
              onNodeDoubleClick={onOpen}
              onNodeDrag={drops.drag}
              onNodeDragStop={drops.dragStop}
              onSelectionDragStop={drops.selectionDragStop}
              onEdgeMouseEnter={hover.enter}
              onEdgeMouseLeave={hover.leave}
              onConnectEnd={drops.connectEnd}
              onReconnect={nothing}
              onReconnectStart={drops.reconnectStart}
              reconnectRadius={14}
              onReconnectEnd={drops.reconnectEnd}
              onNodeContextMenu={onMenu}
              onPaneContextMenu={onMenu}
              onSelectionContextMenu={onSelectionMenu}
              onEdgeContextMenu={onLineMenu}
              connectionLineComponent={ConnectLine}
              connectionRadius={1}
              nodesDraggable={!still}
              nodesConnectable={!still}
              edgesReconnectable={!still}
              elementsSelectable
              nodesFocusable
              edgesFocusable={false}
              disableKeyboardA11y
              onlyRenderVisibleElements
              deleteKeyCode={null}
              selectionKeyCode={null}
              multiSelectionKeyCode={several}
              selectionOnDrag={!still && !isCoarse}
              selectionMode={SelectionMode.Partial}
              panOnDrag={still || isCoarse ? true : middleButton}
              panOnScroll
              snapToGrid
              snapGrid={snap}
              zoomOnDoubleClick={false}
              minZoom={0.05}
              maxZoom={2}
              selectNodesOnDrag={false}
              onInit={looking.open}
              proOptions={proOptions}
            >
              <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--line-2)" />
              {map && (
                <MiniMap
                  pannable
                  zoomable
                  ariaLabel="Map of the flow"
                  nodeColor={mapColor}
                  nodeStrokeWidth={0}
                  nodeBorderRadius={12}
                  maskColor="var(--map-mask)"
                />
              )}
            </ReactFlow>
            <CanvasControls map={map} onMap={setMap} onFit={looking.fit} />
            {children}
          </div>
        </DetailProvider>
      </HoverContext>
    </EditingContext>
  );
}

const unchosen = { selectable: false };
const nothing = () => undefined;

/** React Flow keeps the browser from moving the keyboard along: a field elsewhere gives it back. */
const takeKeyboard = ({ currentTarget }: { currentTarget: HTMLElement }) => {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && !currentTarget.contains(activeElement)) activeElement.blur();
};

/** Things as they stand now: as the draft says, and as they are dragged until it says so. Both change in one drawing, not in two. */
function useShown(things: readonly DrawnNode[], selection: ReadonlySet<string>) {
  const [shown, setShown] = useState({ things, selection, nodes: marked(things, selection) });
  const isFresh = shown.things === things && shown.selection === selection;
  const now = isFresh ? shown : { things, selection, nodes: marked(things, selection) };
  if (!isFresh) setShown(now);
  const setNodes = useCallback((change: (nodes: DrawnNode[]) => DrawnNode[]) => setShown((now) => ({ ...now, nodes: change(now.nodes) })), []);
  return [now.nodes, setNodes] as const;
}

const marked = (things: readonly DrawnNode[], selection: ReadonlySet<string>): DrawnNode[] =>
  things.map((node) => (selection.has(node.id) ? chosen(node) : node));

const chosenNodes = new WeakMap<DrawnNode, DrawnNode>();
/** The same thing as chosen; each has one such twin, so that the others stay as they are. */
function chosen(node: DrawnNode): DrawnNode {
  const known = chosenNodes.get(node);
  if (known) return known;
  const made = { ...node, selected: true };
  chosenNodes.set(node, made);
  return made;
}
