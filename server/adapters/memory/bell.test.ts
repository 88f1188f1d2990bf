import { expect, it } from 'vitest';
import { processBell } from './bell.ts';

it('a bell is heard by all who listen, after the current work', async () => {
  const bell = processBell();
  const heard: string[] = [];
  bell.listen((tenant, runId) => heard.push(`one ${tenant}/${runId}`));
  const leave = bell.listen((tenant, runId) => heard.push(`two ${tenant}/${runId}`));
  bell.ring('acme', 'a');
  expect(heard).toEqual([]);
  await Promise.resolve();
  expect(heard).toEqual(['one acme/a', 'two acme/a']);
  leave();
  bell.ring('acme', 'b');
  await Promise.resolve();
  expect(heard.slice(2)).toEqual(['one acme/b']);
});
