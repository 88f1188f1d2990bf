import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { connectorNodes } from '../connectors/index.ts';
import { coreNodes } from '../nodes/index.ts';
import { checkGraph } from '../server/engine/check-graph.ts';
import { serialise } from './canonical.ts';
import { checkEnvelope, checkNodes } from './check.ts';
import type { Flow } from './flow.ts';
import { parseStrict } from './json.ts';

const texts = [...readFileSync(new URL('README.md', import.meta.url), 'utf8').matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => text!);
const types = new Map([...coreNodes, ...connectorNodes()].map((node) => [node.type, node]));

const isCalendar = (text: string): boolean => text.includes('"week"');

test.each(texts.filter((text) => !isCalendar(text)))('an example of the README is a flow, written as the hub writes it', (text) => {
  const flow = parseStrict(text) as unknown as Flow; // the checks say so
  const find = (type: string) => types.get(type);
  expect([...checkEnvelope(flow), ...checkNodes(flow, find, []), ...checkGraph(flow, find)]).toEqual([]);
  expect(serialise(flow)).toBe(text);
});

test.each(texts.filter(isCalendar))('an example of the README is a calendar that a wait takes', (text) => {
  const calendar = parseStrict(text);
  const flow: Flow = { format: 1, id: 'example', title: 'Example', nodes: { hold: { type: 'wait@1', config: { for: 'PT8H', calendar } } }, edges: [] };
  expect(checkNodes(flow, (type) => types.get(type), [])).toEqual([]);
});
