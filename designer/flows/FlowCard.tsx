import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CirclePause, Pause, Play, TriangleAlert, Workflow } from 'lucide-react';
import { useState } from 'react';
import type { FlowSummary, RunStatus } from '../../server/http/api.ts';
import { moneysOf } from '../show/amount.ts';
import { dayOf } from '../show/moment.ts';
import { StatusIcon } from '../show/Status.tsx';
import { en } from '../text/en.ts';
import { FlowSwitch } from './FlowSwitch.tsx';

const states: (RunStatus & keyof FlowSummary['open'])[] = ['running', 'waiting', 'parked'];

/** One flow: its version, what stands in it, how much money that is, and its switch. */
export function FlowCard({ flow }: { flow: FlowSummary }) {
  const [asking, setAsking] = useState(false);
  const open = states.reduce((sum, state) => sum + flow.open[state], 0);
  return (
    <li className="card flow-card">
      <div className="flow-row">
        <span className="flow-tile" aria-hidden>
          <Workflow size={18} strokeWidth={1.75} />
        </span>
        <div className="flow-name">
          <Link to="/flows/$flowId" params={{ flowId: flow.id }} className="flow-title">
            {flow.title}
          </Link>
          <span className="tag">{flow.versionNumber === undefined ? en.flows.draft : en.flows.version(flow.versionNumber)}</span>
          {flow.changed && flow.version ? <span className="tag flow-changed">{en.flows.changed}</span> : null}
          {flow.problems > 0 ? (
            <span className="tag flow-changed">
              <TriangleAlert size={12} aria-hidden />
              {en.flows.problems(flow.problems)}
            </span>
          ) : null}
          {flow.description || !flow.deployedAt ? <p className="flow-text">{flow.description || en.flows.nodes(flow.nodes)}</p> : null}
          {flow.deployedAt ? (
            <p className="hint">
              {en.flows.nodes(flow.nodes)}, {en.flows.deployed(dayOf(flow.deployedAt), flow.deployedBy ?? '')}
            </p>
          ) : null}
        </div>
        <div className="flow-counts">
          {states.map((state) => (
            <Link key={state} to="/runs" search={{ flow: flow.id, status: state }} className="flow-count" data-zero={flow.open[state] === 0 || undefined}>
              <StatusIcon status={state} />
              <strong className="num">{flow.open[state].toLocaleString()}</strong>
              {en.status[state].toLowerCase()}
            </Link>
          ))}
        </div>
        <div className="flow-money">
          {flow.money.length > 0 ? <strong className="num">{moneysOf(flow.money)}</strong> : null}
          <span className="hint">{open === 0 ? en.flows.none : flow.money.length > 0 ? en.flows.money : en.flows.noMoney}</span>
          <span className="hint num">{en.flows.today(flow.completed24h)}</span>
        </div>
        {flow.version ? (
          <Button leftSection={flow.paused ? <Play size={14} /> : <Pause size={14} />} onClick={() => setAsking(true)}>
            {flow.paused ? en.flows.resume : en.flows.pause}
          </Button>
        ) : null}
      </div>
      {flow.paused ? (
        <div className="flow-paused">
          <CirclePause size={16} aria-hidden />
          <span>
            <strong>{flow.pauseReason ? `${en.flows.paused}: ${flow.pauseReason}` : `${en.flows.paused}.`}</strong> {en.flows.pausedLine}
          </span>
        </div>
      ) : null}
      {asking ? <FlowSwitch flow={flow} onClose={() => setAsking(false)} /> : null}
    </li>
  );
}
