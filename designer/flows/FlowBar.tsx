import { ListTree, Workflow } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FlowDetail } from '../../server/http/api.ts';
import { useMe } from '../api/session.ts';
import { flow as words } from '../text/en/flow.ts';
import { Choice } from './Choice.tsx';
import type { FlowView, Mode } from './flow-view.ts';

export interface FlowBarProps {
  detail: FlowDetail;
  mode: Mode;
  /** Canvas or outline; absent where a mode has no such choice. */
  shown?: 'canvas' | 'outline';
  show: (change: Partial<FlowView>) => void;
  /** How the draft is saved, or how fresh the figures are. */
  saying?: ReactNode;
  /** The mode's own tools, and its one main button last. */
  tools?: ReactNode;
}

/** The bar over a flow, the same in every mode: modes, canvas or outline, version, words, tools. */
export function FlowBar({ detail, mode, shown, show, saying, tools }: FlowBarProps) {
  const draws = useMe().data?.role === 'admin';
  const choices = { ...(draws ? { edit: words.edit, try: words.try } : {}), live: words.live, versions: words.versions };
  return (
    <div className="flow-bar" data-mode={mode}>
      <Choice<Mode> name={words.modes} value={mode} options={choices} onPick={(next) => show({ mode: next })} />
      {shown && (
        <Choice
          name={words.view}
          value={shown}
          options={{ canvas: <Workflow size={16} aria-label={words.canvas} />, outline: <ListTree size={16} aria-label={words.outline} /> }}
          onPick={(next) => show({ view: next })}
        />
      )}
      <span className="flow-bar-rule" />
      <span className="flow-bar-version">{detail.deployed ? words.version(detail.deployed.number) : words.draft}</span>
      {saying}
      <span className="flow-bar-push" />
      {tools}
    </div>
  );
}
