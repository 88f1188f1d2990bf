import './edit.css';
import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { ChevronRight, PanelLeft } from 'lucide-react';
import { type KeyboardEvent, lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FlowDetail, NodeTypeInfo } from '../../server/http/api.ts';
import { shownOf } from '../canvas/container.ts';
import { EditCanvas } from '../canvas/EditCanvas.tsx';
import type { CanvasView } from '../canvas/editing.ts';
import type { Point } from '../canvas/geometry.ts';
import { ConnectDialog } from '../connect/ConnectDialog.tsx';
import { useEdited, useEditor } from '../draft/use-editor.ts';
import { useWidth } from '../form/use-width.ts';
import { GuideGhost } from '../guide/GuideGhost.tsx';
import { GuidePanel } from '../guide/GuidePanel.tsx';
import { useGuideOpen } from '../guide/progress.ts';
import { usePageKeys } from '../keys/page-keys.ts';
import { isKeyboardTaken } from '../keys/use-list-keys.ts';
import { EditOutline } from '../outline/EditOutline.tsx';
import { edit as words } from '../text/en/edit.ts';
import { type Action, actionsOf } from './actions.ts';
import { SavingBanners } from './Banner.tsx';
import { settled } from './boxes.ts';
import { Chooser } from './Chooser.tsx';
import { ContextMenu } from './ContextMenu.tsx';
import { sayWhich } from './changes.ts';
import { followClipboard } from './clipboard.ts';
import { followKeys, keyGroups } from './keys.ts';
import { MergeQuestion } from './MergeQuestion.tsx';
import { Palette } from './Palette.tsx';
import { ProblemsDrawer } from './ProblemsDrawer.tsx';
import { countsByNode, standing } from './problems.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { useActionCommands } from './use-action-commands.ts';
import { addNew, useCanvasActs } from './use-canvas-acts.ts';
import { useSelected } from './use-selected.ts';
import { useSurface } from './use-surface.ts';
import { useViewState } from './view-state.ts';

const PropertyPanel = lazy(() => import('../form/PropertyPanel.tsx'));

export interface EditModeProps {
  flowId: string;
  detail: FlowDetail;
  nodeTypes: NodeTypeInfo[];
  /** The chosen node of the address. */
  selected: string | undefined;
  onSelect: (id: string | undefined) => void;
  /** The drawing, or the same as a tree. */
  shown: 'canvas' | 'outline';
  /** What the page can do besides, by the same keys, menus and palette: try, deploy, outline. */
  more?: readonly Action[];
}

const noActions: readonly Action[] = [];

