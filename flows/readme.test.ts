import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { coreNodes } from '../nodes/index.ts';
import { serialise } from './canonical.ts';
import { checkEnvelope, checkNodes } from './check.ts';
import type { Flow } from './flow.ts';
import { parseStrict } from './json.ts';

test('the example of the README is a flow, written as the hub writes it', () => {
  const text = /```json\n([\s\S]*?)```/.exec(readFileSync(new URL('README.md', import.meta.url), 'utf8'))![1]!;
  const flow = parseStrict(text) as unknown as Flow; // the checks say so
  const find = (type: string) => coreNodes.find((node) => node.type === type);
  expect([...checkEnvelope(flow), ...checkNodes(flow, find, [])]).toEqual([]);
  expect(serialise(flow)).toBe(text);
});
