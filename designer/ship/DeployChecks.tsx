import { CircleAlert, CircleCheck, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DeployPreview } from '../../server/http/api.ts';
import { spanOf } from '../show/moment.ts';
import { ship } from '../text/en/ship.ts';
import { Place } from './Place.tsx';
import type { Tested } from './use-tests.ts';

const words = ship.deployDialog;
type Tone = 'good' | 'bad' | 'warning' | 'busy';
const icons = { good: CircleCheck, bad: CircleAlert, warning: TriangleAlert, busy: LoaderCircle };

/** What stands for and against a deploy: problems, tests, connections, and how long an order can take. */
export function DeployChecks({ preview, titleOf, tested }: { preview: DeployPreview; titleOf: (node: string) => string; tested: Tested }) {
  /** The node it stands at, where the sentence does not say it. */
  const at = (message: string, node: string | undefined): string => {
    const title = node && titleOf(node);
    return title && !message.includes(title) ? `${title}: ${message}` : message;
  };
  const { problems, slots, longestWaitMs } = preview;
  const errors = problems.filter(({ severity }) => severity !== 'warning').length;
  const bound = slots.filter(({ connection }) => connection !== undefined).length;
  const paused = slots.filter((slot) => slot.paused).length;
  return (
    <section className="deploy-checks" aria-label={words.checks}>
      <h3>{words.checks}</h3>
      <ul>
        <Check tone={problems.length === 0 ? 'good' : errors > 0 ? 'bad' : 'warning'}>
          {problems.length === 0 ? words.noProblems : words.problems(errors, problems.length - errors)}
          {problems.slice(0, 5).map(({ code, path, message, node }) => (
            <span className="hint" key={`${code} ${path}`}>
              {at(message, node)}
            </span>
          ))}
        </Check>
        <Tests tested={tested} count={preview.tests} />
        <Check tone={bound < slots.length ? 'bad' : paused > 0 ? 'warning' : 'good'}>
          {slots.length === 0 ? (
            words.noSlots
          ) : (
            <>
              {words.slots(bound, slots.length)} <Place />
            </>
          )}
          {paused > 0 && <span className="hint">{words.pausedSlots(paused)}</span>}
        </Check>
        {longestWaitMs !== undefined && <Check tone="good">{words.longest(spanOf(longestWaitMs))}</Check>}
      </ul>
    </section>
  );
}

function Tests({ tested, count }: { tested: Tested; count: number }) {
  if (count === 0) return <Check tone="warning">{words.noTests}</Check>;
  if (tested.state === 'running' || tested.state === 'none') return <Check tone="busy">{words.testing(count)}</Check>;
  if (tested.state === 'failed') return <Check tone="bad">{words.testsFailed}</Check>;
  const good = tested.verdicts.filter(({ passed }) => passed).length;
  const bad = tested.verdicts.filter(({ passed }) => !passed);
  return (
    <Check tone={good === tested.verdicts.length ? 'good' : 'bad'} figure={spanOf(tested.ms)}>
      {words.tests(good, tested.verdicts.length)}
      {bad.slice(0, 3).map(({ id, title, difference }) => (
        <span className="hint" key={id}>
          {[title, difference].filter(Boolean).join(': ')}
        </span>
      ))}
    </Check>
  );
}

function Check({ tone, figure, children }: { tone: Tone; figure?: string; children: ReactNode }) {
  const Icon = icons[tone];
  return (
    <li data-tone={tone}>
      <Icon size={16} aria-hidden />
      <div>{children}</div>
      {figure && <span className="num hint">{figure}</span>}
    </li>
  );
}
