/** Literal addresses in a drawing are judged when it is saved; those that come from data, when they are called. */
import type { Flow, Problem } from '../../flows/flow.ts';
import { checkUrl } from '../access/egress-address.ts';

export function checkUrls(flow: Flow, allow: readonly string[]): Problem[] {
  return Object.entries(flow.nodes).flatMap(([id, node]): Problem[] => {
    const url = node.config?.['url'];
    const problem = typeof url === 'string' ? checkUrl(url, allow) : undefined;
    return problem ? [{ ...problem, path: `/nodes/${id}/config/url`, node: id }] : [];
  });
}
