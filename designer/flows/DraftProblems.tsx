import './draft-problems.css';
import { Link } from '@tanstack/react-router';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { FlowDetail } from '../../server/http/api.ts';
import { mendingOf } from '../environments/mending.ts';
import { flow as words } from '../text/en/flow.ts';
import { en } from '../text/en.ts';

type Problem = FlowDetail['problems'][number];

interface DraftProblemsProps {
  detail: FlowDetail;
  onNode: (node: string) => void;
}

/** What keeps the draft from being deployed: each in its sentence, with the place where it is mended one click away. */
export function DraftProblems({ detail: { problems, flow }, onNode }: DraftProblemsProps) {
  if (problems.length === 0) return null;
  return (
    <details className="draft-problems" open={problems.length <= 3}>
      <summary>
        <CircleAlert size={16} aria-hidden /> {words.lacks(problems.length)}
      </summary>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.code} ${problem.path}`}>
            {problem.severity === 'warning' ? <TriangleAlert size={15} aria-hidden /> : <CircleAlert size={15} aria-hidden />}
            <span title={problem.path}>{problem.message}</span>
            <Mend problem={problem} flowId={flow.id} title={flow.nodes[problem.node ?? '']?.title} onNode={onNode} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Mend({ problem, flowId, title, onNode }: { problem: Problem; flowId: string; title: string | undefined; onNode: (node: string) => void }) {
  const { node, code } = problem;
  if (code.startsWith('table.')) return <Link to="/tables">{words.openTables}</Link>;
  if (code === 'config.unknown_calendar') return <Link to="/calendars">{words.openCalendars}</Link>;
  const { at } = mendingOf(problem, flowId);
  if (at === 'slots') return <Link to="/settings/environments">{en.environments.mend.slots}</Link>;
  if (at === 'values') return <Link to="/values">{en.environments.mend.values}</Link>;
  if (at === 'connections')
    return (
      <Link to="/connectors" search={{ tab: 'connections' }}>
        {en.environments.mend.connection}
      </Link>
    );
  if (node === undefined) return null;
  return (
    <button type="button" onClick={() => onNode(node)}>
      {words.showNode(title ?? node)}
    </button>
  );
}
