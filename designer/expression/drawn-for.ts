import type { Flow } from '../../server/http/api.ts';

/** Types whose config says what they give, or what goes through them. */
const deciding = /^(transform|task|for_each|repeat|respond|emit_signal|log|lookup|wait_for)@/;

/** What of a drawing decides which data a node sees: while somebody types into the node itself it stays the same. */
export function drawnFor({ format, id, title, key, signals, nodes, edges }: Flow, node: string | undefined): Flow {
  const kept = Object.entries(nodes).map(([name, { type, title: called, config }]) => {
    const isOther = name !== node;
    const said = isOther && deciding.test(type) ? config : undefined;
    return [name, { type, ...(isOther && called !== undefined ? { title: called } : {}), ...(said === undefined ? {} : { config: said }) }] as const;
  });
  return { format, id, title, ...(key === undefined ? {} : { key }), ...(signals === undefined ? {} : { signals }), nodes: Object.fromEntries(kept), edges };
}
