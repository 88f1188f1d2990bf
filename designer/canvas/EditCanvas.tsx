import '@xyflow/react/dist/base.css';
import './canvas.css';
import './edit-canvas.css';
import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  type EdgeTypes,
  type FinalConnectionState,
  type HandleType,
  MiniMap,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
  useStoreApi,
} from '@xyflow/react';
import {
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { CanvasControls } from './CanvasControls.tsx';
import { ConnectLine, originName } from './ConnectLine.tsx';
import { type Drawing, type Editing, type FlowLineEdge, redraw } from './convert.ts';
import { DetailProvider } from './detail.tsx';
import { EditEdge } from './EditEdge.tsx';
import { type CanvasActs, type CanvasView, draggedType, EditingContext } from './editing.ts';
import { frameNodes } from './FrameBox.tsx';
import { createHover, HoverContext } from './hover.ts';
import { type DrawnNode, isCard, mapColor, nodeKinds } from './kinds.ts';
import { cardAt, lineAt } from './nearest.ts';
import { noteNodes } from './notes.ts';
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
  const [nodes, setNodes] = useState<DrawnNode[]>(things);
  const edges = useMemo(
    () => (lines.size === 0 ? drawing.edges : drawing.edges.map((edge) => (lines.has(edge.id) ? { ...edge, selected: true, zIndex: 1 } : edge))),
    [drawing.edges, lines],
  );
  const [map, setMap] = useState(!still && things.length <= mostMapped);
  const canvas = useReactFlow<DrawnNode, FlowLineEdge>();
  const frame = useRef<HTMLDivElement>(null);
  const hover = useLineHover();
  // Cards tell their sizes and ends themselves; measuring each again as it comes into view would force a layout.
  const store = useStoreApi<DrawnNode, FlowLineEdge>();
  useState(() => store.setState({ updateNodeInternals: () => undefined }));
  useEffect(() => setNodes(things.map((node) => (selection.has(node.id) ? chosen(node) : node))), [things, selection]);

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
    [acts],
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

  const lineUnder = useCallback((at: { x: number; y: number }) => lineAt(last.current?.edges ?? [], at)?.id, []);
  /** A card nobody leads to or from may be dropped into a line. */
  const loose = useCallback((dragged: readonly DrawnNode[]) => {
    const [card, ...others] = dragged;
    if (!card || others.length > 0 || !isCard(card) || !card.data.entrance) return undefined;
    return last.current?.edges.some(({ source, target }) => source === card.id || target === card.id) ? undefined : card;
  }, []);
  const onDrag = useCallback(
    (event: globalThis.MouseEvent | TouchEvent | MouseEvent, _: unknown, dragged: DrawnNode[]) => {
      if (loose(dragged)) hover.set(lineUnder(canvas.screenToFlowPosition(pointOf(event))));
    },
    [canvas, hover, lineUnder, loose],
  );
  const dropped = useCallback(
    (event: globalThis.MouseEvent | TouchEvent | MouseEvent, dragged: DrawnNode[]) => {
      const card = loose(dragged);
      const line = card && lineUnder(canvas.screenToFlowPosition(pointOf(event)));
      hover.set(undefined);
      if (card && line) acts.moveInto(card.id, [card.position.x, card.position.y], line);
      else acts.move(Object.fromEntries(dragged.map(({ id, position }) => [id, [position.x, position.y]])));
    },
    [acts, canvas, hover, lineUnder, loose],
  );
  const onDragStop = useCallback(
    (event: globalThis.MouseEvent | TouchEvent | MouseEvent, _: unknown, dragged: DrawnNode[]) => dropped(event, dragged),
    [dropped],
  );

  // React Flow ends the moving of a line's end also as a new line.
  const reconnecting = useRef(false);
  const onReconnectStart = useCallback(() => void (reconnecting.current = true), []);
  const onConnectEnd = useCallback(
    (event: globalThis.MouseEvent | TouchEvent, { fromNode, fromHandle }: FinalConnectionState) => {
      if (!fromNode || !isCard(fromNode) || reconnecting.current) return;
      const on = pointOf(event);
      const at = canvas.screenToFlowPosition(on);
      const from = originName(fromNode, fromHandle?.id);
      const target = cardAt(last.current?.nodes ?? [], at);
      if (target?.id === fromNode.id) return;
      if (target) acts.connect(from, target.id);
      else if (frame.current?.contains(document.elementFromPoint(on.x, on.y))) acts.leadOn(from, [at.x, at.y], on);
    },
    [acts, canvas],
  );
  const onReconnectEnd = useCallback(
    (event: globalThis.MouseEvent | TouchEvent, edge: FlowLineEdge, fixed: HandleType) => {
      reconnecting.current = false;
      if (fixed !== 'source') return;
      const target = cardAt(last.current?.nodes ?? [], canvas.screenToFlowPosition(pointOf(event)));
      if (target && target.id !== edge.target) acts.rewire(edge.id, target.id);
    },
    [acts, canvas],
  );
  const onDragOver = (event: DragEvent) => {
    if (still || !event.dataTransfer.types.includes(draggedType)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    hover.set(lineUnder(canvas.screenToFlowPosition({ x: event.clientX, y: event.clientY })));
  };
  const onDrop = (event: DragEvent) => {
    const type = event.dataTransfer.getData(draggedType);
    if (!type || still) return;
    event.preventDefault();
    const at = canvas.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    hover.set(undefined);
    acts.add(type, [at.x, at.y], lineUnder(at));
  };
  const onMenu = useCallback(
    (event: MouseEvent | globalThis.MouseEvent, node?: DrawnNode) => {
      event.preventDefault();
      if (node && !selected.current.has(node.id)) acts.select([node.id]);
      acts.openMenu({ x: event.clientX, y: event.clientY });
    },
    [acts],
  );
  const onLineMenu = useCallback(
    (event: MouseEvent, edge: FlowLineEdge) => {
      event.preventDefault();
      acts.selectLines([edge.id]);
      acts.openMenu({ x: event.clientX, y: event.clientY });
    },
    [acts],
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
            onDragOver={onDragOver}
            onDrop={onDrop}
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
              onNodeDrag={onDrag}
              onNodeDragStop={onDragStop}
              onSelectionDragStop={dropped}
              onEdgeMouseEnter={hover.enter}
              onEdgeMouseLeave={hover.leave}
              onConnectEnd={onConnectEnd}
              onReconnect={nothing}
              onReconnectStart={onReconnectStart}
              reconnectRadius={14}
              onReconnectEnd={onReconnectEnd}
              onNodeContextMenu={onMenu}
              onPaneContextMenu={onMenu}
              onSelectionContextMenu={onSelectionMenu(onMenu)}
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
const onSelectionMenu = (open: (event: MouseEvent) => void) => (event: MouseEvent) => open(event);

/** React Flow keeps the browser from moving the keyboard along: a field elsewhere gives it back. */
const takeKeyboard = ({ currentTarget }: { currentTarget: HTMLElement }) => {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && !currentTarget.contains(activeElement)) activeElement.blur();
};

const pointOf = (event: globalThis.MouseEvent | TouchEvent | MouseEvent): { x: number; y: number } => {
  const { clientX, clientY } = 'changedTouches' in event ? event.changedTouches[0]! : event;
  return { x: clientX, y: clientY };
};

const chosenNodes = new WeakMap<DrawnNode, DrawnNode>();
/** The same thing as chosen; each has one such twin, so that the others stay as they are. */
function chosen(node: DrawnNode): DrawnNode {
  const known = chosenNodes.get(node);
  if (known) return known;
  const made = { ...node, selected: true };
  chosenNodes.set(node, made);
  return made;
}

/** Keeps a line lit for a moment after the pointer left it: long enough to reach its plus. */
function useLineHover() {
  return useState(() => {
    const hover = createHover();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hold = (id: string) => {
      clearTimeout(timer);
      hover.set(id);
    };
    return {
      ...hover,
      hold,
      enter: (_: unknown, line: FlowLineEdge) => hold(line.id),
      leave: () => {
        clearTimeout(timer);
        timer = setTimeout(() => hover.set(undefined), 160);
      },
    };
  })[0];
}
