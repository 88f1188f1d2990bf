import { Button, Radio } from '@mantine/core';
import { GitMerge } from 'lucide-react';
import { useState } from 'react';
import { shortText } from '../../flows/say-diff.ts';
import type { Json, NodeTypeInfo } from '../../server/http/api.ts';
import { sayDuration } from '../canvas/spans.ts';
import { titleOf } from '../canvas/words.ts';
import type { Conflict } from '../draft/merge.ts';
import { useEdited, useEditor } from '../draft/use-editor.ts';
import { edit as words } from '../text/en/edit.ts';

/** Two people changed the same field: which stays? Nothing was overwritten meanwhile. */
export function MergeQuestion({ types }: { types: ReadonlyMap<string, NodeTypeInfo> }) {
  const conflicts = useEdited((state) => state.conflicts);
  const [first] = conflicts;
  return first ? <Question key={first.path.join('/')} conflict={first} of={conflicts.length} types={types} /> : null;
}

function Question({ conflict, of, types }: { conflict: Conflict; of: number; types: ReadonlyMap<string, NodeTypeInfo> }) {
  const editor = useEditor();
  const flow = useEdited((state) => state.flow);
  const [kept, setKept] = useState<'mine' | 'theirs' | 'before'>('mine');
  const [top, id = '', ...field] = conflict.path;
  const node = top === 'nodes' ? flow.nodes[id] : undefined;
  const title = [node ? titleOf(node, types.get(node.type)) : id || top, field.filter((part) => part !== 'config').join(', ')].filter(Boolean).join(', ');
  const row = (value: typeof kept, name: string) => (
    <div className="merge-row" data-chosen={kept === value}>
      <Radio value={value} label={name} />
      <b className="cut">{sayValue(conflict[value])}</b>
    </div>
  );
  return (
    <section className="merge-question canvas-float" aria-label={title}>
      <header>
        <GitMerge size={16} aria-hidden />
        <h2>{title}</h2>
        <span className="hint">{words.conflict.of(1, of)}</span>
      </header>
      <Radio.Group value={kept} onChange={(value) => setKept(value as typeof kept)} aria-label={title}>
        {row('mine', words.conflict.yours)}
        {row('theirs', words.conflict.theirs)}
        {row('before', words.conflict.before)}
      </Radio.Group>
      <footer>
        <span className="hint">{words.conflict.hint}</span>
        <Button variant="filled" size="xs" onClick={() => editor.answer(conflict, conflict[kept])}>
          {words.conflict.keep[kept]}
        </Button>
      </footer>
    </section>
  );
}

function sayValue(value: Json | undefined): string {
  if (value === undefined) return words.conflict.gone;
  return typeof value === 'string' ? sayDuration(value) : shortText(value);
}
