/** What stands on a canvas, and how each is drawn. */
import type { NodeTypes } from '@xyflow/react';
import type { FlowCardNode } from './convert.ts';
import { type FlowFrameNode, FrameBox } from './FrameBox.tsx';
import { NodeCard } from './NodeCard.tsx';
import { NoteCard } from './NoteCard.tsx';
import type { FlowNoteNode } from './notes.ts';

export type DrawnNode = FlowCardNode | FlowNoteNode | FlowFrameNode;

export const nodeKinds: NodeTypes = { card: NodeCard, note: NoteCard, frame: FrameBox };

export const isCard = (node: { type?: string | undefined }): node is FlowCardNode => node.type === 'card';

/** Colour of a thing on the map. */
export const mapColor = (node: DrawnNode): string => {
  if (node.type === 'note') return 'var(--waiting-line)';
  if (!isCard(node)) return 'transparent';
  return node.data.group === 'unknown' ? 'var(--edge)' : `var(--group-${node.data.group})`;
};
