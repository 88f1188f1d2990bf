import { expect, test } from 'vitest';
import { type FlowView, readView, writeView } from './flow-view.ts';

test.each<[string, Record<string, unknown>, FlowView]>([
  ['an empty address leaves the mode to the flow, over the last 24 hours', {}, { mode: undefined, view: undefined, range: '24h', node: undefined }],
  [
    'a full one shows what it says',
    { mode: 'versions', view: 'outline', range: '7d', node: 'credit', from: 'abc', to: 'draft' },
    { mode: 'versions', view: 'outline', range: '7d', node: 'credit', from: 'abc', to: 'draft' },
  ],
  [
    'what it does not know is left out',
    { mode: 'toString', view: 3, range: 'toString', node: 4, from: 5 },
    { mode: undefined, view: undefined, range: '24h', node: undefined },
  ],
])('%s', (_, address, view) => {
  expect(readView(address)).toEqual(view);
  expect(readView(writeView(view))).toEqual(view);
});
