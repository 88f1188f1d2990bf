import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Editor, EditorState } from './editor.ts';
import type { Saver } from './saver.ts';

export const EditorContext = createContext<Editor | undefined>(undefined);
export const SaverContext = createContext<Saver | undefined>(undefined);

/** The draft under editing; only inside a DraftProvider. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('useEditor needs a DraftProvider around it');
  return editor;
}

/** One part of the draft's state; drawn again only when `read` gives another value. */
export function useEdited<T>(read: (state: EditorState) => T): T {
  const editor = useEditor();
  return useSyncExternalStore(editor.subscribe, () => read(editor.get()));
}

/** Whether there is a draft under editing here. */
export const useMaybeEditor = (): Editor | undefined => useContext(EditorContext);

/** Sends what is not sent yet: before a deploy or a try. */
export function useFlush(): () => Promise<void> {
  const saver = useContext(SaverContext);
  return () => saver?.flush() ?? Promise.resolve();
}
