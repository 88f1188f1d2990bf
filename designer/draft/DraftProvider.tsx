import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Flow, FlowDetail } from '../../server/http/api.ts';
import { ApiError, send } from '../api/client.ts';
import { useFlow } from '../api/flow.ts';
import { queryClient } from '../api/query-client.ts';
import { Bones } from '../states/Bones.tsx';
import { createEditor, type Editor, type Held } from './editor.ts';
import { type Keep, openKeep } from './keep.ts';
import { takenUp } from './merge.ts';
import { type Answer, type Saver, startSaver } from './saver.ts';
import { EditorContext, SaverContext } from './use-editor.ts';

/** Opens the draft of a flow for editing to everything inside, and keeps it saved. */
export function DraftProvider({ detail, children }: { detail: FlowDetail; children: ReactNode }) {
  const [opened, setOpened] = useState<{ editor: Editor; saver: Saver; keep: Keep }>();
  const first = useRef(detail);
  const id = detail.flow.id;
  useEffect(() => {
    let gone = false;
    let close = () => {};
    void open(id, first.current).then((made) => {
      close = made.close;
      if (gone) close();
      else setOpened(made);
    });
    return () => {
      gone = true;
      close();
    };
  }, [id]);
  const fresh = useFlow(id).data;
  useEffect(() => {
    if (!fresh || !opened) return;
    const { rev, saving } = opened.editor.get();
    if (fresh.rev > rev && saving !== 'saving') opened.editor.receive(fresh);
  }, [fresh, opened]);
  if (!opened) return <Bones />;
  return (
    <EditorContext value={opened.editor}>
      <SaverContext value={opened.saver}>{children}</SaverContext>
    </EditorContext>
  );
}

async function open(id: string, held: Held) {
  const keep = await openKeep(id, () => crypto.randomUUID(), { session: sessionStorage, local: localStorage, locks: navigator.locks });
  const orphans = await keep.orphans();
  const { flow, conflicts } = takenUp(held.flow, orphans);
  const history = keep.history();
  const editor = createEditor(held, { now: () => Date.now(), flow, conflicts, ...(history ? { history } : {}) });
  const saver = startSaver(editor, { put: (draft, rev) => put(id, draft, rev), get: () => get(id) });
  let seen = '';
  const leave = editor.subscribe(() => {
    const { flow: now, base, history: steps, saving } = editor.get();
    const state = `${steps.done.length} ${steps.undone.length} ${steps.done.at(-1)?.at} ${saving === 'saved'}`;
    if (state === seen) return;
    seen = state;
    keep.store(steps, saving === 'saved' ? undefined : { flow: now, base });
  });
  const wake = () => saver.wake();
  const hide = () => document.visibilityState === 'hidden' && void saver.flush();
  addEventListener('online', wake);
  document.addEventListener('visibilitychange', hide);
  const close = () => {
    // What is on its way is remembered as unsent until it has arrived, and no longer.
    void saver.flush().finally(() => {
      saver.stop();
      leave();
      keep.close();
    });
    removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', hide);
  };
  return { editor, saver, keep, close };
}

const address = (id: string): string => `/api/flows/${encodeURIComponent(id)}`;

async function put(id: string, flow: Flow, rev: number): Promise<Answer> {
  try {
    const response = await send(address(id), { method: 'PUT', body: flow, headers: { 'if-match': `"${rev}"` } });
    const held = (await response.json()) as FlowDetail; // the contract of server/http/api.ts
    queryClient.setQueryData(['flow', id], held);
    return { kind: 'kept', held };
  } catch (error) {
    if (!(error instanceof ApiError)) return { kind: 'away' };
    if (error.status === 412) return { kind: 'outdated' };
    if ([400, 403, 404, 413, 422].includes(error.status)) return { kind: 'refused', words: error.message };
    return { kind: 'away' };
  }
}

const get = async (id: string): Promise<Held> => (await (await send(address(id))).json()) as FlowDetail; // the contract of server/http/api.ts
