import type { EditorState } from '../../draft/editor.ts';

/** The one chosen node, where one node alone is chosen. */
export function onlyNode({ selection, flow }: EditorState): string | undefined {
  const [id] = selection;
  return selection.size === 1 && id !== undefined && flow.nodes[id] ? id : undefined;
}
export const hasOne = (state: EditorState): boolean => onlyNode(state) !== undefined;
export const hasAny = ({ selection }: EditorState): boolean => selection.size > 0;
export const hasNode = ({ selection, flow }: EditorState): boolean => [...selection].some((id) => flow.nodes[id]);
export const always = (): boolean => true;
