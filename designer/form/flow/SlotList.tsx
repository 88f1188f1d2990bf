import { Button, Select } from '@mantine/core';
import { Plug, Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Flow, Problem } from '../../../server/http/api.ts';
import { useConnectors } from '../../api/connectors.ts';
import { setFlow } from '../../draft/edits/nodes.ts';
import { useEditor } from '../../draft/use-editor.ts';
import { form as words } from '../../text/en/form.ts';
import { useAskedSlot, useIsAdmin } from '../node/Binding.tsx';
import { useBinding } from '../node/binding.ts';
import { ProblemLines } from '../node/ProblemLines.tsx';
import { renameSlot } from '../rename.ts';
import { freshSlot, usersOf } from '../slots.ts';
import { NameInput } from './NameInput.tsx';

const { flow: said } = words;

/** Connections the flow asks for by name. */
export function SlotList({ flow, problems }: { flow: Flow; problems: readonly Problem[] }) {
  const editor = useEditor();
  const connectors = useConnectors().data ?? [];
  const [isAdding, setAdding] = useState(false);
  const slots = Object.entries(flow.slots ?? {});
  const titleOf = (id: string): string => connectors.find((one) => one.id === id)?.title ?? id;
  const add = (connector: string | null) => {
    setAdding(false);
    if (connector === null) return;
    const name = freshSlot(flow, connector);
    editor.edit(said.edit.slot(name), (now) => setFlow(now, { slots: { ...now.slots, [name]: connector } }));
  };
  return (
    <section className="form-part" data-pointer="/slots" aria-label={said.slots}>
      <h3>{said.slots}</h3>
      {slots.length === 0 ? <p className="hint">{said.slotsNone}</p> : null}
      <ul className="form-things">
        {slots.map(([slot, connector]) => (
          <Slot key={slot} flow={flow} slot={slot} system={titleOf(connector)} />
        ))}
      </ul>
      <ProblemLines problems={problems} />
      {isAdding ? (
        <Select
          aria-label={said.connector}
          placeholder={said.connector}
          data={connectors.map(({ id, title }) => ({ value: id, label: title }))}
          searchable
          autoFocus
          defaultDropdownOpened
          value={null}
          onChange={add}
        />
      ) : (
        <Button size="xs" variant="subtle" leftSection={<Plus size={14} aria-hidden />} onClick={() => setAdding(true)}>
          {said.addSlot}
        </Button>
      )}
    </section>
  );
}

function Slot({ flow, slot, system }: { flow: Flow; slot: string; system: string }) {
  const editor = useEditor();
  const bind = useBinding();
  const isAdmin = useIsAdmin();
  const asked = useAskedSlot(flow, slot);
  const users = usersOf(flow, slot);
  const remove = () =>
    editor.edit(words.edit.clear(`${said.slot} ${slot}`), (now) => {
      const { [slot]: _gone, ...others } = now.slots ?? {};
      return setFlow(now, { slots: Object.keys(others).length === 0 ? undefined : others });
    });
  return (
    <li data-pointer={`/slots/${slot}`}>
      <Plug size={14} aria-hidden />
      <span className="form-thing">
        <NameInput
          name={slot}
          taken={flow.slots ?? {}}
          label={said.slotName(slot)}
          onRename={(to) => editor.edit(said.edit.renameSlot(slot, to), (now) => renameSlot(now, slot, to))}
        />{' '}
        {system}
        <span className="hint">{users.length === 0 ? said.unused : said.usedBy(users.length)}</span>
      </span>
      {isAdmin ? (
        <button type="button" className="form-fix" onClick={() => bind(slot)}>
          {asked?.connection ? words.slot.change : words.slot.bind}
          <span className="hidden-words"> {slot}</span>
        </button>
      ) : null}
      {users.length === 0 ? (
        <button type="button" className="form-icon" aria-label={said.removeSlot(slot)} onClick={remove}>
          <X size={14} aria-hidden />
        </button>
      ) : null}
    </li>
  );
}
