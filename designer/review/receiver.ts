import type { Flow } from '../../server/http/api.ts';

/** Who gets a node's calls: a connector by its title, an address by its host; undefined where the drawing does not say. */
export function receiverOf(flow: Flow | undefined, node: string, connectors: readonly { id: string; title: string }[]): string | undefined {
  const drawn = flow?.nodes[node];
  if (!drawn) return undefined;
  const connector = connectors.find(({ id }) => drawn.type.startsWith(`${id}.`));
  if (connector) return connector.title;
  const url = drawn.config?.['url'];
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).host : undefined;
}
