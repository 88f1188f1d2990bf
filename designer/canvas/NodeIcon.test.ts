import { expect, test } from 'vitest';
import { connectorNodes } from '../../connectors/index.ts';
import { coreNodes } from '../../nodes/index.ts';
import { isIcon } from './NodeIcon.tsx';

test('every node type names an icon that can be drawn', () => {
  const types = [...coreNodes, ...connectorNodes()];
  expect(types.length).toBeGreaterThan(30);
  expect(types.filter(({ icon }) => !isIcon(icon)).map(({ type, icon }) => `${type}: ${icon}`)).toEqual([]);
});
