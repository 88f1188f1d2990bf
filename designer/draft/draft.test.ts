import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import heatPump from '../../flows/heat_pump.flow.json' with { type: 'json' };
import { serialise } from '../../flows/serialise.ts';
import { emptyHistory, remember, stepBack } from './history.ts';
import { answered, merge, takenUp } from './merge.ts';
import { applyPatches, inverted, patchesBetween } from './patch.ts';

const flow = heatPump as unknown as Flow;
const withNode = (of: Flow, id: string, fields: object): Flow => ({ ...of, nodes: { ...of.nodes, [id]: { ...of.nodes[id]!, ...fields } } });

/** Any drawing of a few nodes: maps may be absent, empty or filled. */
const someFlow: fc.Arbitrary<Flow> = fc
  .record(
    {
      format: fc.constant(1 as const),
      id: fc.constant('any'),
      title: fc.string({ minLength: 1 }),
      nodes: fc.dictionary(
        fc.constantFrom('a', 'b', 'config', 'layout'),
        fc.record(
          { type: fc.constantFrom('wait@1', 'log@1'), title: fc.string(), config: fc.dictionary(fc.constantFrom('for', 'x'), fc.jsonValue({ maxDepth: 2 })) },
          { requiredKeys: ['type'] },
        ),
      ),
      edges: fc.uniqueArray(fc.record({ from: fc.constantFrom('a', 'b.port'), to: fc.constantFrom('a', 'config') }), { selector: ({ from, to }) => from + to }),
      layout: fc.dictionary(fc.constantFrom('a', 'b'), fc.tuple(fc.integer(), fc.integer())),
      slots: fc.dictionary(fc.constantFrom('shop', 'wms'), fc.constantFrom('x', 'y')),
      key: fc.string({ minLength: 1 }),
    },
    { requiredKeys: ['format', 'id', 'title', 'nodes', 'edges'] },
  )
  .map((made) => JSON.parse(JSON.stringify(made)) as Flow); // as it comes from the hub

