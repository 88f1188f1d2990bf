import { Button, Menu, Tooltip } from '@mantine/core';
import { ChevronDown, Lock, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { Choice } from '../flows/Choice.tsx';
import { tryWords as words } from '../text/en/try.ts';
import { SampleMenu } from './SampleMenu.tsx';
import { beginningAt, endingAt, losing, type TryState } from './try-state.ts';
import type { Trial } from './use-try.ts';

interface SampleBarProps {
  flow: Flow;
  nodeTypes: NodeTypeInfo[];
  trial: Trial;
  tools?: ReactNode;
}

/** Which order is tried, that nothing leaves, who answers calls, and what is made to go wrong. */
export function SampleBar({ flow, nodeTypes, trial, tools }: SampleBarProps) {
  const { state, change } = trial;
  const titleOf = (node: string): string => flow.nodes[node]?.title ?? nodeTypes.find(({ type }) => type === flow.nodes[node]?.type)?.title ?? node;
  const by = (kind: TryState['by']) => change((now) => ({ ...now, by: kind }));
  return (
    <div className="try-bar">
      <span className="try-bar-word">{words.sample}</span>
      <SampleMenu flowId={flow.id} pin={trial.pin} onChoose={trial.choose} />
      <Tooltip label={words.nothingLeavesWhy} multiline w={280}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its reason is read by keyboard too */}
        <span className="try-promise" tabIndex={0}>
          <Lock size={13} aria-hidden />
          {words.nothingLeaves}
        </span>
      </Tooltip>
      {state.from !== undefined && (
        <PartChip word={words.partFrom(titleOf(state.from))} onEnd={() => change((now) => beginningAt(now, undefined, undefined))} />
      )}
      {state.to !== undefined && <PartChip word={words.partTo(titleOf(state.to))} onEnd={() => change((now) => endingAt(now, undefined))} />}
      <span className="flow-bar-push" />
      <span className="try-bar-word">{words.answeredBy}</span>
      <Choice name={words.answeredBy} value={state.by} options={words.by} onPick={by} />
      <span className="flow-bar-rule" />
      <span className="try-bar-word">{words.inject}</span>
      <LostAnswer flow={flow} nodeTypes={nodeTypes} lost={state.lost} titleOf={titleOf} onPick={(node) => change((now) => losing(now, node))} />
      {tools}
    </div>
  );
}

function PartChip({ word, onEnd }: { word: string; onEnd: () => void }) {
  return (
    <button type="button" className="try-part" aria-label={words.partEnd(word)} onClick={onEnd}>
      {word}
      <X size={13} aria-hidden />
    </button>
  );
}

interface LostAnswerProps {
  flow: Flow;
  nodeTypes: NodeTypeInfo[];
  lost: string[];
  titleOf: (node: string) => string;
  onPick: (node: string) => void;
}

function LostAnswer({ flow, nodeTypes, lost, titleOf, onPick }: LostAnswerProps) {
  const calling = new Set(nodeTypes.filter(({ effect }) => effect).map(({ type }) => type));
  const nodes = Object.keys(flow.nodes).filter((node) => calling.has(flow.nodes[node]!.type));
  return (
    <Menu position="bottom-end" withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button className="try-lost" data-on={lost.length > 0 || undefined} rightSection={<ChevronDown size={14} aria-hidden />}>
          {lost.length === 1 ? words.lostOf(titleOf(lost[0]!)) : lost.length > 1 ? `${words.lost} (${lost.length})` : words.lost}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className="try-menu">
        <Menu.Label>{nodes.length === 0 ? words.lostNone : words.lostHint}</Menu.Label>
        {nodes.map((node) => (
          <Menu.CheckboxItem key={node} checked={lost.includes(node)} onChange={() => onPick(node)}>
            {titleOf(node)}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
