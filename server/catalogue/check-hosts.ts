/** A secret goes to the system it was stored for: a literal address of another one is refused before anything is sent. */
import type { Flow, Problem } from '../../flows/flow.ts';
import type { Bound } from '../access/bound.ts';

export function checkHosts(bound: Pick<Bound, 'boundTo' | 'list'>, tenant: string, flow: Flow): Problem[] {
  return Object.entries(flow.nodes).flatMap(([id, node]): Problem[] => {
    const url = node.config?.['url'];
    if (typeof url !== 'string' || node.slot === undefined || !URL.canParse(url)) return [];
    const boundTo = bound.boundTo(tenant, node.slot, flow.id);
    const connection = bound.list(tenant).find((one) => one.id === boundTo);
    const base = connection?.settings['baseUrl'];
    if (typeof base !== 'string' || !URL.canParse(base) || new URL(base).origin === new URL(url).origin) return [];
    return [
      {
        code: 'connection.host_not_allowed',
        path: `/nodes/${id}/config/url`,
        node: id,
        message: `${node.title ?? id} would send the secret of ${connection?.title} to ${new URL(url).host}; it belongs to ${new URL(base).host}. Use a path below it, or a connection of that system.`,
      },
    ];
  });
}
