import { useNavigate } from '@tanstack/react-router';
import { CircleX, TriangleAlert } from 'lucide-react';
import type { Problem } from '../../../server/http/api.ts';
import { useEditor } from '../../draft/use-editor.ts';
import { type Fix, fixesOf } from '../fixes.ts';
import { usePlace } from '../place.ts';
import { useBinding } from './binding.ts';

/** What is wrong at a field, each with the click that mends it. `also` is what the form itself sees before the hub has answered. */
export function ProblemLines({ problems, also = [] }: { problems: readonly Problem[]; also?: readonly string[] }) {
  const { flow, nodeTypes } = usePlace();
  if (problems.length === 0 && also.length === 0) return null;
  return (
    <ul className="form-problems">
      {problems.map((problem) => {
        const isWarning = problem.severity === 'warning';
        const Icon = isWarning ? TriangleAlert : CircleX;
        return (
          <li key={`${problem.code} ${problem.path}`} data-warning={isWarning || undefined}>
            <Icon size={14} aria-hidden />
            <span>
              {problem.message}
              {fixesOf(problem, flow, nodeTypes).map((fix) => (
                <FixButton key={fix.label} fix={fix} />
              ))}
            </span>
          </li>
        );
      })}
      {also.map((message) => (
        <li key={message}>
          <CircleX size={14} aria-hidden />
          <span>{message}</span>
        </li>
      ))}
    </ul>
  );
}

function FixButton({ fix }: { fix: Fix }) {
  const editor = useEditor();
  const bind = useBinding();
  const navigate = useNavigate();
  const act = () => {
    if (fix.kind === 'edit') editor.edit(fix.name, fix.change);
    else if (fix.kind === 'bind') bind(fix.slot);
    else if (fix.to === 'calendars') void navigate({ to: '/calendars' });
    else void navigate({ to: '/flows/$flowId', params: { flowId: fix.to.flow } });
  };
  return (
    <button type="button" className="form-fix" onClick={act}>
      {fix.label}
    </button>
  );
}
