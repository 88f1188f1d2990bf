/** Literal addresses in a drawing are judged when it is saved; those that come from data, when they are called. */
import type { Flow, Problem } from '../../flows/flow.ts';
import { checkUrl } from '../access/egress-address.ts';

/** A bare path is below the base address of the node's connection, which was judged when it was stored. */
const isUnderConnection = (url: string, slot: string | undefined): boolean => slot !== undefined && /^\/(?![/\\])/.test(url);

export function checkUrls(flow: Flow, allow: readonly string[]): Problem[] {
  return Object.entries(flow.nodes).flatMap(([id, node]): Problem[] => {
    const url = node.config?.['url'];
    const problem = typeof url === 'string' && !isUnderConnection(url, node.slot) ? checkUrl(url, allow) : undefined;
    return problem ? [{ ...problem, path: `/nodes/${id}/config/url`, node: id }] : [];
  });
}
