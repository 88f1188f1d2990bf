import './guide.css';
import { Link } from '@tanstack/react-router';
import { CircleCheck, GraduationCap, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { lineOf, titleOf } from '../canvas/words.ts';
import { guide as words } from '../text/en/guide.ts';
import { closeGuide, useGuideOpen } from './progress.ts';
import { StepWork } from './StepWork.tsx';
import { currentStep, type Facts, isDone, nodeOf, type StepId, stepIds } from './steps.ts';
import { useGuide } from './use-guide.ts';

/** The guide beside the first flow somebody draws; nothing where it was not begun or is closed. Inside a DraftProvider. */
export function GuidePanel({ flowId }: { flowId: string }) {
  return useGuideOpen(flowId) ? <Steps flowId={flowId} /> : null;
}

function Steps({ flowId }: { flowId: string }) {
  const guide = useGuide(flowId);
  const panel = useRef<HTMLElement>(null);
  const current = guide && currentStep(guide.facts);
  useFocusFollows(panel, current);
  if (!guide) return null;
  const { facts, doIt } = guide;
  const done = stepIds.filter((id) => isDone(id, facts));
  return (
    <section className="guide" aria-labelledby="guide-title" ref={panel}>
      <header className="guide-head">
        <GraduationCap size={18} aria-hidden />
        <h2 id="guide-title">{words.title}</h2>
        <span className="hint num">{words.progress(done.length, stepIds.length)}</span>
        <button type="button" className="guide-close" aria-label={words.close} onClick={() => closeGuide(flowId)}>
          <X size={16} aria-hidden />
        </button>
      </header>
      <div
        className="guide-bar"
        role="progressbar"
        aria-label={words.title}
        aria-valuenow={done.length}
        aria-valuemin={0}
        aria-valuemax={stepIds.length}
        aria-valuetext={words.progress(done.length, stepIds.length)}
      >
        <span style={{ width: `${(100 * done.length) / stepIds.length}%` }} />
      </div>
      <ol className="guide-steps">
        {stepIds.map((id, at) => (
          <li key={id} {...(id === current ? { 'aria-current': 'step' as const } : {})} data-done={done.includes(id) || undefined}>
            {done.includes(id) ? (
              <CircleCheck size={18} aria-hidden className="guide-mark" />
            ) : (
              <span className="guide-mark num" aria-hidden>
                {at + 1}
              </span>
            )}
            <div>
              <h3 tabIndex={-1}>{words.steps[id].title}</h3>
              {done.includes(id) ? <p className="hint">{sayDone(id, facts)}</p> : null}
              {id === current ? <StepWork id={id} flowId={flowId} onDo={() => doIt(id)} /> : null}
            </div>
          </li>
        ))}
      </ol>
      {facts.deployed ? (
        <div className="guide-end">
          <p>
            <strong>{words.finished}</strong>
          </p>
          <p>{words.finishedText}</p>
          <div className="guide-acts">
            <Link to="/flows/$flowId" params={{ flowId }} className="guide-go">
              {words.watch}
            </Link>
            {facts.demo ? (
              <Link to="/demo" className="guide-go">
                {words.placeOrder}
              </Link>
            ) : null}
          </div>
        </div>
      ) : null}
      <p className="hint guide-foot">{words.foot}</p>
    </section>
  );
}

/** What stands for a step that is done: "Cancellation window, hold for 30 min". */
function sayDone(id: StepId, facts: Facts): string | undefined {
  const node = facts.flow.nodes[nodeOf(id, facts) ?? ''];
  const info = node && facts.types.get(node.type);
  return node && `${titleOf(node, info)}, ${lineOf(node, info)}`;
}

/** Who does a step from inside the guide finds the focus at the next one, not lost with its button. */
function useFocusFollows(panel: { current: HTMLElement | null }, current: string | undefined): void {
  const before = useRef(current);
  useEffect(() => {
    if (before.current !== current && (document.activeElement === document.body || panel.current?.contains(document.activeElement)))
      panel.current?.querySelector<HTMLElement>('[aria-current] h3')?.focus();
    before.current = current;
  }, [panel, current]);
}
