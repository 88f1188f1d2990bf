import { Link } from '@tanstack/react-router';
import { ChevronDown, ChevronUp, CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { NodeTypeInfo, Problem } from '../../server/http/api.ts';
import { titleOf } from '../canvas/words.ts';
import { useEdited } from '../draft/use-editor.ts';
import { edit as words } from '../text/en/edit.ts';
import { nodeOf, solvingOf } from './problems.ts';

interface ProblemsDrawerProps {
  problems: readonly Problem[];
  types: ReadonlyMap<string, NodeTypeInfo>;
  /** The one that was last gone to. */
  current: Problem | undefined;
  onGo: (problem: Problem) => void;
}

/** Everything wrong with the draft, below the canvas: a sentence and its one action each. */
export function ProblemsDrawer({ problems, types, current, onGo }: ProblemsDrawerProps) {
  const [isOpen, setOpen] = useState(true);
  const warnings = problems.filter(({ severity }) => severity === 'warning').length;
  const errors = problems.length - warnings;
  const Chevron = isOpen ? ChevronDown : ChevronUp;
  const has = problems.length > 0;
  return (
    <section className="problems" aria-label={words.problems}>
      <div className="problems-head">
        <h2>{words.problems}</h2>
        {errors > 0 && (
          <span className="problems-count parked">
            <CircleX size={14} aria-hidden /> {words.errors(errors)}
          </span>
        )}
        {warnings > 0 && (
          <span className="problems-count waiting">
            <TriangleAlert size={14} aria-hidden /> {words.warnings(warnings)}
          </span>
        )}
        {!has && (
          <span className="problems-count completed">
            <CircleCheck size={14} aria-hidden /> {words.noProblems}
          </span>
        )}
        {has && <span className="problems-rule cut">{words.blocks(problems.length)}</span>}
        {has && <span className="hint problems-key">{words.nextKey}</span>}
        {has && (
          <button type="button" aria-expanded={isOpen} aria-label={isOpen ? words.foldProblems : words.showProblems} onClick={() => setOpen(!isOpen)}>
            <Chevron size={16} aria-hidden />
          </button>
        )}
      </div>
      {isOpen && has && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by keyboard
        <ul className="problems-list" tabIndex={0} aria-label={words.problems}>
          {problems.map((problem) => (
            <Row key={`${problem.code} ${problem.path}`} problem={problem} types={types} isCurrent={problem === current} onGo={onGo} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface RowProps {
  problem: Problem;
  types: ReadonlyMap<string, NodeTypeInfo>;
  isCurrent: boolean;
  onGo: (problem: Problem) => void;
}

function Row({ problem, types, isCurrent, onGo }: RowProps) {
  const flow = useEdited((state) => state.flow);
  const id = nodeOf(problem, flow);
  const title = id === undefined ? words.wholeFlow : titleOf(flow.nodes[id]!, types.get(flow.nodes[id]!.type));
  const solving = solvingOf(problem, flow);
  const isWarning = problem.severity === 'warning';
  return (
    <li className="problem-row" data-current={isCurrent}>
      {isWarning ? (
        <TriangleAlert className="waiting" size={16} aria-label={words.warning} />
      ) : (
        <CircleX className="parked" size={16} aria-label={words.error} />
      )}
      <button type="button" className="problem-node cut" onClick={() => onGo(problem)}>
        {title}
      </button>
      <span className="cut" title={problem.message}>
        {problem.message}
      </span>
      {'to' in solving ? (
        <Link to={solving.to} search={(solving.search ?? {}) as never /* each page reads its own search */}>
          {solving.words}
        </Link>
      ) : (
        <button type="button" className="problem-act" onClick={() => onGo(problem)}>
          {solving.words}
        </button>
      )}
    </li>
  );
}
