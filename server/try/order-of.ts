/** A document as the trigger of a flow takes it in: a connector's own message becomes its canonical form. */
import { connectors } from '../../connectors/index.ts';
import { type Flow, type Json, ProblemError } from '../../flows/flow.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import { documentOf } from '../http/example-document.ts';
import type { Order } from './stage.ts';

/** Where no trigger is named, the first whose connector knows such a message, else the first. */
export function orderOf(flow: Flow, find: (type: string) => NodeType | undefined, document: Json, named: string | undefined, at: number): Order {
  const triggers = Object.keys(flow.nodes).filter((id) => find(flow.nodes[id]!.type)?.trigger);
  if (named !== undefined && !triggers.includes(named)) throw refusal('flow.trigger_not_found', `"${named.slice(0, 60)}" is no trigger of this drawing.`);
  const taken = (id: string) => documentOf(find(flow.nodes[id]!.type), connectors, document, at);
  const trigger = named ?? triggers.find((id) => taken(id).keys.length > 0) ?? triggers[0];
  if (trigger === undefined) throw refusal('flow.no_trigger', 'Nothing starts this flow. Add a trigger, for example a webhook.');
  const { trigger: received, order, keys } = taken(trigger);
  return { trigger, document: received, order, keys };
}

const refusal = (code: string, message: string): ProblemError => new ProblemError(422, { code, path: '/trigger', message });
