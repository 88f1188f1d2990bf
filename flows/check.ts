import { checkConfig } from './check-config.ts';
import { type Flow, type FlowNode, type JsonObject, type Problem, ProblemError } from './flow.ts';
import { escapePointer } from './pointer.ts';
import { didYouMean } from './suggest.ts';

export { checkEnvelope } from './check-envelope.ts';

/** What the second pass wants to know of a node type. */
export interface CheckedType {
  config: JsonObject;
  check?: (node: FlowNode, id: string) => Problem[];
}

const mostProblems = 200;

/** Second pass: does every node have a known type, and a config that fits it? `known` are the types to suggest from. */
export function checkNodes(flow: Flow, find: (type: string) => CheckedType | undefined, known: readonly string[]): Problem[] {
  const hints = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [id, node] of Object.entries(flow.nodes)) {
    if (problems.length >= mostProblems) break;
    const base = `/nodes/${escapePointer(id)}`;
    const type = find(node.type);
    if (!type) {
      if (!hints.has(node.type)) hints.set(node.type, hintFor(node.type, known));
      problems.push({ code: 'flow.unknown_node_type', path: `${base}/type`, node: id, message: `There is no node type ${node.type}.${hints.get(node.type)}` });
      continue;
    }
    problems.push(...checkConfig(node.config ?? {}, type.config, `${base}/config`).map((problem) => ({ ...problem, node: id })));
    problems.push(...ownCheck(type, node, id));
  }
  return problems;
}

/** Another major of the same node is the best guess, a near spelling the next. */
function hintFor(type: string, known: readonly string[]): string {
  const [name] = type.split('@');
  const sibling = known.find((each) => each.split('@')[0] === name);
  return sibling === undefined ? didYouMean(type, known) : ` Did you mean ${sibling}?`;
}

/** A node's own rules read values, so they may refuse one by throwing. */
function ownCheck(type: CheckedType, node: FlowNode, id: string): Problem[] {
  try {
    return (type.check?.(node, id) ?? []).map((problem) => ({ node: id, ...problem }));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.problems.map((problem) => ({ ...problem, path: problem.path || `/nodes/${escapePointer(id)}/config`, node: id }));
  }
}
