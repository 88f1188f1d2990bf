import './run.css';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { RunDetail, StepInfo } from '../../server/http/api.ts';
import { useRun, useSteps } from '../api/runs.ts';
import { useListKeys } from '../keys/use-list-keys.ts';
import { useCrumbs } from '../shell/crumbs.ts';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { run as words } from '../text/en/run.ts';
import { type Act, Acts } from './Acts.tsx';
import { Effects } from './Effects.tsx';
import { Order } from './Order.tsx';
import { PathPanel } from './PathPanel.tsx';
import { stepNamed } from './path-of.ts';
import { nameOf, RunHead } from './RunHead.tsx';
import { Signals } from './Signals.tsx';
import { StepPanel } from './StepPanel.tsx';
import { Story } from './Story.tsx';
import { Undone } from './Undone.tsx';

const route = getRouteApi('/runs/$runId');
const none: StepInfo[] = [];

/** One run: its story, its path over the drawing, each step's data, and what a person may do. */
export function RunPage() {
  const { runId } = route.useParams();
  const run = useRun(runId);
  const steps = useSteps(runId);
  useCrumbs([{ name: 'Runs', to: '/runs' }, ...(run.data ? [{ name: run.data.flowTitle, to: `/flows/${run.data.flow}` }, { name: nameOf(run.data) }] : [])]);
  if (run.isError && !run.data) return <PanelError title={words.failed} error={run.error} onAgain={() => void run.refetch()} />;
  if (!run.data) return <Bones />;
  if (steps.isError && !steps.data) return <PanelError title={words.stepsFailed} error={steps.error} onAgain={() => void steps.refetch()} />;
  return <Opened key={runId} run={run.data} steps={steps.data ?? none} />;
}

function Opened({ run, steps }: { run: RunDetail; steps: StepInfo[] }) {
  const { step: named } = route.useSearch();
  const navigate = route.useNavigate();
  const [act, setAct] = useState<Act>();
  const step = stepNamed(steps, named);
  const node = step?.node ?? named;
  const select = (step: string) => void navigate({ search: { step }, replace: true });
  const begin = (next: Act) => () => run.can[next] && setAct(next);
  const turn = (by: number) => () => {
    const next = steps[steps.findIndex((one) => one.id === step?.id) + by];
    if (next) select(next.id);
  };
  useListKeys({ R: begin('retry'), S: begin('skip'), N: begin('signal'), '[': turn(-1), ']': turn(1) });
  return (
    <div className="run-page">
      <RunHead run={run} steps={steps} onAct={setAct} />
      <div className="run-body">
        <Story run={run} steps={steps} selected={step?.id} onSelect={select} onRetry={() => setAct('retry')} onSkip={() => setAct('skip')} />
        <div className="run-middle">
          <PathPanel run={run} steps={steps} node={node} onSelect={select} />
          {step ? (
            <StepPanel key={step.id} step={step} drawing={run.drawing} />
          ) : (
            <section className="card run-step" aria-label={words.step}>
              <p className="card-body run-none">{words.notReached}</p>
            </section>
          )}
        </div>
        <div className="run-side">
          <Undone undo={run.undo} onSelect={select} />
          <Effects steps={steps} drawing={run.drawing} onSelect={select} />
          <Signals run={run} />
          <Order run={run} />
        </div>
      </div>
      {act ? <Acts run={run} steps={steps} act={act} onClose={() => setAct(undefined)} /> : null}
    </div>
  );
}
