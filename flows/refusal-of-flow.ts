import { ProblemError } from './flow.ts';

/**
 * A refusal of the strict reader as it stands for a flow file: a forbidden key among the nodes is a bad node id,
 * which is readable but wrong (422), not unreadable (400). Every other error is given back as it is.
 */
export function refusalOfFlow(error: unknown): unknown {
  if (!(error instanceof ProblemError)) return error;
  const [problem] = error.problems;
  if (problem?.code !== 'json.forbidden_key' || !/(^|\/)nodes\/[^/]+$/.test(problem.path)) return error;
  return new ProblemError(422, {
    code: 'flow.bad_node_id',
    path: problem.path,
    message: `${JSON.stringify(problem.path.split('/').at(-1))} cannot be a node id — use small letters, digits and underscores, a letter first, at most 48.`,
  });
}
