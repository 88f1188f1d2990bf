import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useMemo, useRef, useState } from 'react';
import type { NodeTypeInfo, Problem } from '../../server/http/api.ts';
import { containersOf } from '../canvas/container.ts';
import type { CanvasView } from '../canvas/editing.ts';
import type { Ask } from '../connect/choices.ts';
import { useEditor } from '../draft/use-editor.ts';
import { boxesOf } from './boxes.ts';
import { focusField } from './focus-field.ts';
import { nodeOf, standing } from './problems.ts';
import type { ChooserAsk, Surface } from './surface.ts';
import { tidyDraft } from './tidy-draft.ts';
import { createViewStore } from './view-state.ts';

/** The screen as actions see it, with what is open on it now. */
export function useSurface(
  flowId: string,
  nodeTypes: readonly NodeTypeInfo[],
  canvas: RefObject<CanvasView | null>,
  field: RefObject<HTMLInputElement | null>,
) {
  const editor = useEditor();
  const navigate = useNavigate();
  const types = useMemo(() => new Map(nodeTypes.map((info) => [info.type, info])), [nodeTypes]);
  const [lines, setLines] = useState<ReadonlySet<string>>(new Set());
  const [chooser, choose] = useState<ChooserAsk>();
  const [ask, setAsk] = useState<Ask>();
  const [palette, showPalette] = useState(false);
  const [panel, showPanel] = useState(false);
  const [current, setCurrent] = useState<Problem>();
  const now = useRef({ lines, current });
  now.current = { lines, current };

  const surface = useMemo((): Surface & { goTo(problem: Problem): void } => {
    const selectLines = (names: Iterable<string>) => {
      const next = new Set(names);
      if (next.size > 0 || now.current.lines.size > 0) setLines(next);
    };
    const goTo = (problem: Problem) => {
      const { flow } = editor.get();
      const node = nodeOf(problem, flow);
      setCurrent(problem);
      if (node !== undefined) surface.view.reveal(containersOf(flow, node));
      editor.select(node === undefined ? [] : [node]);
      if (node !== undefined) requestAnimationFrame(() => canvas.current?.goTo(node)); // once its container is open
      if (node === undefined || problem.path.split('/').length > 3) surface.editFields(problem.path);
      editor.say(problem.message);
    };
    const surface: Surface & { goTo(problem: Problem): void } = {
      flowId,
      nodeTypes,
      types,
      view: createViewStore(flowId),
      canvas: () => canvas.current ?? undefined,
      boxes: () => boxesOf(editor.get().flow, nodeTypes),
      lines: () => now.current.lines,
      selectLines,
      choose,
      ask: setAsk,
      find() {
        showPalette(true);
        // Where there is no room for the palette, a dialog lists the same.
        requestAnimationFrame(() => (field.current ? field.current.focus() : setAsk({ kind: 'new' })));
      },
      editFields(path) {
        showPanel(true);
        focusField(path);
      },
      openFlow: (id) => void navigate({ to: '/flows/$flowId', params: { flowId: id } }),
      tidy: () => void tidyDraft(editor, nodeTypes),
      nextProblem() {
        const list = standing(editor.get().problems, editor.get().flow);
        const at = list.findIndex((one) => one.code === now.current.current?.code && one.path === now.current.current?.path);
        const next = list[(at + 1) % list.length];
        if (next) goTo(next);
      },
      goTo,
    };
    return surface;
  }, [flowId, nodeTypes, types, canvas, field, editor, navigate]);
  return { surface, types, lines, chooser, choose, ask, setAsk, palette, showPalette, panel, showPanel, current };
}
