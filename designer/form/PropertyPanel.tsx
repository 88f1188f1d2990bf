import './form.css';
import { useDeferredValue } from 'react';
import { useNodeTypes } from '../api/flows.ts';
import { useEdited, useEditor } from '../draft/use-editor.ts';
import { PanelError } from '../states/PanelError.tsx';
import { form as words } from '../text/en/form.ts';
import { FlowSettings } from './flow/FlowSettings.tsx';
import { ManyNodes } from './ManyNodes.tsx';
import { Binding } from './node/Binding.tsx';
import { NodePanel } from './node/NodePanel.tsx';
import { NotePanel } from './node/NotePanel.tsx';
import { narrowest, useWidth, widest } from './use-width.ts';

export interface PropertyPanelProps {
  /** Where the panel lies over the drawing, closing it is more than choosing nothing. */
  onClose?: () => void;
}

/** What is chosen in the drawing, as a form: one node, several, a note, or the flow itself. */
export default function PropertyPanel({ onClose }: PropertyPanelProps) {
  const editor = useEditor();
  const flow = useEdited((state) => state.flow);
  const chosen = useEdited((state) => state.selection);
  // The drawing comes first: fields of what was chosen just now follow in a task of their own.
  const selection = useDeferredValue(chosen);
  const isGone = selection !== chosen && [...selection].some((id) => !flow.nodes[id] && !flow.notes?.[id]);
  const types = useNodeTypes();
  const { width, edge } = useWidth();
  const close = () => {
    editor.select([]);
    onClose?.();
  };
  const nodes = [...selection].filter((id) => flow.nodes[id]);
  const notes = [...selection].filter((id) => flow.notes?.[id]);
  const [node, note] = [nodes[0], notes[0]];
  const nodeTypes = types.data ?? [];
  return (
    <aside className="form-panel" aria-label={words.panel} style={{ '--panel': `${width}px` } as React.CSSProperties}>
      {/* biome-ignore lint/a11y/useSemanticElements: a rule between two regions that can be moved is a focusable separator */}
      <div
        className="form-edge"
        role="separator"
        aria-orientation="vertical"
        aria-label={words.drag}
        aria-valuenow={width}
        aria-valuemin={narrowest}
        aria-valuemax={widest}
        tabIndex={0}
        {...edge}
      />
      <div className="form-scroll">
        <Binding flow={flow}>
          {types.isError ? (
            <PanelError title={words.loadFailed} error={types.error} onAgain={() => void types.refetch()} />
          ) : isGone ? null : nodes.length + notes.length > 1 ? (
            <ManyNodes key={nodes.join(' ')} ids={nodes} notes={notes} flow={flow} nodeTypes={nodeTypes} onClose={close} />
          ) : node !== undefined ? (
            <NodePanel key={`${node} ${flow.nodes[node]?.type}`} id={node} flow={flow} nodeTypes={nodeTypes} onClose={close} />
          ) : note !== undefined ? (
            <NotePanel key={note} id={note} flow={flow} onClose={close} />
          ) : (
            <FlowSettings flow={flow} nodeTypes={nodeTypes} onClose={onClose} />
          )}
        </Binding>
      </div>
    </aside>
  );
}
