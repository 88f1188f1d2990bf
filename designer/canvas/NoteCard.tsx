import { type NodeProps, NodeResizer, type ResizeParams } from '@xyflow/react';
import { type KeyboardEvent, memo, useContext, useState } from 'react';
import { edit as words } from '../text/en/edit.ts';
import { EditingContext } from './editing.ts';
import type { FlowNoteNode } from './notes.ts';

/** A note beside the cards: moved and sized like them, its text written on a double click. */
export const NoteCard = memo(function NoteCard({ id, data, selected, width, height }: NodeProps<FlowNoteNode>) {
  const editing = useContext(EditingContext);
  const [writes, setWrites] = useState(false);
  const end = (text: string) => {
    setWrites(false);
    if (text !== data.text) editing?.acts.writeNote(id, text);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    event.stopPropagation();
    if (event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))) event.currentTarget.blur();
  };
  const sized = (_: unknown, { x, y, width: wide, height: high }: ResizeParams) => editing?.acts.sizeNote(id, [x, y], [Math.round(wide), Math.round(high)]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the wrapper around it takes the focus; Enter writes from the keyboard
    <div className="note-card" data-selected={selected} style={{ width, height }} onDoubleClick={() => editing && setWrites(true)}>
      {editing && <NodeResizer isVisible={selected} minWidth={120} minHeight={48} onResizeEnd={sized} />}
      {writes ? (
        <textarea
          className="nodrag nopan nowheel"
          aria-label={words.noteText}
          defaultValue={data.text}
          // biome-ignore lint/a11y/noAutofocus: it opens on a double click, to be written in
          autoFocus
          onBlur={(event) => end(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      ) : (
        <p>{data.text || words.noteEmpty}</p>
      )}
    </div>
  );
});
