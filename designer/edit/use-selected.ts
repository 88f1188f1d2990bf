import { useEffect, useRef } from 'react';
import { useEdited, useEditor } from '../draft/use-editor.ts';

/** Keeps the chosen node and the address together: whichever changed last leads. */
export function useSelected(selected: string | undefined, onSelect: (id: string | undefined) => void): void {
  const editor = useEditor();
  const selection = useEdited((state) => state.selection);
  const told = useRef<string>(undefined);
  const tell = useRef(onSelect);
  useEffect(() => void (tell.current = onSelect));
  useEffect(() => {
    if (selected === told.current) return;
    told.current = selected;
    if (selected !== undefined && editor.get().flow.nodes[selected]) editor.select([selected]);
  }, [selected, editor]);
  useEffect(() => {
    const only = selection.size === 1 ? [...selection][0] : undefined;
    if (only === told.current) return;
    told.current = only;
    tell.current(only);
  }, [selection]);
}
