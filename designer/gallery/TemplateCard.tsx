import { Button } from '@mantine/core';
import type { NodeTypeInfo, TemplateInfo } from '../../server/http/api.ts';
import { gallery as words } from '../text/en/gallery.ts';
import { Thumbnail } from './Thumbnail.tsx';
import { useTemplate } from './templates.ts';

interface TemplateCardProps {
  template: TemplateInfo;
  nodeTypes: NodeTypeInfo[] | undefined;
  onLook: () => void;
  /** Absent for those who may only look. */
  onUse: (() => void) | undefined;
  busy: boolean;
}

/** One template: its picture, what it does, what it needs, and the two ways on. */
export function TemplateCard({ template, nodeTypes, onLook, onUse, busy }: TemplateCardProps) {
  const { id, title, text } = template;
  const flow = useTemplate(id).data?.flow;
  return (
    <li className="card template">
      <button type="button" className="template-picture" tabIndex={-1} aria-hidden onClick={onLook}>
        {flow && nodeTypes ? <Thumbnail flow={flow} nodeTypes={nodeTypes} /> : null}
      </button>
      <div className="template-words">
        <div className="template-head">
          <h2>{title}</h2>
          {template.for.map((purpose) => (
            <span key={purpose} className="tag">
              {words.purposes[purpose]}
            </span>
          ))}
        </div>
        <p className="template-text">{text}</p>
        <div className="template-foot">
          <span className="hint cut" title={needsOf(template)}>
            {needsOf(template)}
          </span>
          <Button size="xs" aria-label={words.lookAt(title)} onClick={onLook}>
            {words.look}
          </Button>
          {onUse ? (
            <Button size="xs" className="template-use" aria-label={words.take(title)} loading={busy} onClick={onUse}>
              {words.use}
            </Button>
          ) : null}
        </div>
      </div>
    </li>
  );
}

/** "11 nodes, ERP, warehouse, carrier" */
const needsOf = ({ steps, systems }: TemplateInfo): string => words.needs(steps.length, systems.map(systemOf));

/** What a system is called where all of them are sandboxes at first. */
export const systemOf = ({ title }: TemplateInfo['systems'][number]): string => title.replace(words.sandbox, '');
