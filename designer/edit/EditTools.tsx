import './edit-tools.css';
import { CloudOff, GitMerge, Redo2, TriangleAlert, Undo2, WandSparkles } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { FlowDetail, NodeTypeInfo } from '../../server/http/api.ts';
import { patchesBetween } from '../draft/patch.ts';
import { useEdited, useEditor } from '../draft/use-editor.ts';
import { spanOf } from '../show/moment.ts';
import { edit as words } from '../text/en/edit.ts';
import { tidyDraft } from './tidy-draft.ts';

/** Undo and redo by name, and Tidy. */
export function EditTools({ nodeTypes }: { nodeTypes: readonly NodeTypeInfo[] }) {
  const editor = useEditor();
  const undoName = useEdited((state) => state.undoName);
  const redoName = useEdited((state) => state.redoName);
  return (
    <>
      <button
        type="button"
        className="flow-bar-icon"
        aria-label={words.undo(undoName)}
        title={`${words.undo(undoName)} (Ctrl Z)`}
        disabled={!undoName}
        onClick={editor.undo}
      >
        <Undo2 size={16} aria-hidden />
      </button>
      <button
        type="button"
        className="flow-bar-icon"
        aria-label={words.redo(redoName)}
        title={`${words.redo(redoName)} (Ctrl Y)`}
        disabled={!redoName}
        onClick={editor.redo}
      >
        <Redo2 size={16} aria-hidden />
      </button>
      <span className="flow-bar-rule" />
      <button type="button" className="edit-tool" title={`${words.acts.tidy} (Shift F)`} onClick={() => void tidyDraft(editor, nodeTypes)}>
        <WandSparkles size={16} aria-hidden /> <span>{words.acts.tidy}</span>
      </button>
    </>
  );
}

/** How far the hub has the draft, in words beside the version. */
export function SavingWords({ detail }: { detail: FlowDetail }) {
  const saving = useEdited((state) => state.saving);
  const unsent = useEdited((state) => (state.saving === 'offline' ? changesBetween(state.base, state.flow) : 0));
  const merged = useMergedAgo();
  const live = detail.deployed?.flow;
  const ahead = useEdited((state) => (live && state.saving === 'saved' ? changesBetween(live, state.flow) : 0));
  if (saving === 'offline')
    return (
      <span className="saving-words waiting">
        <CloudOff size={14} aria-hidden /> {words.saving.offline(unsent)}
      </span>
    );
  if (saving === 'refused')
    return (
      <span className="saving-words parked">
        <TriangleAlert size={14} aria-hidden /> {words.saving.refused}
      </span>
    );
  if (merged !== undefined)
    return (
      <span className="saving-words">
        <GitMerge size={14} aria-hidden /> {words.saving.merged(merged)}
      </span>
    );
  if (saving !== 'saved') return <span className="saving-words">{words.saving.saving}</span>;
  return <span className="saving-words">{ahead > 0 ? words.saving.draft(ahead) : words.saving.saved}</span>;
}

/** Units that differ and mean something: places and notes are looks. */
const changesBetween = (before: Parameters<typeof patchesBetween>[0], after: Parameters<typeof patchesBetween>[1]): number =>
  patchesBetween(before, after).filter(({ path }) => !['layout', 'notes', 'lock', 'tests', '$schema'].includes(path[0]!)).length;

const saidForMs = 10_000;

/** How long ago changes of others came in, while that is news. */
function useMergedAgo(): string | undefined {
  const at = useEdited((state) => state.mergedAt);
  const [now, setNow] = useState(() => Date.now());
  const age = at === undefined ? Number.POSITIVE_INFINITY : now - at;
  useEffect(() => {
    if (at === undefined || Date.now() - at > saidForMs) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    const end = setTimeout(() => clearInterval(timer), saidForMs + 1_000);
    return () => {
      clearInterval(timer);
      clearTimeout(end);
    };
  }, [at]);
  return age < saidForMs ? spanOf(Math.max(1_000, Math.round(age / 1_000) * 1_000)) : undefined;
}
