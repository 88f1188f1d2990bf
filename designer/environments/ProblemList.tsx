import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { PromoteAnswer } from '../../server/http/api.ts';
import { en } from '../text/en.ts';
import { type Mending, mendingOf } from './mending.ts';
import type { Way } from './ways.ts';

const words = en.environments;
type Problem = PromoteAnswer['problems'][number];

interface ProblemListProps {
  problems: readonly Problem[];
  flowId: string;
  way: Way;
  onLeave: () => void;
}

/** What a pre-flight found: what is missing first, what only wants to be read after it, each with the place where it is mended. */
export function ProblemList({ problems, flowId, way, onLeave }: ProblemListProps) {
  const lacks = problems.filter(({ severity }) => severity !== 'warning');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  return (
    <div className="preflight">
      <p className="preflight-sum" data-good={lacks.length === 0} role="status">
        {lacks.length === 0 ? <CircleCheck size={16} aria-hidden /> : <CircleAlert size={16} aria-hidden />}
        {lacks.length === 0 ? words.ready : words.lacks(lacks.length, way.toTitle)}
      </p>
      {problems.length === 0 ? null : (
        <ul>
          {[...lacks, ...warnings].map((problem) => (
            <li key={`${problem.code} ${problem.path}`} data-warning={problem.severity === 'warning'}>
              {problem.severity === 'warning' ? <TriangleAlert size={15} aria-label={words.warning} /> : <CircleAlert size={15} aria-label={words.missing} />}
              <span>
                {problem.message} <span className="mono preflight-path">{problem.path}</span>
              </span>
              <MendLink mending={mendingOf(problem, flowId)} environment={way.to} onLeave={onLeave} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function MendLink({ mending, environment, onLeave }: { mending: Mending; environment: string; onLeave: () => void }) {
  switch (mending.at) {
    case 'slots':
      return (
        <Link to="/settings/environments" hash={environment} onClick={onLeave}>
          {words.mend.slots}
        </Link>
      );
    case 'values':
      return (
        <Link to="/values" onClick={onLeave}>
          {words.mend.values}
        </Link>
      );
    case 'connections':
      return (
        <Link to="/connectors" search={{ tab: 'connections' }} onClick={onLeave}>
          {words.mend.connection}
        </Link>
      );
    case 'flow':
      return (
        <Link to="/flows/$flowId" params={{ flowId: mending.flow }} onClick={onLeave}>
          {words.mend.flow(mending.flow)}
        </Link>
      );
  }
}
