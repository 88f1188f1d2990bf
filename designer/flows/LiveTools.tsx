import { Button } from '@mantine/core';
import { PanelRight, Pause, Play } from 'lucide-react';
import { useState } from 'react';
import type { FlowDetail } from '../../server/http/api.ts';
import { queryClient } from '../api/query-client.ts';
import { flow as words } from '../text/en/flow.ts';
import { Choice } from './Choice.tsx';
import { FlowSwitch } from './FlowSwitch.tsx';
import type { FlowView, Range } from './flow-view.ts';

interface LiveToolsProps {
  flowId: string;
  detail: FlowDetail;
  range: Range;
  show: (change: Partial<FlowView>) => void;
  panel: boolean;
  onPanel: () => void;
}

/** The tools of Live: the span of the figures, the panel, and the one switch. */
export function LiveTools({ flowId, detail, range, show, panel, onPanel }: LiveToolsProps) {
  const [switching, setSwitching] = useState(false);
  const close = () => {
    setSwitching(false);
    void queryClient.invalidateQueries({ queryKey: ['flow', flowId] });
  };
  return (
    <>
      <Choice name={words.range} value={range} options={words.ranges} onPick={(next: Range) => show({ range: next })} />
      <button type="button" className="flow-bar-icon" aria-label={words.showPanel} aria-pressed={panel} title={words.showPanel} onClick={onPanel}>
        <PanelRight size={16} aria-hidden />
      </button>
      {detail.deployed && (
        <Button
          className="flow-bar-switch"
          variant={detail.paused ? 'filled' : 'default'}
          leftSection={detail.paused ? <Play size={14} /> : <Pause size={14} />}
          onClick={() => setSwitching(true)}
        >
          {detail.paused ? words.resume : words.pause}
        </Button>
      )}
      {switching && <FlowSwitch flow={{ id: flowId, title: detail.flow.title, paused: detail.paused }} onClose={close} />}
    </>
  );
}