/** Drawing a flow: palette, canvas, fields, problems. Inside a DraftProvider. */
export function EditMode({ flowId, nodeTypes, selected, onSelect, shown: view, more = noActions }: EditModeProps) {
  const editor = useEditor();
  const flow = useEdited((state) => state.flow);
  const selection = useEdited((state) => state.selection);
  const found = useEdited((state) => state.problems);
  const canvas = useRef<CanvasView>(null);
  const field = useRef<HTMLInputElement>(null);
  const page = useRef<HTMLDivElement>(null);
  const { surface, types, lines, chooser, choose, ask, setAsk, palette, showPalette, panel, showPanel, current } = useSurface(flowId, nodeTypes, canvas, field);
  const [menu, setMenu] = useState<Point>();
  const openMenu = useCallback((at: Point) => setMenu(at), []);
  const acts = useCanvasActs(editor, surface, openMenu);
  const actions = useMemo(() => [...actionsOf(editor, surface), ...more], [editor, surface, more]);
  const look = useViewState(surface.view);
  const { small, overlay, strip } = useRoom();
  const { width } = useWidth();

  useSelected(selected, onSelect);
  // Another part of the flow is seen from its beginning.
  const seen = useRef(look.inside);
  useEffect(() => {
    if (seen.current === look.inside) return;
    seen.current = look.inside;
    requestAnimationFrame(() => canvas.current?.fit());
  }, [look.inside]);
  useEffect(() => followClipboard(editor, surface), [editor, surface]);
  useEffect(() => {
    const hasCanvas = () => document.activeElement === document.body || page.current?.querySelector('.flow-canvas')?.contains(document.activeElement) === true;
    return followKeys(() => actions, editor.get, hasCanvas);
  }, [actions, editor]);
  useActionCommands(actions, surface);
  usePageKeys(() => keyGroups(actions));

  const problems = useMemo(() => standing(found, flow), [found, flow]);
  const shown = useMemo(() => shownOf(settled(flow, types), look.folds, look.inside), [flow, types, look]);
  const counts = useKept(useMemo(() => countsByNode(problems, flow, look.folds), [problems, flow, look.folds]));
  const looks = useMemo(() => ({ problems: counts, folded: shown.folded }), [counts, shown]);
  const guided = useGuideOpen(flowId);
  const isEmpty = Object.keys(flow.nodes).length === 0;
  const add = (info: NodeTypeInfo) => {
    const [only] = selection.size === 1 ? selection : [];
    const node = only === undefined ? undefined : flow.nodes[only];
    const leads = node && info.trigger === undefined && !flow.edges.some(({ from }) => from === only || from.startsWith(`${only}.`));
    addNew(editor, surface, info, leads ? { kind: 'after', from: only! } : { kind: 'beside', at: canvas.current?.middle() ?? [0, 0] });
    if (strip) showPalette(false);
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || isKeyboardTaken()) return;
    const [only] = selection;
    if (isTree) page.current?.querySelector<HTMLElement>('.outline [tabindex="0"]')?.focus();
    else if (only !== undefined) canvas.current?.goTo(only);
    else focusCanvas(page.current);
  };
  const isTree = view === 'outline';
  const isPaletteOpen = !isTree && !overlay && (!strip || palette);
  return (
    <div className="edit-mode" ref={page}>
      {!isTree && strip && !overlay && (
        <div className="edit-strip">
          <button type="button" aria-label={words.openPalette} title={`${words.openPalette} (N)`} aria-expanded={palette} onClick={() => showPalette(!palette)}>
            <PanelLeft size={18} aria-hidden />
          </button>
        </div>
      )}
      {isPaletteOpen && <Palette nodeTypes={nodeTypes} field={field} onAdd={add} onLeave={() => (strip ? showPalette(false) : focusCanvas(page.current))} />}
      <div className="edit-middle">
        {small && !isTree && <p className="hint edit-small">{words.smallScreen}</p>}
        <div className="edit-drawing">
          {isTree ? (
            <EditOutline nodeTypes={nodeTypes} selected={selected} onSelect={onSelect} />
          ) : (
            <EditCanvas
              flow={shown.flow}
              nodeTypes={nodeTypes}
              looks={looks}
              frames={shown.frames}
              selection={selection}
              lines={lines}
              acts={acts}
              still={small}
              view={canvas}
            >
              <GuideGhost flowId={flowId} />
            </EditCanvas>
          )}
          <div className="edit-over">
            <SavingBanners />
            {look.inside !== undefined && (
              <nav className="edit-way canvas-float" aria-label={words.way}>
                <button type="button" onClick={() => surface.view.enter(undefined)}>
                  {flow.title}
                </button>
                <ChevronRight size={14} aria-hidden />
                <span>{sayWhich(flow, types, [look.inside])}</span>
              </nav>
            )}
            <MergeQuestion types={types} />
            <SelectionBar actions={actions} />
          </div>
          {isEmpty && !isTree && !small && !guided && (
            <div className="edit-empty">
              <h2>{words.empty}</h2>
              <p>{words.emptyText}</p>
              <Button onClick={() => surface.find()}>{words.chooseTrigger}</Button>
            </div>
          )}
        </div>
        <ProblemsDrawer problems={problems} types={types} current={current} onGo={surface.goTo} />
      </div>
      {(!overlay || panel || guided || selection.size > 0) && (isTree || !small) && (
        // biome-ignore lint/a11y/noStaticElementInteractions: a way back for the keyboard, from whichever field has it
        <div className="edit-panel" data-overlay={overlay} onKeyDown={leave}>
          <Suspense fallback={<aside className="form-panel" style={{ width }} />}>
            {guided && selection.size === 0 ? <GuidePanel flowId={flowId} /> : <PropertyPanel onClose={() => showPanel(false)} />}
          </Suspense>
        </div>
      )}
      {chooser && (
        <Chooser
          key={`${chooser.on.x} ${chooser.on.y}`}
          ask={chooser}
          nodeTypes={nodeTypes}
          onClose={() => choose(undefined)}
          onPick={(info) => {
            choose(undefined);
            addNew(editor, surface, info, chooser.spot);
          }}
        />
      )}
      {ask && (
        <ConnectDialog
          ask={ask}
          nodeTypes={nodeTypes}
          onClose={() => setAsk(undefined)}
          onDone={(node) => requestAnimationFrame(() => canvas.current?.goTo(node))}
        />
      )}
      {menu && <ContextMenu at={menu} actions={actions} onClose={() => setMenu(undefined)} />}
      <Said />
    </div>
  );
}

/** How much room there is, from the first drawing on. */
function useRoom() {
  const below = (width: number) => `(max-width: ${width}px)`;
  const options = { getInitialValueInEffect: false };
  return {
    small: useMediaQuery(below(640), undefined, options) ?? false,
    overlay: useMediaQuery(below(900), undefined, options) ?? false,
    strip: useMediaQuery(below(1200), undefined, options) ?? false,
  };
}

/** Tells a screen reader what was just done. */
function Said() {
  const said = useEdited((state) => state.said);
  return (
    <div className="hidden-words" role="status" aria-live="polite">
      {said}
    </div>
  );
}

const focusCanvas = (page: HTMLElement | null) => page?.querySelector<HTMLElement>('.react-flow__node')?.focus();

/** The same map while it says the same, so that the drawing stays as it is. */
function useKept<T>(map: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const last = useRef(map);
  if (JSON.stringify([...last.current]) !== JSON.stringify([...map])) last.current = map;
  return last.current;
}
