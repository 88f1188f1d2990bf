import { expect, it } from 'vitest';
import type { Flow } from './flow.ts';
import { upstreamOf } from './upstream.ts';

/** `a.port>b` in words; a node whose name starts with "each" is a container. */
const drawn = (lines: string, signals: Flow['signals'] = {}): Flow => {
  const edges = lines.split(' ').map((line) => ({ from: line.split('>')[0]!, to: line.split('>')[1]! }));
  const ids = [...new Set(edges.flatMap(({ from, to }) => [from.split('.')[0]!, to]))];
  const nodes = Object.fromEntries(ids.map((id) => [id, { type: id.startsWith('each') ? 'for_each@1' : 'log@1' }]));
  return { format: 1, id: 'f', title: 'F', nodes, edges, signals };
};
const seen = (flow: Flow, node: string): string[] => upstreamOf(flow, node).nodes.map(({ id }) => id);

it('a node looks at what lies on its way, nearest first, and not at its neighbours', () => {
  const flow = drawn('start>gate gate.approved>ship gate.review>ask ask.yes>ship ask.no>stop');
  expect(seen(flow, 'ship')).toEqual(['gate', 'ask', 'start']);
  expect(seen(flow, 'stop')).toEqual(['ask', 'gate', 'start']);
  expect(seen(flow, 'start')).toEqual([]);
  expect(seen(flow, 'nobody')).toEqual([]);
});

it('it is told through which ports a run comes from there', () => {
  const flow = drawn('start>gate gate.approved>ship gate.review>ask ask.yes>ship gate.rejected>stop');
  expect(upstreamOf(flow, 'ship').nodes).toEqual([
    { id: 'gate', ports: ['approved', 'review'] },
    { id: 'ask', ports: ['yes'] },
    { id: 'start', ports: [''] },
  ]);
});

it('inside a container its own steps and those before it are seen, what it gives is not', () => {
  const flow = drawn('start>each each.item>pick pick>pack each.done>ship');
  expect(upstreamOf(flow, 'pack')).toEqual({
    nodes: [
      { id: 'pick', ports: [''] },
      { id: 'start', ports: [''] },
    ],
    containers: ['each'],
  });
  expect(upstreamOf(flow, 'ship')).toMatchObject({ nodes: [{ id: 'each', ports: ['done'] }, { id: 'start' }], containers: [] });
});

it('of containers in containers the inner one comes first', () => {
  const flow = drawn('start>each_box each_box.item>open open>each_line each_line.item>pick');
  expect(upstreamOf(flow, 'pick')).toMatchObject({ nodes: [{ id: 'open' }, { id: 'start' }], containers: ['each_line', 'each_box'] });
});

it('where a signal begins, anything but what follows may have run', () => {
  const flow = drawn('start>reserve reserve>ship stop>refund', { cancel: { to: 'stop' } });
  expect(seen(flow, 'refund')).toEqual(['stop', 'start', 'reserve', 'ship']);
});

it('what undoes a step looks at that step', () => {
  expect(seen(drawn('start>reserve reserve.compensate>release'), 'release')).toEqual(['reserve', 'start']);
});

it('a drawing that goes in a circle is walked once', () => {
  expect(seen(drawn('a>b b>a'), 'a')).toEqual(['b']);
});
