import { readFileSync } from 'node:fs';
import type { Json } from '../../../flows/flow.ts';
import type { FlowCase } from '../play.ts';

/** Every flow case there is, ready to be played. */
export const flowCases: FlowCase[] = (JSON.parse(readFileSync(new URL('../../cases/flows/cases.json', import.meta.url), 'utf8')) as FlowCase[]).map(unfold);

function unfold(given: FlowCase): FlowCase {
  const input = given.input as { lines?: Json };
  const count = typeof input.lines === 'string' ? /^repeat (\d+)$/.exec(input.lines) : null;
  return count ? { ...given, input: { lines: Array.from({ length: Number(count[1]) }, (_, index) => `item ${index}`) } } : given;
}
