import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { guide as words } from '../text/en/guide.ts';
import type { StepId } from './steps.ts';

/** What to do now: by hand, by keyboard, or done by the guide; and why. */
export function StepWork({ id, flowId, onDo }: { id: StepId; flowId: string; onDo: () => void }) {
  const [asked, setAsked] = useState(false);
  const step = words.steps[id];
  const to = { to: '/flows/$flowId', params: { flowId }, search: { mode: 'try' } as never } as const; // the page reads its own search
  return (
    <div className="guide-work">
      <p>{step.text}</p>
      <p className="guide-keys">
        <strong>{words.keyboard}</strong> {step.keys}
      </p>
      {asked ? <p className="guide-because">{step.because}</p> : null}
      <div className="guide-acts">
        {'did' in step ? <Button onClick={onDo}>{words.doIt}</Button> : null}
        {id === 'try' ? (
          <Link {...to} className="guide-go">
            {words.steps.try.go}
          </Link>
        ) : null}
        <Button variant="subtle" aria-expanded={asked} onClick={() => setAsked(!asked)}>
          {step.why}
        </Button>
      </div>
    </div>
  );
}
