import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { heatPump, largeFlow } from '../../test/support/canvas-page/flows.ts';
import { nodeTypes } from '../../test/support/canvas-page/node-types.ts';
import { type Editing, fromCanvas, redraw, toCanvas } from './convert.ts';
import { tidy } from './layout.ts';

const plain: Editing = { problems: new Map(), folded: new Map() };
const types = new Map(nodeTypes.map((info) => [info.type, info]));
const withNode = (of: Flow, id: string, fields: object): Flow => ({ ...of, nodes: { ...of.nodes, [id]: { ...of.nodes[id]!, ...fields } } });
const placed: Flow = { ...heatPump, layout: tidy(heatPump, types) };

const someFlow: fc.Arbitrary<Flow> = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 }).chain((ids) =>
  fc.record({
    format: fc.constant(1 as const),
    id: fc.constant('any'),
    title: fc.constant('Any'),
    nodes: fc.record(Object.fromEntries(ids.map((id) => [id, fc.record({ type: fc.constantFrom('task@1', 'wait_for@1', 'wait@1', 'gone.type@3') })]))),
    edges: fc.uniqueArray(fc.record({ from: fc.constantFrom(...ids.flatMap((id) => [id, `${id}.approve`, `${id}.error`])), to: fc.constantFrom(...ids) }), {
      selector: ({ from, to }) => `${from}>${to}`,
    }),
    layout: fc.record(Object.fromEntries(ids.map((id) => [id, fc.tuple(fc.integer({ min: -2_000, max: 2_000 }), fc.integer({ min: -2_000, max: 2_000 }))]))),
  }),
);

describe('a drawing', () => {
  it('says all of lines and places that the flow says, whatever the flow', () => {
    fc.assert(
      fc.property(someFlow, (flow) => {
        expect(fromCanvas(toCanvas(flow, nodeTypes, false))).toEqual({ edges: flow.edges, layout: flow.layout });
        expect(fromCanvas(redraw(undefined, flow, nodeTypes, plain))).toEqual({ edges: flow.edges, layout: flow.layout });
      }),
      { numRuns: 300 },
    );
  });

  it('drawn again after a change is the drawing made anew, whatever the change', () => {
    fc.assert(
      fc.property(someFlow, someFlow, (before, after) => {
        const anew = redraw(undefined, after, nodeTypes, plain);
        expect(redraw(redraw(undefined, before, nodeTypes, plain), after, nodeTypes, plain)).toEqual(anew);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a change of one node', () => {
  const before = redraw(undefined, placed, nodeTypes, plain);
  const fresh = (after: Flow, looks: Editing = plain) => {
    const drawing = redraw(before, after, nodeTypes, looks);
    return {
      cards: drawing.nodes.filter((node) => !before.nodes.includes(node)).map(({ id }) => id),
      lines: drawing.edges.filter((edge) => !before.edges.includes(edge)).map(({ id }) => id),
      drawing,
    };
  };

  it('that shows nowhere changes no drawing at all', () => {
    expect(fresh(withNode(placed, 'ship', { config: { hidden: 1 } })).drawing).toBe(before);
  });
  it('of its title draws its card and the words of its lines', () => {
    const { cards, lines } = fresh(withNode(placed, 'ship', { title: 'Send out' }));
    expect(cards).toEqual(['ship']);
    expect(lines).toEqual(['reserve>ship', 'ship>invoice']);
  });
  it('of its place draws its card and the lines that run another way', () => {
    const { cards, lines } = fresh({ ...placed, layout: { ...placed.layout, match: [placed.layout!['match']![0], placed.layout!['match']![1] + 40] } });
    expect(cards).toEqual(['match']);
    expect(lines).toContain('payment.paid>match');
    expect(lines.length).toBeLessThan(placed.edges.length / 2);
  });
  it('that is found faulty draws its card only', () => {
    const { cards, lines } = fresh(placed, { ...plain, problems: new Map([['ship', { errors: 1, warnings: 0 }]]) });
    expect([cards, lines]).toEqual([['ship'], []]);
  });
  it('in 500 leaves 499 as they are', () => {
    const large = largeFlow(500);
    const laid = { ...large, layout: tidy(large, types) };
    const first = redraw(undefined, laid, nodeTypes, plain);
    const next = redraw(first, withNode(laid, 'n250', { title: 'Another' }), nodeTypes, plain);
    expect(next.nodes.filter((node) => !first.nodes.includes(node))).toHaveLength(1);
  });
});

describe('ports of a draft', () => {
  const card = (id: string) => redraw(undefined, placed, nodeTypes, plain).nodes.find((node) => node.id === id)!;
  it('can all be taken hold of, also those nobody wired', () => {
    expect(card('window').handles?.map(({ id }) => id)).toEqual([undefined, 'released', 'canceled']);
    expect(card('match').handles?.map(({ id }) => id)).toEqual([undefined, 'done']);
  });
  it('do not make a card higher than the figures do in Live', () => {
    const live = toCanvas(placed, nodeTypes, true).nodes;
    for (const node of redraw(undefined, placed, nodeTypes, plain).nodes)
      expect(node.height).toBeLessThanOrEqual(live.find(({ id }) => id === node.id)!.height!);
  });
});
