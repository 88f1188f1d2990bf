import { describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { heatPump } from '../../test/support/canvas-page/flows.ts';
import { nodeTypes } from '../../test/support/canvas-page/node-types.ts';
import { tidy } from '../canvas/layout.ts';
import { boxesOf } from './boxes.ts';
import { fitting } from './Chooser.tsx';
import { removed } from './changes.ts';
import { movedInto, withNew } from './new-node.ts';

const types = new Map(nodeTypes.map((info) => [info.type, info]));
const flow: Flow = { ...heatPump, layout: tidy(heatPump, types) };
const boxes = boxesOf(flow, nodeTypes);
const info = (type: string) => types.get(type)!;
const overlaps = (drawn: Flow) => {
  const all = [...boxesOf(drawn, nodeTypes)];
  return all.flatMap(([one, a]) =>
    all.flatMap(([other, b]) =>
      one < other && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height ? [`${one} ${other}`] : [],
    ),
  );
};

describe('a new node', () => {
  it('dropped on the canvas stands there, and beside what stands there already', () => {
    const free = withNew(flow, info('wait@1'), { kind: 'beside', at: [4_000, 40] }, boxes);
    expect(free.flow.layout![free.id]).toEqual([4_000, 40]);
    const met = withNew(flow, info('wait@1'), { kind: 'beside', at: flow.layout!['order']! }, boxes);
    expect(overlaps(met.flow)).toEqual([]);
    expect(met.flow.edges).toEqual(flow.edges);
  });

  it('where a line was let go hangs on that port, in one step', () => {
    const { flow: next, id } = withNew(flow, info('task@1'), { kind: 'after', from: 'window.canceled', at: [900, 900] }, boxes);
    expect(next.edges.at(-1)).toEqual({ from: 'window.canceled', to: id });
    expect(overlaps(next)).toEqual([]);
  });

  it('goes into every line of a flow, never over another card, and taken out again leaves the lines as they were', () => {
    for (const { from, to } of flow.edges) {
      const { flow: next, id } = withNew(flow, info('wait@1'), { kind: 'line', line: `${from}>${to}` }, boxes);
      expect(next.edges).toContainEqual({ from, to: id });
      expect(next.edges).toContainEqual({ from: id, to });
      expect(next.edges).not.toContainEqual({ from, to });
      expect(overlaps(next), `${from}>${to}`).toEqual([]);
      const back = removed(next, types, new Set([id]));
      expect(new Set(back.flow.edges.map((edge) => `${edge.from}>${edge.to}`))).toEqual(new Set(flow.edges.map((edge) => `${edge.from}>${edge.to}`)));
      expect(back.healed).toHaveLength(1);
    }
  });

  it('that stands alone goes into every line when it is dropped there, over no other card', () => {
    const { flow: alone, id } = withNew(flow, info('wait@1'), { kind: 'beside', at: [2_000, 0] }, boxes);
    for (const { from, to } of flow.edges) {
      const next = movedInto(alone, info('wait@1'), id, [300, 20], `${from}>${to}`, boxesOf(alone, nodeTypes));
      expect(next.edges).toContainEqual({ from, to: id });
      expect(next.edges).toContainEqual({ from: id, to });
      expect(overlaps(next), `${from}>${to}`).toEqual([]);
    }
  });

  it('of a system brings the slot of its system, or shares the one that is there', () => {
    const first = withNew(flow, info('wms.ship@1'), { kind: 'beside', at: [0, 0] }, boxes);
    expect(first.flow.slots).toEqual({ wms: 'wms' });
    expect(first.flow.nodes[first.id]).toEqual({ type: 'wms.ship@1', slot: 'wms' });
    const second = withNew(first.flow, info('wms.reserve@1'), { kind: 'beside', at: [0, 0] }, boxes);
    expect(second.flow.slots).toEqual({ wms: 'wms' });
  });

  it('is never offered a place it cannot take: nothing leads to a trigger', () => {
    expect(fitting(nodeTypes, { kind: 'after', from: 'order' }).some(({ trigger }) => trigger)).toBe(false);
    expect(fitting(nodeTypes, { kind: 'beside', at: [0, 0] })).toEqual(nodeTypes);
  });
});

describe('deleting', () => {
  it('says where the flow goes on', () => {
    const { healed, flow: next } = removed(flow, types, new Set(['reserve', 'ship']));
    expect(healed).toEqual(['Wait for installer, ready now leads to Send e-invoice.']);
    expect(next.edges).toContainEqual({ from: 'installer.ready', to: 'invoice' });
  });
});
