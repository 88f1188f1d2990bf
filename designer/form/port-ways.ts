/** The ways out of a node: where each leads, and what becomes of a run where nobody connected one. Pure. */
import type { Edge } from '../../flows/flow.ts';
import type { Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { declaredPorts, originOf, undoPort } from '../canvas/ports.ts';
import { titleOf } from '../canvas/words.ts';
import { form as words } from '../text/en/form.ts';

export interface PortWay {
  name: string;
  /** The port meant where a line names none. */
  isDefault: boolean;
  /** Where a new line from here begins. */
  from: string;
  lines: { edge: Edge; to: string; title: string }[];
  /** What happens here without a line. */
  end: string;
}

export function waysOf(flow: Flow, id: string, nodeTypes: readonly NodeTypeInfo[]): PortWay[] {
  const node = flow.nodes[id];
  if (!node) return [];
  const infoOf = (type: string) => nodeTypes.find((one) => one.type === type);
  const info = infoOf(node.type);
  const declared = declaredPorts(node, info);
  const first = declared[0] ?? 'done';
  const leaving = flow.edges.filter((edge) => originOf(edge).node === id);
  const portOf = (edge: Edge): string => originOf(edge).port ?? first;
  const drawn = leaving.map(portOf);
  const implicit = [
    ...(info?.trigger === undefined ? ['error'] : []),
    ...(node.config?.['deadline'] === undefined ? [] : ['timeout']),
    ...(info?.effect ? [undoPort] : []),
  ];
  const names = [...new Set([...(declared.length > 0 ? declared : [first]), ...implicit, ...drawn])];
  return names.map((name) => ({
    name,
    isDefault: name === first,
    from: name === first ? id : `${id}.${name}`,
    lines: leaving
      .filter((edge) => portOf(edge) === name)
      .map((edge) => {
        const target = flow.nodes[edge.to];
        return { edge, to: edge.to, title: target ? titleOf(target, infoOf(target.type)) : edge.to };
      }),
    end: endOf(name),
  }));
}

function endOf(port: string): string {
  if (port === 'error' || port === 'timeout') return words.ports.parks;
  if (port === undoPort) return words.ports.compensates;
  return port === 'item' ? words.ports.body : words.ports.ends;
}
