/** Whether every slot of a drawing is bound to a connection of the right connector in the active environment. */
import type { Flow, Problem } from '../../flows/flow.ts';
import type { Bound } from '../access/bound.ts';

export function checkSlotsBound(bound: Pick<Bound, 'boundTo' | 'list'>, tenant: string, flow: Flow): Problem[] {
  const used = new Set(Object.values(flow.nodes).flatMap(({ slot, off }) => (slot === undefined || off === true ? [] : [slot])));
  return Object.entries(flow.slots ?? {}).flatMap(([slot, connector]): Problem[] => {
    if (!used.has(slot)) return [];
    const path = `/slots/${slot}`;
    const id = bound.boundTo(tenant, slot, flow.id);
    if (id === undefined)
      return [
        { code: 'flow.slot_unbound', path, message: `Slot "${slot}" is not bound to a connection. Bind a ${connector} connection to it under Connectors.` },
      ];
    const connection = bound.list(tenant).find((each) => each.id === id);
    if (!connection)
      return [{ code: 'flow.connection_not_found', path, message: 'There is no such connection. Create it under Connectors, or choose another one.' }];
    if (connection.connector === connector) return [];
    return [
      {
        code: 'flow.slot_mismatch',
        path,
        message: `Slot "${slot}" asks for ${connector}, but is bound to the ${connection.connector} connection ${connection.title}. Bind another one.`,
      },
    ];
  });
}
