import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { EditCanvas } from '../../../designer/canvas/EditCanvas.tsx';
import type { CanvasActs, CanvasView } from '../../../designer/canvas/editing.ts';
import { createEditor } from '../../../designer/draft/editor.ts';
import { connect } from '../../../designer/draft/edits/lines.ts';
import { moveNodes } from '../../../designer/draft/edits/nodes.ts';
import { settled } from '../../../designer/edit/boxes.ts';
import type { Flow } from '../../../flows/flow.ts';
import { nodeTypes } from './node-types.ts';

const nothing = () => undefined;
const looks = { problems: new Map<string, never>(), folded: new Map<string, never>() };
const types = new Map(nodeTypes.map((info) => [info.type, info]));
const frames = new Map<string, ReadonlySet<string>>();

/** The canvas under editing, on a draft of its own: chosen, moved and connected for real. */
export function EditPage({ flow }: { flow: Flow }) {
  const [editor] = useState(() => createEditor({ flow, rev: 1, problems: [] }, { now: () => performance.now() }));
  const state = useSyncExternalStore(editor.subscribe, editor.get);
  const view = useRef<CanvasView>(null);
  const acts = useMemo(
    (): CanvasActs => ({
      ...{ selectLines: nothing, whyNot: nothing, rewire: nothing, leadOn: nothing, insertAt: nothing, add: nothing, moveInto: nothing, openMenu: nothing },
      ...{ open: nothing, writeNote: nothing, sizeNote: nothing, fold: nothing, enter: nothing },
      select: editor.select,
      move: (places) => editor.edit('Move', (now) => moveNodes(settled(now, types), places)),
      connect: (from, to) => editor.edit('Connect', (now) => connect(now, from, to)),
    }),
    [editor],
  );
  return (
    <EditCanvas
      flow={state.flow}
      nodeTypes={nodeTypes}
      looks={looks as never /* no problems, nothing folded */}
      frames={frames}
      selection={state.selection}
      lines={new Set()}
      acts={acts}
      view={view}
    />
  );
}
