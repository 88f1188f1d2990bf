import { useMemo } from 'react';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { layoutOf } from '../canvas/layout.ts';
import { declaredPorts, originOf, portWord } from '../canvas/ports.ts';
import { titleOf } from '../canvas/words.ts';
import { copied, pasted } from '../draft/edits/clip.ts';
import { placeAfter } from '../draft/edits/free-place.ts';
import { disconnect, lineName } from '../draft/edits/lines.ts';
import { removeNodes, setNode } from '../draft/edits/nodes.ts';
import { swapped } from '../draft/edits/swap.ts';
import { useEditor } from '../draft/use-editor.ts';
import { outline as words } from '../text/en/outline.ts';
import type { OutlineRow } from './outline-tree.ts';

/** What can be done to a row of the outline: each is one named step. */
export function useOutlineActs(nodeTypes: readonly NodeTypeInfo[], onSelect: (id: string | undefined) => void) {
  const editor = useEditor();
  const types = useMemo(() => new Map(nodeTypes.map((info) => [info.type, info])), [nodeTypes]);
  const nodeOf = (id: string) => editor.get().flow.nodes[id];
  const titleAt = (id: string): string => titleOf(nodeOf(id)!, types.get(nodeOf(id)!.type));
  const mainPort = (id: string): string | undefined => {
    const node = nodeOf(id);
    return node && declaredPorts(node, types.get(node.type))[0];
  };
  return {
    remove(id: string) {
      const { flow } = editor.get();
      const led = flow.edges.find((edge) => edge.to === id);
      editor.edit(words.didRemove(titleAt(id)), (of) => removeNodes(of, [id], { mainPort }));
      onSelect(led && originOf(led).node);
    },
    take(row: Extract<OutlineRow, { kind: 'port' }>) {
      const to = row.key.slice(row.key.indexOf('>') + 1);
      const main = mainPort(row.node);
      const isLine = (edge: { from: string; to: string }) =>
        originOf(edge).node === row.node && (originOf(edge).port ?? main ?? '') === row.port && edge.to === to;
      editor.edit(words.didTake(portWord(row.port), titleAt(to)), (of) => disconnect(of, of.edges.filter(isLine).map(lineName)));
    },
    duplicate(id: string) {
      const { flow } = editor.get();
      const made = pasted(flow, copied(flow, [id]), placeAfter(flow, id, layoutOf(flow, types, false)));
      editor.edit(words.didDuplicate(titleAt(id)), () => made.flow);
      onSelect(made.ids[0]);
    },
    turn(id: string) {
      const off = nodeOf(id)?.off !== true;
      editor.edit(words.didSwitch(titleAt(id), off), (of) => setNode(of, id, { off: off || undefined }));
    },
    move(id: string, way: 'earlier' | 'later') {
      const next = swapped(editor.get().flow, id, way, mainPort);
      if (next) editor.edit(words.didMove(titleAt(id), way), () => next);
      else editor.say(words.stays);
    },
  };
}
