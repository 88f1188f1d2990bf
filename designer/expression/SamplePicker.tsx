import { Button, Modal, SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Flow } from '../../server/http/api.ts';
import { expression } from '../text/en/expression.ts';
import { PasteSample } from './PasteSample.tsx';
import { type Pin, pinSample } from './pinned-sample.ts';
import { RunSamples } from './RunSamples.tsx';
import { StoredSamples } from './StoredSamples.tsx';
import './sample-picker.css';

const words = expression.sample;
type Tab = 'samples' | 'run' | 'paste';
const tabs = (['samples', 'run', 'paste'] as const).map((value) => ({ value, label: words.tabs[value] }));

export interface SamplePickerProps {
  flow: Pick<Flow, 'id'>;
  /** What the button says: usually the name of the sample in use. */
  children: ReactNode;
  /** Class of the button; plain words with a line under them when absent. */
  className?: string;
}

/** Opens the choice of the sample a flow is looked at with, and pins what is chosen. */
export function SamplePicker({ flow, children, className = 'sample-button' }: SamplePickerProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={className} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <span className="hidden-words">{words.label}: </span>
        {children}
      </button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={words.title} size={520} closeButtonProps={{ 'aria-label': words.close }}>
        <SampleChoice flow={flow} onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

/** The choice itself, where it stands in a page of its own. */
export function SampleChoice({ flow, onDone }: { flow: Pick<Flow, 'id'>; onDone: () => void }) {
  const [tab, setTab] = useState<Tab>('samples');
  const choose = (pin: Pin | undefined) => {
    pinSample(flow.id, pin);
    onDone();
  };
  return (
    <div className="sample-choice">
      <p className="hint">{words.lead}</p>
      <SegmentedControl data={tabs} value={tab} onChange={(next) => setTab(next as Tab)} aria-label={words.tabsLabel} fullWidth />
      {tab === 'samples' ? <StoredSamples flow={flow} onChoose={choose} /> : null}
      {tab === 'run' ? <RunSamples flow={flow} onChoose={choose} /> : null}
      {tab === 'paste' ? <PasteSample onChoose={choose} /> : null}
      <div className="sample-foot">
        <Button onClick={() => choose(undefined)}>{words.newest}</Button>
        <span className="hint">{words.newestHint}</span>
      </div>
    </div>
  );
}
