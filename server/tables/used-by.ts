/** Which flows name a table or a value, drawn or deployed. */
import type { Flow } from '../../flows/flow.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { type FlowUse, usesOfFlow } from './flow-uses.ts';

export interface UsedBy {
  flow: string;
  title: string;
  draft: boolean;
  deployed: boolean;
  /** Nodes that name it; none where the flow's key or signals do. */
  nodes: { id: string; title: string }[];
  /** Columns of a table that are named outright. */
  columns: string[];
  /** Names of values. */
  values: string[];
}

export async function usedBy(
  { catalogue, nodeTypes }: { catalogue: Pick<Catalogue, 'list'>; nodeTypes: ReadonlyMap<string, NodeType> },
  tenant: string,
  isMeant: (use: FlowUse) => boolean,
): Promise<UsedBy[]> {
  const usesIn = (flow: Flow | undefined): FlowUse[] => (flow ? usesOfFlow(flow, nodeTypes).filter(isMeant) : []);
  const entries = await catalogue.list(tenant);
  return entries.flatMap(({ id, draft, deployed }): UsedBy[] => {
    const [inDraft, inDeployed] = [usesIn(draft), usesIn(deployed?.flow)];
    const uses = [...inDraft, ...inDeployed];
    if (uses.length === 0) return [];
    const nodes = [...new Set(uses.flatMap(({ node }) => (node === undefined ? [] : [node])))];
    const columns = [...new Set(uses.flatMap((use) => (use.kind === 'table' && use.column !== undefined ? [use.column] : [])))];
    const values = [...new Set(uses.flatMap((use) => (use.kind === 'value' && use.name !== undefined ? [use.name] : [])))];
    const titleOf = (node: string): string => (draft.nodes[node] ?? deployed?.flow.nodes[node])?.title ?? node;
    return [
      {
        flow: id,
        title: draft.title,
        draft: inDraft.length > 0,
        deployed: inDeployed.length > 0,
        nodes: nodes.map((node) => ({ id: node, title: titleOf(node) })),
        columns,
        values,
      },
    ];
  });
}
