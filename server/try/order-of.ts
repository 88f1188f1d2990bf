/** A document as the trigger of a flow takes it in: a connector's own message becomes its canonical form. */
import { connectorOf } from '../../connectors/index.ts';
import { type Flow, type Json, ProblemError } from '../../flows/flow.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import type { Order } from './stage.ts';

type Find = (type: string) => NodeType | undefined;

export function orderOf(flow: Flow, find: Find, document: Json, trigger: string | undefined, at: number): Order {
  const triggers = Object.keys(flow.nodes).filter((id) => find(flow.nodes[id]!.type)?.trigger);
  if (trigger !== undefined && !triggers.includes(trigger)) throw refusal('flow.trigger_not_found', `"${trigger.slice(0, 60)}" is no trigger of this drawing.`);
  const chosen = trigger ?? triggers.find((id) => received(flow, find, id, document, at) !== undefined) ?? triggers[0];
  if (chosen === undefined) throw refusal('flow.no_trigger', 'Nothing starts this flow. Add a trigger, for example a webhook.');
  return { trigger: chosen, document, ...received(flow, find, chosen, document, at) };
}

/** What the connector makes of its own message; undefined where the document is none. */
function received(flow: Flow, find: Find, node: string, body: Json, receivedAt: number): Partial<Order> | undefined {
  const type = find(flow.nodes[node]!.type);
  const connector = type?.trigger?.connector === undefined ? undefined : connectorOf(type.trigger.connector);
  if (!type || !connector?.webhook) return undefined;
  try {
    const intake = connector.webhook.receive({ path: connector.id, headers: {}, body, raw: Buffer.from(JSON.stringify(body)), receivedAt }, {});
    if (intake.event !== type.type.split('@')[0]) return undefined;
    const { document = body, order, keys } = intake;
    return { document, ...(order === undefined ? {} : { order }), ...(keys ? { keys } : {}) };
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}

const refusal = (code: string, message: string): ProblemError => new ProblemError(422, { code, path: '/trigger', message });
