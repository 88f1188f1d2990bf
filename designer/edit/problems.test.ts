import { expect, test } from 'vitest';
import type { Problem } from '../../flows/flow.ts';
import { heatPump } from '../../test/support/canvas-page/flows.ts';
import { countsByNode, nodeOf, solvingOf, standing } from './problems.ts';

const warning: Problem = {
  code: 'flow.unbounded_wait',
  path: '/nodes/installer/config/deadline',
  node: 'installer',
  message: 'Waits for ever.',
  severity: 'warning',
};
const error: Problem = { code: 'config.required', path: '/nodes/ship/config/service', node: 'ship', message: 'Needs a service.' };
const slot: Problem = { code: 'flow.slot_unbound', path: '/slots/wms', message: 'Slot wms is not bound.' };
const gone: Problem = { code: 'config.required', path: '/nodes/old/config', node: 'old', message: 'Needs a config.' };

test('errors stand before warnings, and what was removed since is left out', () => {
  expect(standing([warning, gone, error, slot], heatPump)).toEqual([error, slot, warning]);
});

test('a card bears what was found at it', () => {
  expect(countsByNode([warning, error, slot, error], heatPump)).toEqual(
    new Map([
      ['installer', { errors: 0, warnings: 1 }],
      ['ship', { errors: 2, warnings: 0 }],
    ]),
  );
  expect(nodeOf({ ...error, node: undefined } as never, heatPump)).toBe('ship');
});

test('each leads to the place where it is solved', () => {
  expect(solvingOf(error, heatPump)).toEqual({ words: 'Go to field', field: '/nodes/ship/config/service' });
  expect(solvingOf({ ...error, path: '/nodes/ship' }, heatPump)).toMatchObject({ words: 'Show node' });
  expect(solvingOf(slot, heatPump)).toMatchObject({ words: 'Bind slot', to: '/settings/environments' });
  expect(solvingOf({ ...error, code: 'flow.zone', node: undefined, path: '/zone' } as never, heatPump)).toEqual({ words: 'Flow settings', field: '/zone' });
});

test('a folded container bears what was found inside of it', () => {
  const flow = {
    ...heatPump,
    nodes: { ...heatPump.nodes, each: { type: 'for_each@1' }, inner: { type: 'repeat@1' }, deep: { type: 'log@1' } },
    edges: [...heatPump.edges, { from: 'each.item', to: 'inner' }, { from: 'inner.item', to: 'deep' }],
  };
  const inside: Problem = { code: 'config.required', path: '/nodes/deep/config/message', node: 'deep', message: 'Needs a message.' };
  expect([...countsByNode([inside], flow, new Set(['inner'])).keys()]).toEqual(['inner']);
  expect([...countsByNode([inside], flow, new Set(['each', 'inner'])).keys()]).toEqual(['each']);
});
