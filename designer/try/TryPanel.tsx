import { Button } from '@mantine/core';
import { type Ref, useEffect, useRef } from 'react';
import type { Flow, NodeTypeInfo, TryAnswer, TryStep } from '../../server/http/api.ts';
import { NodeTile } from '../canvas/NodeIcon.tsx';
import { portWord } from '../canvas/ports.ts';
import { tryWords as words } from '../text/en/try.ts';
import { en } from '../text/en.ts';
import { Otherwise } from './Otherwise.tsx';
import { otherSignals } from './other-signals.ts';
import { StepData } from './StepData.tsx';
import { beginningAt, endingAt } from './try-state.ts';
import type { Trial } from './use-try.ts';
import { Waits } from './Waits.tsx';

interface TryPanelProps {
  flow: Flow;
  nodeTypes: NodeTypeInfo[];
  trial: Trial;
  answer: TryAnswer;
  /** The node under view. */
  node: string | undefined;
  onSelect: (node: string | undefined) => void;
}

/** The steps of the order so far, and all that is known of the one under view. */
export function TryPanel({ flow, nodeTypes, trial, answer, node, onSelect }: TryPanelProps) {
  const step = answer.steps.findLast((one) => one.node === node);
  const passed = new Set(answer.steps.filter(({ status }) => status === 'completed').map((one) => one.node)).size;
  const current = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list follows the choice
  useEffect(() => void current.current?.scrollIntoView({ block: 'nearest' }), [node, answer.steps.length]);
  // Answers of the order before stay; those this one does not come past are named.
  const unused = Object.keys(trial.state.answers).flatMap((id) => (answer.steps.some((one) => one.node === id) ? [] : [flow.nodes[id]?.title ?? id]));
  const cannotBegin = node === undefined || node === answer.trigger;
  return (
    <aside className="try-panel" aria-label={words.steps}>
      <div className="try-head">
        <h2>{words.steps}</h2>
        <span>{words.stepsOf(passed, Object.keys(flow.nodes).length)}</span>
        <span className="flow-bar-push" />
        <Button
          variant="subtle"
          className="try-tool"
          title={words.fromHint}
          disabled={cannotBegin}
          onClick={() => trial.change((now) => beginningAt(now, node, answer))}
        >
          {words.fromHere}
        </Button>
        <Button
          variant="subtle"
          className="try-tool"
          title={words.toHint}
          disabled={node === undefined}
          onClick={() => trial.change((now) => endingAt(now, node))}
        >
          {words.toHere}
        </Button>
      </div>
      <ol className="try-steps">
        {answer.steps.map((one) => (
          <li key={one.id}>
            <StepRow step={one} nodeTypes={nodeTypes} ref={one === step ? current : undefined} isCurrent={one === step} onSelect={onSelect} />
          </li>
        ))}
      </ol>
      {unused.length > 0 && <p className="try-unused">{words.unused(unused)}</p>}
      {trial.failed && (
        <p className="try-refused" role="alert">
          {trial.failed.message}
        </p>
      )}
      {answer.status === 'parked' && answer.reason && (
        <p className="try-refused">
          <b>{words.parked}.</b> {answer.reason}
        </p>
      )}
      {step && answer.waits.some((wait) => wait.step === step.id) && (
        <Waits key={step.id} trial={trial} answer={answer} wait={answer.waits.find((wait) => wait.step === step.id)!} />
      )}
      {(answer.status === 'waiting' || answer.status === 'running') && <Otherwise trial={trial} signals={otherSignals(flow, answer, step?.id)} />}
      {step && <StepData key={`${step.id} data`} flow={flow} trial={trial} step={step} />}
    </aside>
  );
}

interface StepRowProps {
  step: TryStep;
  nodeTypes: NodeTypeInfo[];
  isCurrent: boolean;
  onSelect: (node: string | undefined) => void;
  ref?: Ref<HTMLButtonElement> | undefined;
}

function StepRow({ step, nodeTypes, isCurrent, onSelect, ref }: StepRowProps) {
  const info = nodeTypes.find(({ type }) => type === step.type);
  const isOpen = step.status !== 'completed';
  const state = isOpen ? (step.status === 'scheduled' && step.attempt === 1 ? words.next : en.status[step.status]) : step.source && words.source[step.source];
  return (
    <button
      type="button"
      className="try-step"
      ref={ref}
      data-current={isCurrent || undefined}
      aria-current={isCurrent || undefined}
      onClick={() => onSelect(step.node)}
    >
      <NodeTile name={info?.icon ?? ''} group={info?.group ?? 'unknown'} />
      <span className="cut">{step.title}</span>
      {step.visit > 1 && <span className="tag">{step.visit}</span>}
      {step.port !== undefined && step.status === 'completed' && <span className="try-port">{portWord(step.port)}</span>}
      <span className="flow-bar-push" />
      <span className="try-step-state" data-status={isOpen ? step.status : undefined}>
        {state}
      </span>
    </button>
  );
}
