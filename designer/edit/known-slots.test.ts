import { expect, test } from 'vitest';
import type { AskedSlot } from '../../server/http/api.ts';
import { nodeTypes } from '../../test/support/canvas-page/node-types.ts';
import { addFresh } from '../draft/edits/fresh-node.ts';
import { withSlots } from './known-slots.ts';

const asks = (slot: string, connector: string, connection: string | null, own = false): AskedSlot => ({
  ...{ flow: 'a', flowTitle: 'A', deployed: true, slot, connector, connection, own },
});
const empty = { format: 1 as const, id: 'new', title: 'New', nodes: {}, edges: [] };

test('a new node takes the slot that most flows have bound here, and its own where none is', () => {
  const asked = [
    asks('stock', 'wms', 'ongoing'),
    asks('stock', 'wms', 'ongoing'),
    asks('other', 'wms', 'ongoing'),
    asks('mine', 'shopify', 'se', true),
    asks('x', 'erp', null),
  ];
  const slotOf = (type: string) => {
    const info = withSlots(nodeTypes, asked).find((one) => one.type === type)!;
    const { flow, id } = addFresh(empty, info, [0, 0]);
    return flow.nodes[id]!.slot;
  };
  expect([slotOf('wms.reserve@1'), slotOf('shopify.order_created@1'), slotOf('erp.void@1')]).toEqual(['stock', 'shopify', 'erp']);
});
