import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { figuresOf } from '../../test/support/canvas-page/figures.ts';
import { heatPump } from '../../test/support/canvas-page/flows.ts';
import { nodeTypes } from '../../test/support/canvas-page/node-types.ts';
import { createFigures } from '../canvas/figures.ts';
import { Outline } from './Outline.tsx';

test('the outline is a tree with one tab stop, levels and figures', () => {
  const figures = createFigures();
  figures.publish(figuresOf(heatPump));
  const html = renderToString(<Outline flow={heatPump} nodeTypes={nodeTypes} figures={figures} selected="review" onSelect={() => undefined} />);
  expect(html.match(/role="treeitem"/g)).toHaveLength(22);
  expect(html.match(/tabindex="0"/gi)).toHaveLength(1);
  expect(html).toContain('aria-selected="true"');
});
