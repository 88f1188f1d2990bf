/** Plays every flow case in every delivery outside the test runner, so that Node itself counts the branches it takes. */
import { readFileSync } from 'node:fs';
import type { Json } from '../../flows/flow.ts';
import { type FlowCase, play } from '../support/play.ts';

const cases = JSON.parse(readFileSync(new URL('../cases/flows/cases.json', import.meta.url), 'utf8')) as FlowCase[];
let played = 0;
for (const given of cases) {
  const { lines } = given.input as { lines?: Json };
  const count = typeof lines === 'string' ? /^repeat (\d+)$/.exec(lines)?.[1] : undefined;
  const whole = count === undefined ? given : { ...given, input: { lines: Array.from({ length: Number(count) }, (_, index) => `item ${index}`) } };
  for (const delivery of ['once', 'doubled', 'crowd'] as const) await play(whole, delivery);
  for (let commit = 1; commit <= 4; commit += 1) await play(whole, 'lost', commit);
  played += 7;
}
console.log(`${cases.length} flow cases played ${played} times`);
