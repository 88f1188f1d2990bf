import { useMemo } from 'react';
import type { AskedSlot, NodeTypeInfo } from '../../server/http/api.ts';
import { useAsked } from '../api/connections.ts';
import { connectorOf, type DrawnType } from '../draft/edits/fresh-node.ts';
import { useEnvironment } from '../form/node/Binding.tsx';

/** Node types with the slot by which flows here already call a bound connection of their connector: a new node is bound from the start. */
export function withSlots(nodeTypes: readonly NodeTypeInfo[], asked: readonly AskedSlot[]): DrawnType[] {
  const counts = new Map<string, Map<string, number>>();
  for (const { connector, slot, connection, own } of asked) {
    if (connection === null || own) continue;
    const names = counts.get(connector) ?? new Map<string, number>();
    counts.set(connector, names.set(slot, (names.get(slot) ?? 0) + 1));
  }
  return nodeTypes.map((info) => {
    const names = [...(counts.get(connectorOf(info.type) ?? '') ?? [])].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    return names[0] ? { ...info, slot: names[0][0] } : info;
  });
}

/** The same for the environment this page looks at. */
export function useDrawnTypes(nodeTypes: readonly NodeTypeInfo[]): DrawnType[] {
  const asked = useAsked(useEnvironment()?.name).data;
  return useMemo(() => withSlots(nodeTypes, asked ?? []), [nodeTypes, asked]);
}
