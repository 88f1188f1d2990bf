import { Textarea } from '@mantine/core';
import { X } from 'lucide-react';
import type { Flow } from '../../../server/http/api.ts';
import { setFlow } from '../../draft/edits/nodes.ts';
import { useEditor } from '../../draft/use-editor.ts';
import { form as words } from '../../text/en/form.ts';
import { useTyped } from '../typed.ts';

/** The text of a note on the canvas. */
export function NotePanel({ id, flow, onClose }: { id: string; flow: Flow; onClose: () => void }) {
  const editor = useEditor();
  const write = (text: string) =>
    editor.edit(
      words.edit.note,
      (now) => {
        const note = now.notes?.[id];
        return note ? setFlow(now, { notes: { ...now.notes, [id]: { ...note, text } } }) : now;
      },
      { field: `/notes/${id}/text` },
    );
  const typed = useTyped(
    flow.notes?.[id]?.text,
    (value) => String(value ?? ''),
    (text) => ({ value: text }),
    (value) => write(String(value ?? '')),
  );
  return (
    <>
      <header className="form-head">
        <h2 className="form-head-names">{words.note.title}</h2>
        <button type="button" className="form-icon" aria-label={words.close} onClick={onClose}>
          <X size={16} aria-hidden />
        </button>
      </header>
      <section className="form-part">
        <Textarea
          label={words.note.text}
          description={words.note.hint}
          autosize
          minRows={4}
          maxRows={20}
          maxLength={4_000}
          value={typed.text}
          onChange={(event) => typed.type(event.currentTarget.value)}
        />
      </section>
    </>
  );
}
