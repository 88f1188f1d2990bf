/** Messages of an environment come in below its name, so no flow may draw an address that begins with it. */
import type { Flow, Problem } from '../../flows/flow.ts';

/** What a webhook's address begins with: `orders` of `orders/eu`; undefined for a node without one. */
export function firstOfPath({ type, config }: Flow['nodes'][string]): string | undefined {
  const path = type.startsWith('webhook@') ? config?.['path'] : undefined;
  return typeof path === 'string' ? path.replace(/^\/+/, '').split('/')[0] : undefined;
}

export function checkPaths(flow: Flow, environments: readonly string[]): Problem[] {
  return Object.entries(flow.nodes).flatMap(([id, node]): Problem[] => {
    const first = firstOfPath(node);
    if (first === undefined || !environments.includes(first)) return [];
    return [
      {
        code: 'webhook.path_taken',
        path: `/nodes/${id}/config/path`,
        node: id,
        message: `${node.title ?? id} listens at "${first}", and messages of the environment ${first} come in there. Choose another path.`,
      },
    ];
  });
}
