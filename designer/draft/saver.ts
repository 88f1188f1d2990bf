/** Sends a draft to the hub as it changes: one request at a time, each with the revision it was made from. */
import type { Flow } from '../../flows/flow.ts';
import type { Editor, Held } from './editor.ts';
import { patchesBetween } from './patch.ts';

/** What the hub said to a draft. */
export type Answer =
  | { kind: 'kept'; held: Held }
  /** Somebody was faster: read again, merge, send again. */
  | { kind: 'outdated' }
  /** No answer, or none that is about the draft: the same again later. */
  | { kind: 'away' }
  | { kind: 'refused'; words: string };

export interface Wire {
  put(flow: Flow, rev: number): Promise<Answer>;
  get(): Promise<Held>;
}

/** Typing goes on for this long before it is sent. */
const quietMs = 300;
const againMs = [1_000, 2_000, 4_000, 8_000, 15_000];

export interface Saver {
  /** Sends at once what is not sent yet; resolves when the hub has answered. */
  flush(): Promise<void>;
  /** The network is back: no need to wait any longer. */
  wake(): void;
  stop(): void;
}

export function startSaver(editor: Editor, wire: Wire): Saver {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | undefined;
  let failures = 0;
  let seen: Flow | undefined;
  let stopped = false;
  /** Sent without an answer: the hub may have taken it, and then holds our own words. */
  let unsure: Flow[] = [];

  const later = (ms: number): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void send(), ms);
  };
  const send = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    sending ??= once().finally(() => {
      sending = undefined;
      const { saving } = editor.get();
      if (saving === 'waiting') later(failures > 0 ? 0 : quietMs);
    });
    return sending;
  };
  const once = async (): Promise<void> => {
    const { flow, rev, saving } = editor.get();
    if (saving === 'saved') return;
    editor.mark('saving');
    const answer = await wire.put(flow, rev).catch((): Answer => ({ kind: 'away' }));
    if (answer.kind === 'kept') {
      failures = 0;
      unsure = [];
      editor.receive(answer.held, flow);
    } else if (answer.kind === 'outdated') await reread();
    else if (answer.kind === 'refused') editor.mark('refused', answer.words);
    else {
      unsure = [...unsure.slice(-4), flow];
      failed();
    }
  };
  const reread = async (): Promise<void> => {
    const held = await wire.get().catch(() => undefined);
    if (!held) return failed();
    editor.mark('waiting');
    const ours = unsure.find((sent) => patchesBetween(sent, held.flow).length === 0);
    unsure = [];
    editor.receive(held, ours);
  };
  const failed = (): void => {
    editor.mark('offline');
    later(againMs[Math.min(failures, againMs.length - 1)]!);
    failures++;
  };

  const leave = editor.subscribe(() => {
    const { flow, saving } = editor.get();
    if (flow === seen) return;
    seen = flow;
    if (saving !== 'saved' && !sending && failures === 0) later(quietMs);
  });
  seen = editor.get().flow;
  if (editor.get().saving !== 'saved') later(0);
  return {
    async flush() {
      for (let round = 0; round < 5 && (sending || ['waiting', 'saving'].includes(editor.get().saving)); round++) await send();
    },
    wake() {
      if (editor.get().saving === 'offline') void send();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      leave();
    },
  };
}
