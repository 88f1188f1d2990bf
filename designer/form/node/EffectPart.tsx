import { SegmentedControl } from '@mantine/core';
import { ShieldCheck, ShieldQuestion } from 'lucide-react';
import type { FlowNode } from '../../../flows/flow.ts';
import type { NodeTypeInfo, Problem } from '../../../server/http/api.ts';
import { useConnectors } from '../../api/connectors.ts';
import { setNode } from '../../draft/edits/nodes.ts';
import { useEditor } from '../../draft/use-editor.ts';
import { form as words } from '../../text/en/form.ts';
import { effectClassOf, effectKindOf } from '../effect.ts';
import { usePlace } from '../place.ts';
import { connectorOf } from '../slots.ts';
import { ProblemLines } from './ProblemLines.tsx';

const policies = ['at-most-once', 'at-least-once'] as const;

/** What a lost answer means for this step, and the choice where there is one. */
export function EffectPart({
  id,
  node,
  info,
  title,
  problems,
}: {
  id: string;
  node: FlowNode;
  info: NodeTypeInfo | undefined;
  title: string;
  problems: readonly Problem[];
}) {
  const editor = useEditor();
  const { flow } = usePlace();
  const connectors = useConnectors().data ?? [];
  const kind = effectKindOf(node, info);
  if (kind === undefined) return null;
  const connector = connectorOf(node) ?? flow.slots?.[node.slot ?? ''];
  const system = connectors.find((one) => one.id === connector)?.title ?? words.effect.receiver;
  const why = words.effect.why[kind];
  const chip = kind === 'read' ? words.effect.chip.A : words.effect.chip[kind];
  const tone = kind === 'A' || kind === 'read' || kind === 'B' ? 'safe' : kind === 'C' ? 'open' : 'risk';
  const Icon = tone === 'safe' ? ShieldCheck : ShieldQuestion;
  return (
    <section className="form-part" data-pointer={`/nodes/${id}/policy`} aria-label={words.effect.title}>
      <div className="form-part-head">
        <Icon size={15} aria-hidden />
        <h3>{words.effect.title}</h3>
        <span className="form-chip" data-tone={tone}>
          {chip}
        </span>
      </div>
      <p className="form-words">
        {typeof why === 'string' ? why : why(system)} <span className="quiet">{words.effect.class(effectClassOf(node, info) ?? '')}</span>
      </p>
      {effectClassOf(node, info) === 'C' ? (
        <div className="form-field">
          <div className="form-label">
            <span id={`${id}-policy`}>{words.effect.choose}</span>
          </div>
          <SegmentedControl
            fullWidth
            aria-labelledby={`${id}-policy`}
            data={policies.map((value) => ({ value, label: words.effect.choice[value] }))}
            value={node.policy ?? ''}
            onChange={(value) => {
              const policy = policies.find((one) => one === value);
              if (policy) editor.edit(words.edit.policy(title, words.effect.choice[policy]), (now) => setNode(now, id, { policy }));
            }}
          />
        </div>
      ) : null}
      <ProblemLines problems={problems} />
    </section>
  );
}
