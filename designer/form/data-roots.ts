/** What an expression of a node may begin with, and what stands there in a sample. Pure. */
import type { ExampleAnswer, Flow, Json } from '../../server/http/api.ts';
import { form as words } from '../text/en/form.ts';

export interface Root {
  /** As an expression calls it: `order`, `steps.installer`. */
  name: string;
  title: string;
  origin: ExampleAnswer['origin'];
  value: Json;
}

/** The document, the order and the item first, then the steps before the node in their order in the drawing. */
export function rootsOf({ trigger, order, item, steps, origin, stepOrigins }: ExampleAnswer, flow: Flow): Root[] {
  const known = Object.keys(flow.nodes);
  const outputs = Object.entries(steps as Record<string, Json>).toSorted(([one], [other]) => known.indexOf(one) - known.indexOf(other)); // an object by contract
  return [
    { name: 'trigger', title: words.data.trigger, origin, value: trigger },
    { name: 'order', title: words.data.order, origin, value: order },
    ...(item === undefined ? [] : [{ name: 'item', title: words.data.item, origin, value: item }]),
    ...outputs.map(([id, value]): Root => ({ name: `steps.${id}`, title: flow.nodes[id]?.title ?? '', origin: stepOrigins[id] ?? origin, value })),
  ];
}
