/** The draft under editing: one document, what was done to it, what is chosen, and how far the hub has it. */
import type { Flow, Json, Problem } from '../../flows/flow.ts';
import { emptyHistory, type History, remember, stepBack, stepForth, type Walked } from './history.ts';
import { answered, type Conflict, merge } from './merge.ts';
import { applyPatches, patchesBetween } from './patch.ts';
import { namesApart, renamed, renamedHistory } from './rename.ts';

/** `waiting`: not sent yet. `offline`: the hub did not answer, sent again by itself. `refused`: it will not take this, `refusal` says why. */
export type Saving = 'saved' | 'waiting' | 'saving' | 'offline' | 'refused';

export interface EditorState {
  flow: Flow;
  /** What the hub holds, as far as known, and its revision. */
  base: Flow;
  rev: number;
  /** Ids of nodes and notes. */
  selection: ReadonlySet<string>;
  /** Of the draft the hub holds. */
  problems: readonly Problem[];
  saving: Saving;
  refusal?: string | undefined;
  /** Fields that somebody else changed too. */
  conflicts: readonly Conflict[];
  /** When changes of others were last put in, ms. */
  mergedAt?: number | undefined;
  history: History;
  undoName?: string | undefined;
  redoName?: string | undefined;
  /** What a screen reader is told next. */
  said: string;
}

/** What the hub holds. */
export interface Held {
  flow: Flow;
  rev: number;
  problems: readonly Problem[];
}

export interface Editor {
  get(): EditorState;
  subscribe(listener: () => void): () => void;
  /** One named step ("Hold for 45 min"); changes of one `field` within 600 ms are one step. */
  edit(name: string, change: (flow: Flow) => Flow, options?: { field?: string }): void;
  undo(): void;
  redo(): void;
  select(ids: Iterable<string>): void;
  /** Tells a screen reader. */
  say(text: string): void;
  /** Takes what the hub holds now: what others changed comes in beside what was changed here. */
  receive(held: Held, sent?: Flow): void;
  answer(conflict: Conflict, value: Json | undefined): void;
  /** How the saving goes; told by the saver. */
  mark(saving: Saving, refusal?: string): void;
}

export function createEditor(held: Held, options: { now: () => number; history?: History; flow?: Flow; conflicts?: readonly Conflict[] }): Editor {
  const { now, history = emptyHistory, flow = held.flow, conflicts = [] } = options;
  const listeners = new Set<() => void>();
  let state: EditorState = {
    ...{ flow, base: held.flow, rev: held.rev, problems: held.problems },
    ...{ selection: new Set(), conflicts, said: '', saving: flow === held.flow ? 'saved' : 'waiting' },
    ...named(history),
  };
  const set = (change: Partial<EditorState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const changed = (next: Flow): Partial<EditorState> => ({
    flow: next,
    saving: state.saving === 'saving' || state.saving === 'offline' ? state.saving : 'waiting',
    selection: withoutGone(state.selection, next),
  });
  const walk = (walked: Walked | undefined, word: string): void => {
    if (!walked) return;
    set({ ...changed(applyPatches(state.flow, walked.patches)), ...named(walked.history), said: `${word}: ${walked.name}` });
  };

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    edit(name, change, { field } = {}) {
      const next = change(state.flow);
      if (next === state.flow) return;
      const patches = patchesBetween(state.flow, next);
      if (patches.length === 0) return;
      set({ ...changed(next), ...named(remember(state.history, { name, patches, at: now(), field })), said: name });
    },
    undo: () => walk(stepBack(state.history), 'Undone'),
    redo: () => walk(stepForth(state.history), 'Done again'),
    select(ids) {
      const selection = new Set(ids);
      if (selection.size !== state.selection.size || [...selection].some((id) => !state.selection.has(id))) set({ selection });
    },
    say: (said) => set({ said }),
    receive(fresh, sent) {
      if (fresh.rev < state.rev) return;
      const { rev, problems } = fresh;
      if (sent !== undefined || fresh.rev === state.rev) {
        // Our own words came back: they are what the hub holds.
        const base = sent ?? state.base;
        set({ base, rev, problems, saving: patchesBetween(base, state.flow).length === 0 ? 'saved' : state.saving === 'saving' ? 'waiting' : state.saving });
        return;
      }
      const names = namesApart(state.base, state.flow, fresh.flow);
      const merged = merge(state.base, renamed(state.flow, names), fresh.flow);
      const selection = new Set([...state.selection].map((id) => names.get(id) ?? id));
      const conflicts = [...state.conflicts.filter((old) => !merged.conflicts.some((one) => samePath(one, old))), ...merged.conflicts];
      const isMine = patchesBetween(fresh.flow, merged.flow).length > 0;
      const news = merged.taken.length > 0 ? { mergedAt: now(), said: 'Changes of somebody else came in.' } : {};
      if (names.size > 0) set({ selection, ...named(renamedHistory(state.history, names)) });
      set({ ...changed(merged.flow), ...{ base: fresh.flow, rev, problems, conflicts }, saving: isMine ? 'waiting' : 'saved', ...news });
    },
    answer(conflict, value) {
      const conflicts = state.conflicts.filter((one) => one !== conflict);
      const before = state.flow;
      const next = answered(before, conflict, value);
      const patches = patchesBetween(before, next);
      const history = patches.length > 0 ? remember(state.history, { name: 'Settle a field that two changed', patches, at: now() }) : state.history;
      set({ ...changed(next), ...named(history), conflicts });
    },
    mark: (saving, refusal) => set({ saving, refusal }),
  };
}

const named = (history: History) => ({ history, undoName: history.done.at(-1)?.name, redoName: history.undone.at(-1)?.name });

const samePath = (one: Conflict, other: Conflict): boolean => one.path.join('\n') === other.path.join('\n');

function withoutGone(selection: ReadonlySet<string>, { nodes, notes = {} }: Flow): ReadonlySet<string> {
  const stands = (id: string) => Object.hasOwn(nodes, id) || Object.hasOwn(notes, id);
  return [...selection].every(stands) ? selection : new Set([...selection].filter(stands));
}
