/** Notes on the canvas: part of the layout, no part of a version. */
import type { Node as CanvasNode } from '@xyflow/react';
import type { Flow, Note } from '../../flows/flow.ts';
import type { Box } from './geometry.ts';
import type { Layout } from './layout.ts';

export interface NoteData extends Record<string, unknown> {
  text: string;
}
export type FlowNoteNode = CanvasNode<NoteData, 'note'>;

export const noteSize = [208, 104] as const;

const drawn = new WeakMap<Note, FlowNoteNode>();

/** Notes as React Flow draws them; a note that stays keeps its identity. */
export function noteNodes(flow: Flow): FlowNoteNode[] {
  return Object.entries(flow.notes ?? {}).map(([id, note]) => {
    const known = drawn.get(note);
    if (known?.id === id) return known;
    const [x, y] = note.at ?? [0, -160];
    const [width, height] = note.size ?? noteSize;
    const made: FlowNoteNode = {
      ...{ id, type: 'note', position: { x, y }, width, height, measured: { width, height }, handles: [] },
      ...{ zIndex: 0, ariaLabel: `Note: ${note.text}`, data: { text: note.text } },
    };
    drawn.set(note, made);
    return made;
  });
}

/** Notes after a tidy: each goes along with the card it stood nearest to. */
export function notesBeside(flow: Flow, before: ReadonlyMap<string, Box>, after: Layout): Record<string, [number, number]> {
  const places: Record<string, [number, number]> = {};
  for (const [id, { at }] of Object.entries(flow.notes ?? {})) {
    if (!at) continue;
    const away = ([, box]: [string, Box]) => Math.hypot(box.x - at[0], box.y - at[1]);
    const nearest = [...before].sort((a, b) => away(a) - away(b) || (a[0] < b[0] ? -1 : 1))[0];
    const place = nearest && after[nearest[0]];
    if (nearest && place) places[id] = [at[0] + place[0] - nearest[1].x, at[1] + place[1] - nearest[1].y];
  }
  return places;
}
