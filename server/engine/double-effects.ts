/** Finds effects that one iteration may reach twice without a `join`: the customer would get two parcels. */
import type { Problem } from '../../flows/flow.ts';
import type { PlanNode } from './plan.ts';

/** Gives up above this many comparisons and says nothing rather than something wrong. */
const budget = 200_000;

/**
 * Two exits happen together when no choice lies between them. A step leaves through exactly one port,
 * so exits of one visit exclude each other unless they are the same port; exits of two nodes happen
 * together when an exit leading to the later node happens together with (or is) the earlier exit.
 */
export function doubleEffects(nodes: Map<string, PlanNode>): Problem[] {
  const rank = rankOf(nodes);
  const memo = new Map<string, boolean>();
  let spent = 0;

  type Exit = { node: string; port: string };
  const key = (a: Exit, b: Exit): string => [`${a.node}.${a.port}`, `${b.node}.${b.port}`].sort().join('|');

  function together(a: Exit, b: Exit): boolean {
    if (a.node === b.node && a.port === b.port) return true;
    const id = key(a, b);
    const seen = memo.get(id);
    if (seen !== undefined) return seen;
    if (++spent > budget) return false;
    memo.set(id, false);
    const result = a.node === b.node ? twice(a.node) : laterTogether(a, b);
    memo.set(id, result);
    return result;
  }

  function laterTogether(a: Exit, b: Exit): boolean {
    const [early, late] = rank.get(a.node)! <= rank.get(b.node)! ? [a, b] : [b, a];
    return nodes.get(late.node)!.ins.some((exit) => together(exit, early));
  }

  function twice(id: string): boolean {
    const node = nodes.get(id)!;
    if (node.isJoin) return false;
    const cached = memo.get(id);
    if (cached !== undefined) return cached;
    memo.set(id, false);
    const { ins } = node;
    const result = ins.some((a, i) => twice(a.node) || ins.slice(i + 1).some((b) => together(a, b)));
    memo.set(id, result);
    return result;
  }

  return [...nodes.values()]
    .filter((node) => changesWorld(node) && twice(node.id))
    .map((node) => ({
      code: 'flow.effect_twice',
      path: `/nodes/${node.id}`,
      node: node.id,
      message: `One order can reach ${node.title} twice. Put a join before it.`,
    }));
}

function rankOf(nodes: Map<string, PlanNode>): Map<string, number> {
  const rank = new Map<string, number>();
  const visit = (id: string): number => {
    const known = rank.get(id);
    if (known !== undefined) return known;
    rank.set(id, 0);
    const own = Math.max(0, ...nodes.get(id)!.ins.map((exit) => visit(exit.node) + 1));
    rank.set(id, own);
    return own;
  };
  for (const id of nodes.keys()) visit(id);
  return rank;
}

/** Reads may be repeated at will: GET requests and types that say they move nothing. */
function changesWorld(node: PlanNode): boolean {
  return node.effectClass !== undefined && node.type.effect?.money !== false && node.spec.config?.['method'] !== 'GET';
}
