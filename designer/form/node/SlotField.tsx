import { Button, Select } from '@mantine/core';
import { Plug } from 'lucide-react';
import type { FlowNode } from '../../../flows/flow.ts';
import type { NodeTypeInfo, Problem } from '../../../server/http/api.ts';
import { useConnections } from '../../api/connections.ts';
import { useConnectors } from '../../api/connectors.ts';
import { setNode } from '../../draft/edits/nodes.ts';
import { useEditor } from '../../draft/use-editor.ts';
import { form as words } from '../../text/en/form.ts';
import { usePlace } from '../place.ts';
import { connectorOf, fittingSlots, freshSlot, withSlot } from '../slots.ts';
import { useAskedSlot, useEnvironment, useIsAdmin } from './Binding.tsx';
import { useBinding } from './binding.ts';
import { ProblemLines } from './ProblemLines.tsx';
import { TestNowButton, TestResult } from './TestNow.tsx';

const fresh = '+new';

/** The slot a node asks for, what it is bound to here, and whether that answers. */
export function SlotField({
  id,
  node,
  info,
  title,
  problems,
}: {
  id: string;
  node: FlowNode;
  info: NodeTypeInfo;
  title: string;
  problems: readonly Problem[];
}) {
  const { flow } = usePlace();
  const editor = useEditor();
  const bind = useBinding();
  const isAdmin = useIsAdmin();
  const environment = useEnvironment();
  const connections = useConnections(isAdmin).data ?? [];
  const connectors = useConnectors().data ?? [];
  const asked = useAskedSlot(flow, node.slot);
  const connector = connectorOf(node);
  if (connector === undefined && node.slot === undefined && info.effect === undefined) return null;
  const connection = asked?.connection ?? undefined;
  const bound = connections.find(({ id: one }) => one === connection);
  const wish = connector === undefined ? undefined : freshSlot(flow, connector);
  const options = [
    ...(connector === undefined ? [{ value: '', label: words.slot.optional }] : []),
    ...fittingSlots(flow, connector).map((slot) => ({ value: slot, label: slot === node.slot && bound ? bound.title : slot })),
    ...(wish === undefined ? [] : [{ value: fresh, label: words.slot.declare(wish) }]),
  ];
  const choose = (slot: string | null) => {
    if (slot === null || slot === (node.slot ?? '')) return;
    if (slot === '') editor.edit(words.edit.clear(words.slot.title), (now) => setNode(now, id, { slot: undefined }));
    else if (slot === fresh && connector !== undefined && wish !== undefined)
      editor.edit(words.edit.slot(title, wish), (now) => withSlot(now, id, wish, connector));
    else editor.edit(words.edit.slot(title, slot), (now) => setNode(now, id, { slot }));
  };
  const system = connectors.find((one) => one.id === (connector ?? flow.slots?.[node.slot ?? '']))?.title ?? connector;
  return (
    <section className="form-part" aria-label={words.slot.title}>
      <div className="form-field" data-pointer={`/nodes/${id}/slot`} data-wrong={problems.length > 0 || undefined}>
        <div className="form-label">
          <label htmlFor={`${id}-slot`}>{words.slot.title}</label>
          <span className="form-kind mono">{node.slot}</span>
        </div>
        <div className="form-line">
          <Select
            id={`${id}-slot`}
            leftSection={<Plug size={14} aria-hidden />}
            allowDeselect={false}
            data={options}
            value={node.slot ?? (connector === undefined ? '' : null)}
            placeholder={words.slot.none}
            onChange={choose}
          />
          {connection !== undefined && isAdmin ? <TestNowButton connection={connection} /> : null}
          {node.slot !== undefined && connection === undefined && isAdmin ? (
            <Button className="form-beside" onClick={() => node.slot !== undefined && bind(node.slot)}>
              {words.slot.bind}
            </Button>
          ) : null}
        </div>
        {connection !== undefined && isAdmin ? <TestResult connection={connection} /> : null}
        {bound?.paused ? <p className="form-test">{words.slot.paused}</p> : null}
        {node.slot !== undefined && connection === undefined ? (
          <p className="hint">
            {words.slot.unbound(environment?.title ?? '')}
            {isAdmin ? '' : ` ${words.slot.admins}`}
          </p>
        ) : null}
        {connection !== undefined && isAdmin && node.slot !== undefined ? (
          <button type="button" className="form-fix" onClick={() => node.slot !== undefined && bind(node.slot)}>
            {words.slot.change}
          </button>
        ) : null}
        {node.slot === undefined && connector !== undefined ? <p className="hint">{words.slot.noneWords(system ?? connector)}</p> : null}
        <ProblemLines problems={problems} />
      </div>
    </section>
  );
}
