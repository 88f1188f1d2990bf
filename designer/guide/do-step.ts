/** Does for somebody what a step of the guide asks: a change of the drawing like any other, undone in one go. */
import type { Flow } from '../../flows/flow.ts';
import { declaredPorts } from '../canvas/ports.ts';
import { addFresh, connectorOf } from '../draft/edits/fresh-node.ts';
import { connect, insertInLine } from '../draft/edits/lines.ts';
import { setNode } from '../draft/edits/nodes.ts';
import { placeOf } from './place.ts';
import { type Facts, leftOf, type Missing, type StepId } from './steps.ts';

/** Most things one step adds. */
const most = 8;

/** The drawing with the whole step done; unchanged where nothing is left of it. */
export function doStep(id: StepId, facts: Facts): Flow {
  let flow = facts.flow;
  for (let turn = 0; turn < most; turn += 1) {
    const next = doNext(id, { ...facts, flow });
    if (next === flow) return flow;
    flow = next;
  }
  return flow;
}

/** The drawing with the next thing of a step done: one node, as its ghost shows it. */
export function doNext(id: StepId, facts: Facts): Flow {
  const { flow, types } = facts;
  const left = leftOf(id, facts);
  if (left === undefined) return flow;
  return left.kind === 'set' ? setNode(flow, left.id, { config: { ...flow.nodes[left.id]?.config, ...left.config } }) : add(flow, types, left);
}

/** Puts a node behind another, on its main way; what followed there follows the new one. */
function add(flow: Flow, types: Facts['types'], { after, type, fields }: Missing): Flow {
  const info = types.get(type);
  if (!info) return flow;
  const made = addFresh(slotted(flow, type), info, placeOf(flow, after));
  const added = setNode(keyed(made.flow), made.id, fields);
  if (after === undefined) return added;
  const from = mainWay(added, types, after);
  const line = added.edges.find((edge) => edge.from === from || edge.from === `${after}.${mainPort(added, types, after)}`);
  return line ? insertInLine(added, line, made.id, mainWay(added, types, made.id)) : connect(added, from, made.id);
}

/** Slots of sandbox systems are called as the demo binds them: `wms` asks for `sandbox_wms`. */
function slotted(flow: Flow, type: string): Flow {
  const connector = connectorOf(type);
  const slot = connector?.startsWith('sandbox_') ? connector.slice('sandbox_'.length) : undefined;
  const slots = flow.slots ?? {};
  if (connector === undefined || slot === undefined || slots[slot] !== undefined || Object.values(slots).includes(connector)) return flow;
  return { ...flow, slots: { ...slots, [slot]: connector } };
}

/** Signals find a run by its key: that of an order is its number. */
const keyed = (flow: Flow): Flow => (flow.key === undefined ? { ...flow, key: { $expr: 'trigger.number' } } : flow);

const mainPort = (flow: Flow, types: Facts['types'], id: string): string | undefined => {
  const node = flow.nodes[id];
  return node && declaredPorts(node, types.get(node.type))[0];
};

/** Where the main way leaves a node, as a line says it: by port where there are several. */
export function mainWay(flow: Flow, types: Facts['types'], id: string): string {
  const node = flow.nodes[id];
  const ports = node ? declaredPorts(node, types.get(node.type)) : [];
  return ports.length > 1 ? `${id}.${ports[0]}` : id;
}
