/** Notes on the canvas. */
import type { Flow, Note } from '../../../flows/flow.ts';
import { freshId, takenIds } from './ids.ts';
import type { At } from './nodes.ts';

/** Puts an empty note on the canvas. */
export function addNote(flow: Flow, at: At): { flow: Flow; id: string } {
  const id = freshId(takenIds(flow), 'note');
  return { id, flow: { ...flow, notes: { ...flow.notes, [id]: { text: '', at: [Math.round(at[0]), Math.round(at[1])] } } } };
}

export function setNote(flow: Flow, id: string, fields: Partial<Note>): Flow {
  const note = flow.notes?.[id];
  return note ? { ...flow, notes: { ...flow.notes, [id]: { ...note, ...fields } } } : flow;
}
