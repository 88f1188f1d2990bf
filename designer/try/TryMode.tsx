import './try.css';
import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useMemo, useState } from 'react';
import type { Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { FlowCanvas } from '../canvas/FlowCanvas.tsx';
import { useListKeys } from '../keys/use-list-keys.ts';
import { Outline } from '../outline/Outline.tsx';
import { firstStep } from '../run/path-of.ts';
import { Bones } from '../states/Bones.tsx';
import { tryWords as words } from '../text/en/try.ts';
import { EventTrack } from './EventTrack.tsx';
import { NoSample } from './NoSample.tsx';
import { SampleBar } from './SampleBar.tsx';
import { SaveTest } from './SaveTest.tsx';
import { TestList } from './TestList.tsx';
import { TryPanel } from './TryPanel.tsx';
import { TryTools } from './TryTools.tsx';
import { tryPath } from './try-path.ts';
import { endingAt } from './try-state.ts';
import { useTry } from './use-try.ts';

export interface TryModeProps {
  flowId: string;
  /** The drawing on trial. */
  flow: Flow;
  nodeTypes: NodeTypeInfo[];
  selected: string | undefined;
  onSelect: (node: string | undefined) => void;
  /** Where the tools of this mode stand; a bar of their own where absent. */
  bar?: (tools: ReactNode) => ReactNode;
}

/** One order on trial: the drawing with its way, what each step made of it, and a clock that jumps from event to event. */
export function TryMode({ flowId, flow, nodeTypes, selected, onSelect, bar }: TryModeProps) {
  const trial = useTry(flowId, flow, () => onSelect(undefined));
  const { answer, pin } = trial;
  const [opened, setOpened] = useState<'save' | 'tests'>();
  const narrow = useMediaQuery('(max-width: 640px)') ?? false;
  const path = useMemo(() => (answer ? tryPath(flow, answer) : undefined), [flow, answer]);
  const shown = selected ?? (answer ? firstStep(answer.steps)?.node : undefined);
  useListKeys({ '.': trial.jump, 'shift+T': () => trial.change((now) => endingAt(now, shown)) });
  const tools = (
    <TryTools
      canSave={answer !== undefined && trial.state.from === undefined && trial.state.to === undefined}
      onStartOver={trial.startOver}
      onSave={() => setOpened('save')}
      onTests={() => setOpened('tests')}
    />
  );
  const drawn = { flow, nodeTypes, selected: shown, onSelect, path };
  return (
    <section className="try-mode" aria-label={words.region}>
      {bar?.(tools)}
      <SampleBar flow={flow} nodeTypes={nodeTypes} trial={trial} tools={bar ? undefined : tools} />
      <div className="try-body">
        <div className="try-middle">
          <div className="try-drawing">{narrow ? <Outline {...drawn} /> : <FlowCanvas {...drawn} mode="run" />}</div>
          {answer && <EventTrack trial={trial} answer={answer} onSelect={onSelect} />}
        </div>
        {answer ? (
          <TryPanel flow={flow} nodeTypes={nodeTypes} trial={trial} answer={answer} node={shown} onSelect={onSelect} />
        ) : (
          <aside className="try-panel">
            {trial.failed ? <TryFailed error={trial.failed} /> : pin ? <Bones rows={6} /> : <NoSample flow={flow} onChoose={trial.choose} />}
          </aside>
        )}
      </div>
      {opened === 'save' && answer && <SaveTest flow={flow} trial={trial} answer={answer} onClose={() => setOpened(undefined)} />}
      {opened === 'tests' && <TestList flow={flow} onSelect={onSelect} onClose={() => setOpened(undefined)} />}
    </section>
  );
}

function TryFailed({ error }: { error: Error }) {
  return (
    <div className="try-empty" role="alert">
      <b>{words.failedTitle}</b>
      <p>{error.message}</p>
    </div>
  );
}
