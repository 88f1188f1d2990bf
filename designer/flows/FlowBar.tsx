import { Button } from '@mantine/core';
import { ListTree, PanelRight, Pause, Play, Workflow } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FlowDetail } from '../../server/http/api.ts';
import { flow as words } from '../text/en/flow.ts';
import type { FlowView, Range } from './flow-view.ts';

export interface FlowBarProps {
  detail: FlowDetail;
  view: FlowView;
  /** What is shown when the address does not say. */
  shown: 'canvas' | 'outline';
  freshness: ReactNode;
  panel: boolean;
  onPanel: () => void;
  show: (change: Partial<FlowView>) => void;
  onSwitch: () => void;
}

/** The bar over a flow: modes, canvas or outline, version, span, and the one switch. */
export function FlowBar({ detail, view, shown, freshness, panel, onPanel, show, onSwitch }: FlowBarProps) {
  const live = view.mode === 'live';
  return (
    <div className="flow-bar">
      <Choice name={words.modes} value={view.mode} options={{ live: words.live, versions: words.versions }} onPick={(mode) => show({ mode })} />
      {live && (
        <Choice
          name={words.view}
          value={shown}
          options={{ canvas: <Workflow size={16} aria-label={words.canvas} />, outline: <ListTree size={16} aria-label={words.outline} /> }}
          onPick={(next) => show({ view: next })}
        />
      )}
      <span className="flow-bar-rule" />
      {live && detail.deployed && freshness}
      <span className="flow-bar-version">{detail.deployed ? words.version(detail.deployed.number) : words.draft}</span>
      <span className="flow-bar-push" />
      {live && <Choice name={words.range} value={view.range} options={words.ranges} onPick={(range: Range) => show({ range })} />}
      {live && (
        <button type="button" className="flow-bar-icon" aria-label={words.showPanel} aria-pressed={panel} title={words.showPanel} onClick={onPanel}>
          <PanelRight size={16} aria-hidden />
        </button>
      )}
      {detail.deployed && (
        <Button
          className="flow-bar-switch"
          variant={detail.paused ? 'filled' : 'default'}
          leftSection={detail.paused ? <Play size={14} /> : <Pause size={14} />}
          onClick={onSwitch}
        >
          {detail.paused ? words.resume : words.pause}
        </Button>
      )}
    </div>
  );
}

interface ChoiceProps<T extends string> {
  name: string;
  value: T;
  options: Record<T, ReactNode>;
  onPick: (value: T) => void;
}

/** A few choices side by side, one pressed. */
function Choice<T extends string>({ name, value, options, onPick }: ChoiceProps<T>) {
  return (
    <fieldset className="choice" aria-label={name}>
      {(Object.keys(options) as T[]).map((option) => (
        <button type="button" key={option} aria-pressed={option === value} onClick={() => onPick(option)}>
          {options[option]}
        </button>
      ))}
    </fieldset>
  );
}
