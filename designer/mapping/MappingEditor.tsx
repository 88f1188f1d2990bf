import './mapping.css';
import { ActionIcon, Button, Modal, Select } from '@mantine/core';
import { CircleX, Pin, Redo2, TriangleAlert, Undo2, Wand2 } from 'lucide-react';
import { type KeyboardEvent, useId } from 'react';
import { mapping as words } from '../text/en/mapping.ts';
import { Panes } from './Panes.tsx';
import { PreviewTable } from './PreviewTable.tsx';
import { SidePanel } from './SidePanel.tsx';
import { type Mapping, type MappingAsk, useMapping } from './use-mapping.ts';

export interface MappingEditorProps extends MappingAsk {
  onClose(): void;
}

/** Two panes over the whole page: what a step may look at on the left, the fields it has to give on the right. */
export default function MappingEditor({ onClose, ...ask }: MappingEditorProps) {
  const mapping = useMapping(ask);
  const title = titleOf(ask);
  return (
    <Modal.Root opened onClose={onClose} fullScreen radius={0} padding={0} closeOnEscape={mapping.picked === undefined}>
      <Modal.Content aria-label={words.title(title)} className="mapping-content" onKeyDown={(event) => followUndo(event, mapping)}>
        <Modal.Body className="mapping">
          <Head mapping={mapping} title={title} onClose={onClose} />
          <div className="mapping-main">
            <div className="mapping-work">
              <Panes mapping={mapping} title={title} />
              <PreviewTable mapping={mapping} />
            </div>
            <SidePanel mapping={mapping} ask={ask} />
          </div>
          <p className="hidden-words" role="status">
            {mapping.said}
          </p>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Ctrl Z and Ctrl Y; a field keeps its own. */
function followUndo(event: KeyboardEvent, { undo, redo }: Mapping): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || (event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]')))
    return;
  const key = event.key.toLowerCase();
  const go = key === 'y' || (key === 'z' && event.shiftKey) ? redo : key === 'z' ? undo : undefined;
  if (!go) return;
  event.preventDefault();
  go();
}

/** What is mapped to, and the step it is for. */
function titleOf({ flow, nodeTypes, node, path, target }: MappingAsk): string {
  const drawn = flow.nodes[node];
  const type = nodeTypes.find((one) => one.type === drawn?.type);
  const field = target['title'] ?? path.split('/').at(-1);
  return words.target(typeof field === 'string' ? field : '', drawn?.title ?? type?.title ?? node);
}

function Head({ mapping, title, onClose }: { mapping: Mapping; title: string; onClose: () => void }) {
  const { missing, warnings, suggestions, orders } = mapping;
  const { chosen } = orders;
  const known = orders.orders.map(({ id, name }) => ({ value: id, label: name }));
  const options = chosen && !orders.orders.includes(chosen) ? [{ value: chosen.id, label: words.pinned(chosen.name) }, ...known] : known;
  return (
    <header className="mapping-head">
      <h2 className="cut">{words.title(title)}</h2>
      {missing.length > 0 ? (
        <span className="mapping-count" data-tone="parked">
          <CircleX size={14} aria-hidden />
          {words.required(missing.length)}
        </span>
      ) : null}
      {warnings.length > 0 ? (
        <span className="mapping-count" data-tone="waiting">
          <TriangleAlert size={14} aria-hidden />
          {words.warnings(warnings.length)}
        </span>
      ) : null}
      <div className="push">
        <SamplePick options={options} chosen={chosen?.id} choose={orders.choose} />
        <ActionIcon variant="default" size={30} aria-label={words.undo} disabled={!mapping.undo} onClick={mapping.undo}>
          <Undo2 size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" size={30} aria-label={words.redo} disabled={!mapping.redo} onClick={mapping.redo}>
          <Redo2 size={16} aria-hidden />
        </ActionIcon>
        <Button leftSection={<Wand2 size={14} aria-hidden />} disabled={suggestions.length === 0} onClick={() => mapping.take(suggestions)}>
          {suggestions.length === 0 ? words.suggestNone : words.suggestAll(suggestions.length)}
        </Button>
        <Button variant="filled" onClick={onClose}>
          {words.done}
        </Button>
      </div>
    </header>
  );
}

function SamplePick({ options, chosen, choose }: { options: { value: string; label: string }[]; chosen: string | undefined; choose: (id: string) => void }) {
  const id = useId();
  return (
    <div className="mapping-sample">
      <label htmlFor={id}>{words.sample}</label>
      <Select
        id={id}
        size="xs"
        w={180}
        data={options}
        value={chosen ?? null}
        placeholder={words.noSample}
        allowDeselect={false}
        leftSection={<Pin size={14} aria-hidden />}
        comboboxProps={{ withinPortal: true }}
        onChange={(next) => next !== null && choose(next)}
      />
    </div>
  );
}
