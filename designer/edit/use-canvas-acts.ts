import { useMemo } from 'react';
import type { CanvasActs } from '../canvas/editing.ts';
import { originOf } from '../canvas/ports.ts';
import { fromOf } from '../connect/choices.ts';
import type { Editor } from '../draft/editor.ts';
import { connect, rewire, whyNot } from '../draft/edits/lines.ts';
import { moveNodes } from '../draft/edits/nodes.ts';
import { setNote } from '../draft/edits/notes.ts';
import { edit as words } from '../text/en/edit.ts';
import { settled } from './boxes.ts';
import { sayFrom, sayWhich } from './changes.ts';
import { lineOfName, movedInto, type Spot, withNew } from './new-node.ts';
import type { Surface } from './surface.ts';

/** What becomes of a person's doings on the canvas: each is one named step of the draft. */
export function useCanvasActs(editor: Editor, surface: Surface, openMenu: CanvasActs['openMenu']): CanvasActs {
  return useMemo(() => canvasActs(editor, surface, openMenu), [editor, surface, openMenu]);
}

function canvasActs(editor: Editor, surface: Surface, openMenu: CanvasActs['openMenu']): CanvasActs {
  const { types } = surface;
  /** A default port is not named, so that one line is never drawn twice. */
  const asWritten = (from: string): string => {
    const { node, port } = originOf({ from, to: '' });
    const { flow } = editor.get();
    return port === undefined || !flow.nodes[node] ? from : fromOf(flow, types, node, port);
  };
  const reason = (from: string, to: string) => {
    const { flow } = editor.get();
    return whyNot(flow, types, from, to) ?? whyNot(flow, types, asWritten(from), to);
  };
  return {
    select: (ids) => editor.select([...ids].filter((id) => !id.startsWith('frame:'))),
    selectLines: surface.selectLines,
    move(places) {
      const { flow } = editor.get();
      editor.edit(words.did.move(sayWhich(flow, types, Object.keys(places))), (now) => moveNodes(settled(now, types), places));
    },
    connect(from, to) {
      const why = reason(from, to);
      if (why) return editor.say(why);
      const { flow } = editor.get();
      editor.edit(words.did.connect(sayFrom(flow, types, from), sayWhich(flow, types, [to])), (now) => connect(now, asWritten(from), to));
    },
    whyNot: reason,
    rewire(line, to) {
      const { flow } = editor.get();
      const edge = lineOfName(flow, line);
      const why = edge && reason(edge.from, to);
      if (!edge || why) return editor.say(why ?? '');
      editor.edit(words.did.rewire(sayFrom(flow, types, edge.from), sayWhich(flow, types, [to])), (now) => rewire(now, edge, to));
    },
    leadOn: (from, at, on) => surface.choose({ spot: { kind: 'after', from: asWritten(from), at: [at[0], at[1] - 28] }, on }),
    insertAt: (line, on) => surface.choose({ spot: { kind: 'line', line }, on }),
    add(type, at, line) {
      const info = types.get(type);
      const corner = [at[0] - 104, at[1] - 28] as const;
      if (info) addNew(editor, surface, info, line ? { kind: 'line', line, at: corner } : { kind: 'beside', at: corner });
    },
    moveInto(id, at, line) {
      const { flow } = editor.get();
      const info = types.get(flow.nodes[id]!.type);
      editor.edit(words.did.insert(sayWhich(flow, types, [id])), (now) => movedInto(settled(now, types), info, id, at, line, surface.boxes()));
    },
    openMenu,
    open: () => surface.editFields(),
    writeNote: (id, text) => editor.edit(words.did.write, (now) => setNote(now, id, { text })),
    sizeNote: (id, at, size) =>
      editor.edit(words.did.sizeNote, (now) => setNote(now, id, { at: [Math.round(at[0]), Math.round(at[1])], size: [size[0], size[1]] })),
    fold: surface.view.fold,
    enter: surface.view.enter,
  };
}

/** Adds a node of a type to a spot, in one step, and chooses it. */
export function addNew(editor: Editor, surface: Surface, info: Surface['nodeTypes'][number], spot: Spot): void {
  let id = '';
  const name = spot.kind === 'line' ? words.did.insert(info.title) : words.did.add(info.title);
  editor.edit(name, (flow) => {
    const added = withNew(settled(flow, surface.types), info, spot, surface.boxes());
    id = added.id;
    return added.flow;
  });
  editor.select([id]);
  requestAnimationFrame(() => surface.canvas()?.goTo(id));
}
