/** The document an example begins with, as a run would keep it. */
import type { Connector } from '../../connectors/connector.ts';
import { type Flow, type Json, ProblemError } from '../../flows/flow.ts';
import { type SampleKind, sampleOrder } from '../../flows/samples.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import { madeUp } from './made-up.ts';

export interface ExampleDocument {
  trigger: Json;
  order: Json;
  keys: string[];
}

/** What the trigger makes of a message: the connector's own form and the canonical one; the message itself where it makes nothing of it. */
export function documentOf(type: NodeType | undefined, connectors: readonly Connector[], body: Json, now: number): ExampleDocument {
  const connector = connectors.find(({ id }) => id === type?.trigger?.connector);
  const asIs = { trigger: body, order: body, keys: [] };
  if (!connector?.webhook) return asIs;
  try {
    const message = { path: '', headers: {}, body, raw: Buffer.from(JSON.stringify(body)), receivedAt: now };
    const { document = body, order = document, keys = [], event } = connector.webhook.receive(message, {});
    return event === undefined ? asIs : { trigger: document, order, keys };
  } catch (error) {
    // It refuses what is no message of its system: a canonical order that somebody pasted, for one.
    if (error instanceof ProblemError) return asIs;
    throw error;
  }
}

const kinds: SampleKind[] = ['quick_order', 'order_to_cash', 'heat_pump'];

/** An order of our own, such as the shipped flow of that id expects, or what the trigger says it gives. */
export function madeDocument(flow: string, type: NodeType | undefined, now: number): ExampleDocument {
  const output = type?.output ?? {};
  const givesOrder = '$ref' in output && output['$ref'] === 'order.schema.json';
  const isOpen = !('ports' in output) && output['properties'] === undefined;
  if (!givesOrder && !isOpen) {
    const made = madeUp(output as Record<string, Json>);
    return { trigger: made, order: made, keys: [] };
  }
  const order = sampleOrder(kinds.find((kind) => kind === flow) ?? 'order_to_cash', 'EXAMPLE-1', now) as unknown as Json; // an order is plain JSON
  return { trigger: order, order, keys: ['EXAMPLE-1'] };
}

/** The type of the node a flow starts with. */
export const triggerOf = (drawing: Flow, nodeTypes: ReadonlyMap<string, NodeType>): { id: string; type: NodeType } | undefined =>
  Object.entries(drawing.nodes)
    .flatMap(([id, { type: name }]) => {
      const type = nodeTypes.get(name);
      return type?.trigger ? [{ id, type }] : [];
    })
    .at(0);