describe('patches', () => {
  it('lead from any drawing to any other and back, byte for byte', () => {
    fc.assert(
      fc.property(someFlow, someFlow, (before, after) => {
        const patches = patchesBetween(before, after);
        expect(serialise(applyPatches(before, patches))).toBe(serialise(after));
        expect(serialise(applyPatches(after, inverted(patches)))).toBe(serialise(before));
        expect(patchesBetween(after, after)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('are as small as the field that changed', () => {
    const after = withNode(flow, 'window', { config: { ...flow.nodes['window']!.config, for: 'PT45M' } });
    expect(patchesBetween(flow, after)).toEqual([{ path: ['nodes', 'window', 'config', 'for'], was: 'PT30M', is: 'PT45M' }]);
  });

  it('of a node that is gone change nothing', () => {
    const { window: _gone, ...nodes } = flow.nodes;
    const without = { ...flow, nodes };
    expect(applyPatches(without, [{ path: ['nodes', 'window', 'config', 'for'], was: 'PT30M', is: 'PT45M' }])).toEqual(without);
  });
});

describe('history', () => {
  const typed = (title: string, at: number, field?: string) => ({
    name: `Call it ${title}`,
    patches: [{ path: ['title'], was: 'old', is: title }],
    at,
    field,
  });
  it('joins typing in one field within 600 ms, and nothing else', () => {
    let history = remember(emptyHistory, typed('n', 0, '/title'));
    history = remember(history, typed('ne', 300, '/title'));
    history = remember(history, typed('new', 800, '/title'));
    expect(history.done).toHaveLength(1);
    expect(history.done[0]).toMatchObject({ name: 'Call it new', patches: [{ was: 'old', is: 'new' }] });
    expect(remember(history, typed('newer', 1_400, '/title')).done).toHaveLength(2);
    expect(remember(history, typed('newer', 900)).done).toHaveLength(2);
  });
  it('a step taken back can be done again until something else is done', () => {
    const back = stepBack(remember(emptyHistory, typed('new', 0)))!;
    expect(back.history.undone).toHaveLength(1);
    expect(remember(back.history, typed('other', 1)).undone).toHaveLength(0);
  });
});

describe('merge', () => {
  const held = (of: Flow, time: string) => withNode(of, 'window', { config: { for: time } });
  it('puts changes of different fields together', () => {
    const theirs = { ...withNode(flow, 'window', { title: 'Hold' }), title: 'Theirs' };
    const { flow: merged, conflicts } = merge(flow, held(flow, 'PT45M'), theirs);
    expect(conflicts).toEqual([]);
    expect(merged.nodes['window']).toMatchObject({ title: 'Hold', config: { for: 'PT45M' } });
    expect(merged.title).toBe('Theirs');
  });
  it('asks for the same field and keeps mine until answered', () => {
    const { flow: merged, conflicts } = merge(flow, held(flow, 'PT45M'), held(flow, 'PT60M'));
    expect(merged.nodes['window']!.config!['for']).toBe('PT45M');
    expect(conflicts).toEqual([{ path: ['nodes', 'window', 'config', 'for'], before: 'PT30M', mine: 'PT45M', theirs: 'PT60M' }]);
    expect(answered(merged, conflicts[0]!, 'PT60M').nodes['window']!.config!['for']).toBe('PT60M');
  });
  it('asks when one removed what the other changed', () => {
    const { window: _gone, ...nodes } = flow.nodes;
    const without = { ...flow, nodes, edges: flow.edges.filter(({ from, to }) => !from.startsWith('window') && to !== 'window') };
    expect(merge(flow, held(flow, 'PT45M'), without).conflicts).toMatchObject([{ path: ['nodes', 'window'], theirs: undefined }]);
    expect(merge(flow, without, held(flow, 'PT45M')).conflicts).toMatchObject([{ path: ['nodes', 'window'], mine: undefined }]);
  });
  it('the same change twice is no question', () => {
    expect(merge(flow, held(flow, 'PT45M'), held(flow, 'PT45M'))).toMatchObject({ conflicts: [], taken: [] });
  });
  it('draws no line to a node the other removed', () => {
    const mine = { ...flow, edges: [...flow.edges, { from: 'window.error', to: 'installer' }] };
    const { installer: _gone, ...nodes } = flow.nodes;
    const theirs = { ...flow, nodes, edges: flow.edges.filter(({ from, to }) => !from.startsWith('installer') && to !== 'installer') };
    expect(merge(flow, mine, theirs).flow.edges.filter(({ to }) => to === 'installer')).toEqual([]);
  });
  it('asks about an unsent change of a closed tab whose field is another by now, and takes up the rest', () => {
    const unsent = { base: flow, flow: { ...held(flow, 'PT45M'), title: 'Mine' } };
    const { flow: now, conflicts } = takenUp(held(flow, 'PT60M'), [unsent]);
    expect(now.title).toBe('Mine');
    expect(conflicts).toMatchObject([{ path: ['nodes', 'window', 'config', 'for'], mine: 'PT45M', theirs: 'PT60M' }]);
    expect(takenUp(unsent.flow, [unsent])).toEqual({ flow: unsent.flow, conflicts: [] });
  });
  it('of any two, neither loses a unit that only one of them touched', () => {
    fc.assert(
      fc.property(someFlow, someFlow, someFlow, (base, mine, theirs) => {
        const { flow: merged, conflicts } = merge(base, mine, theirs);
        const asked = conflicts.map(({ path }) => path.join('/'));
        for (const { path, is } of patchesBetween(base, mine)) {
          if (path.length < 2 || path[0] === 'edges') continue;
          const found = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], merged);
          expect(asked.some((one) => path.join('/').startsWith(one)) ? (found ?? is) : found).toEqual(is);
        }
      }),
      { numRuns: 300 },
    );
  });
});
