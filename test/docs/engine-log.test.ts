/** The glossary of the log names every event there is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const engine = join(import.meta.dirname, '../../server/engine');

it('every event of a run stands in the glossary of the log, and no other', () => {
  const events = new Set([...readFileSync(join(engine, 'events.ts'), 'utf8').matchAll(/type: '([a-z]+\.[a-z]+)'/g)].map((match) => match[1]!));
  const named = [...readFileSync(join(engine, 'README.md'), 'utf8').matchAll(/^\| `([a-z]+\.[a-z]+)` \|/gm)].map((match) => match[1]!);
  expect(named.sort()).toEqual([...events].sort());
});
