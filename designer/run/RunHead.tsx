import { Button, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Ban, RadioTower, RotateCcw, SkipForward } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RunDetail, StepInfo } from '../../server/http/api.ts';
import { moneyOf } from '../show/amount.ts';
import { spanOf } from '../show/moment.ts';
import { StatusIcon } from '../show/Status.tsx';
import { useNow } from '../show/use-now.ts';
import { When } from '../show/When.tsx';
import { run as words } from '../text/en/run.ts';
import { en } from '../text/en.ts';
import type { Act } from './Acts.tsx';

/** The run's name: its first key, else its id. */
export const nameOf = (run: RunDetail): string => (run.keys[0] === undefined ? words.nameless : words.order(run.keys[0]));

/** Which run, how it stands, its facts, and what may be done with it. */
export function RunHead({ run, steps, onAct }: { run: RunDetail; steps: readonly StepInfo[]; onAct: (act: Act) => void }) {
  const isEnded = run.endedAt !== undefined;
  const ended = words.cannot.ended(en.status[run.status].toLowerCase());
  const mend = (act: string) => (isEnded ? ended : words.cannot.notParked(act));
  return (
    <header className="run-head">
      <div className="run-title">
        <h1>{nameOf(run)}</h1>
        <Standing run={run} steps={steps} />
      </div>
      <div className="run-acts">
        <ActButton icon={<SkipForward size={14} />} may={run.can.skip} why={mend('Skip')} onClick={() => onAct('skip')}>
          {words.acts.skip}
        </ActButton>
        <ActButton icon={<RadioTower size={14} />} may={run.can.signal} why={ended} onClick={() => onAct('signal')}>
          {words.acts.signal}
        </ActButton>
        <ActButton icon={<Ban size={14} />} danger may={run.can.cancel} why={ended} onClick={() => onAct('cancel')}>
          {words.acts.cancel}
        </ActButton>
        <ActButton icon={<RotateCcw size={14} />} main may={run.can.retry} why={mend('Retry')} onClick={() => onAct('retry')}>
          {words.acts.retry}
        </ActButton>
      </div>
      {run.can.retry ? null : <p className="run-why hint">{isEnded ? ended : words.cannot.notParked('Skip and Retry')}</p>}
      <dl className="run-facts">
        <Fact name={words.facts.flow}>
          <Link to="/flows/$flowId" params={{ flowId: run.flow }}>
            {run.flowTitle}
          </Link>
          ,{' '}
          <span className="mono" title={run.version}>
            {run.version.slice(0, 7)}
          </span>
        </Fact>
        {run.amount ? <Fact name={words.facts.amount}>{moneyOf(run.amount)}</Fact> : null}
        <Fact name={words.facts.started}>
          <When at={run.startedAt} />
        </Fact>
        {run.endedAt ? (
          <Fact name={words.facts.ended}>
            <When at={run.endedAt} />
          </Fact>
        ) : null}
        {run.keys.length > 1 ? <Fact name={words.facts.keys}>{run.keys.slice(1).join(', ')}</Fact> : null}
        {run.code ? (
          <Fact name={words.facts.error}>
            <span className="mono">{run.code}</span>
          </Fact>
        ) : null}
        {run.parent ? (
          <Fact name={words.facts.parent}>
            <Link to="/runs/$runId" params={{ runId: run.parent }} className="mono">
              {run.parent.slice(0, 8)}
            </Link>
          </Fact>
        ) : null}
        {run.moves?.map(({ at, by, reason }) => (
          <Fact key={at} name={words.facts.moved}>
            <span title={reason}>
              {by}, <When at={at} />
            </span>
          </Fact>
        ))}
        <Fact name={words.facts.run}>
          <span className="mono" title={run.id}>
            {run.id.slice(0, 8)}
          </span>
        </Fact>
      </dl>
    </header>
  );
}

/** Status with its place and since when; an ended run says how long it took. */
function Standing({ run, steps }: { run: RunDetail; steps: readonly StepInfo[] }) {
  const now = useNow(1_000);
  const open = run.at[0];
  const since = run.status === 'parked' ? run.updatedAt : (steps.findLast((step) => step.node === open?.node)?.startedAt ?? run.startedAt);
  const ms = run.endedAt ? Date.parse(run.endedAt) - Date.parse(run.startedAt) : Math.floor(Math.max(0, now - Date.parse(since)) / 1_000) * 1_000;
  const place = run.at.map((one) => one.title).join(', ');
  return (
    <span className="standing" data-status={run.status}>
      <StatusIcon status={run.status} />
      <span className="num">{words.at(en.status[run.status], place, spanOf(ms).replace(/^0\u00a0ms$/, '0\u00a0s'))}</span>
    </span>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

interface ActButtonProps {
  icon: ReactNode;
  may: boolean;
  /** Why not, where it may not. */
  why: string;
  main?: boolean;
  danger?: boolean;
  onClick: () => void;
  children: string;
}

/** A button that stays reachable when it may not be pressed, and says why. */
function ActButton({ icon, may, why, main = false, danger = false, onClick, children }: ActButtonProps) {
  return (
    <Tooltip label={why} disabled={may} multiline maw={260}>
      <Button
        leftSection={icon}
        {...(main && may ? { variant: 'filled' as const } : {})}
        {...(danger && may ? { className: 'danger' } : {})}
        {...(may ? { onClick } : { 'data-disabled': true, 'aria-disabled': true, 'aria-description': why, onClick: (event) => event.preventDefault() })}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
