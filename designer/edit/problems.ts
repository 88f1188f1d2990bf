/** Problems of a draft, in the order of the list, and counted by node. Pure. */
import type { Flow, Problem } from '../../flows/flow.ts';
import { bodyOf } from '../canvas/container.ts';
import type { ProblemCount } from '../canvas/convert.ts';
import { mendingOf } from '../environments/mending.ts';
import { edit as words } from '../text/en/edit.ts';

/** The node a problem is about: named by it, or by its pointer. */
export function nodeOf({ node, path }: Problem, flow: Flow): string | undefined {
  const named = node ?? /^\/nodes\/([^/]+)/.exec(path)?.[1];
  return named !== undefined && flow.nodes[named] ? named : undefined;
}

/** Errors before warnings; what is gone since the hub looked is left out. */
export function standing(problems: readonly Problem[], flow: Flow): Problem[] {
  const about = (problem: Problem) => problem.node === undefined || flow.nodes[problem.node] !== undefined;
  const rank = ({ severity }: Problem) => (severity === 'warning' ? 1 : 0);
  return problems.filter(about).toSorted((a, b) => rank(a) - rank(b));
}

/** How much was found at each node; a folded container bears what was found inside. */
export function countsByNode(problems: readonly Problem[], flow: Flow, folds: ReadonlySet<string> = new Set()): Map<string, ProblemCount> {
  const bearers = new Map<string, string>();
  for (const container of folds) for (const id of bodyOf(flow, container)) bearers.set(id, container);
  const counts = new Map<string, ProblemCount>();
  for (const problem of problems) {
    const found = nodeOf(problem, flow);
    if (found === undefined) continue;
    let id = found;
    for (let n = 0; bearers.has(id) && n < bearers.size; n++) id = bearers.get(id)!;
    const { errors = 0, warnings = 0 } = counts.get(id) ?? {};
    counts.set(id, problem.severity === 'warning' ? { errors, warnings: warnings + 1 } : { errors: errors + 1, warnings });
  }
  return counts;
}

/** Where a problem is solved: another page, or a field of this one. */
export type Solving = { words: string; to: string; search?: Record<string, string> } | { words: string; field: string };

export function solvingOf(problem: Problem, flow: Flow): Solving {
  const { code, path } = problem;
  if (code.startsWith('table.')) return { words: words.tables, to: '/tables' };
  if (code === 'config.unknown_calendar') return { words: words.calendars, to: '/calendars' };
  const { at } = mendingOf(problem, flow.id);
  if (at === 'slots') return { words: words.bind, to: '/settings/environments' };
  if (at === 'values') return { words: words.values, to: '/values' };
  if (at === 'connections') return { words: words.connections, to: '/connectors', search: { tab: 'connections' } };
  if (nodeOf(problem, flow) === undefined) return { words: words.goToFlow, field: path };
  return { words: /^\/nodes\/[^/]+\/./.test(path) ? words.goToField : words.goToNode, field: path };
}
