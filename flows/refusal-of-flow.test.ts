import { expect, test } from 'vitest';
import { ProblemError } from './flow.ts';
import { parseStrict } from './json.ts';
import { refusalOfFlow } from './refusal-of-flow.ts';

test.each([
  ['{"format":1,"nodes":{"__proto__":{"type":"wait@1"}}}', 422, 'flow.bad_node_id', '/nodes/__proto__'],
  ['{"flow":{"nodes":{"constructor":{}}}}', 422, 'flow.bad_node_id', '/flow/nodes/constructor'],
  ['{"__proto__":{"nodes":{}}}', 400, 'json.forbidden_key', '/__proto__'],
  ['{"nodes":{"a":{"config":{"__proto__":1}}}}', 400, 'json.forbidden_key', '/nodes/a/config/__proto__'],
  ['{"nodes":{"a":1,"a":2}}', 400, 'json.duplicate_key', '/nodes/a'],
])('%s is refused with %s %s', (text, status, code, path) => {
  let refusal: unknown;
  try {
    parseStrict(text);
  } catch (error) {
    refusal = refusalOfFlow(error);
  }
  expect(refusal).toBeInstanceOf(ProblemError);
  const { status: said, problems } = refusal as ProblemError;
  expect([said, problems[0]?.code, problems[0]?.path]).toEqual([status, code, path]);
});

test('other errors pass unchanged', () => {
  const error = new Error('disk full');
  expect(refusalOfFlow(error)).toBe(error);
});
