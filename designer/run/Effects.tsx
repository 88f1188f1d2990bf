import type { Flow, StepInfo } from '../../server/http/api.ts';
import { StatusIcon } from '../show/Status.tsx';
import { run as words } from '../text/en/run.ts';
import { EffectKey } from './EffectKey.tsx';
import { effectWords } from './effect-words.ts';

const stateOf = (step: StepInfo): keyof typeof words.effectState => {
  if (step.status === 'completed') return 'done';
  if (step.status === 'failed') return step.error?.code.includes('unknown') ? 'unknown' : 'undone';
  if (step.status === 'canceled') return 'undone';
  return step.status === 'scheduled' && step.attempts.length > 0 ? 'again' : 'open';
};

/** What the run changed in the world, and what a lost answer would have meant there. */
export function Effects({ steps, drawing, onSelect }: { steps: readonly StepInfo[]; drawing: Flow; onSelect: (step: string) => void }) {
  const effects = steps.filter((step) => step.effect !== undefined);
  return (
    <section className="card" aria-label={words.effects}>
      <div className="card-head">
        <h2>{words.effects}</h2>
        <span className="hint">{words.effectsHint}</span>
      </div>
      {effects.length === 0 ? <p className="card-body run-none">{words.noEffects}</p> : null}
      <ul className="effects">
        {effects.map((step) => (
          <li key={step.id}>
            <StatusIcon status={step.status} />
            <div>
              <div className="effect-line">
                <button type="button" className="plain" onClick={() => onSelect(step.id)}>
                  {step.title}
                </button>
                <span className="tag">{words.classOf[step.effect?.class ?? 'A']}</span>
              </div>
              <p className="hint">
                {words.effectState[stateOf(step)]}; {effectWords(step, drawing).what.toLowerCase()}
              </p>
              <EffectKey of={step.effect?.key ?? ''} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
