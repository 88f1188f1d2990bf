/** Every flow case in four deliveries: once, every bell doubled, worker lost between effect and commit, eight workers at once. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../flows/flow.ts';
import { type FlowCase, type Played, play } from '../support/play.ts';

const cases = (JSON.parse(readFileSync(new URL('./flows/cases.json', import.meta.url), 'utf8')) as FlowCase[]).map(unfold);

function unfold(given: FlowCase): FlowCase {
  const input = given.input as { lines?: Json };
  const count = typeof input.lines === 'string' ? /^repeat (\d+)$/.exec(input.lines) : null;
  return count ? { ...given, input: { lines: Array.from({ length: Number(count[1]) }, (_, index) => `item ${index}`) } } : given;
}

/** What must be equal however the bells ring: steps, ports, outputs, effect keys. */
const outcome = (played: Played) => ({
  status: played.run.status,
  code: played.run.code,
  steps: [...played.run.steps.values()].map((step) => `${step.id}:${step.status === 'completed' ? (step.port ?? 'done') : step.status}`).sort(),
  outputs: [...played.run.steps.values()].map((step) => `${step.id}=${JSON.stringify(step.output ?? null)}`).sort(),
  keys: Object.fromEntries(Object.entries(played.calls).map(([node, call]) => [node, [...call.keys].sort()])),
  due: [...played.run.steps.values()]
    .filter((step) => step.wait?.until !== undefined)
    .map((step) => `${step.id}@${step.wait!.until! - played.startedAt}`)
    .sort(),
});

const visits = (played: Played): string[] =>
  [...played.run.steps.values()].map((step) => `${step.node}:${step.status === 'completed' ? (step.port ?? 'done') : step.status}`).sort();

describe.each(cases)('$name', (given) => {
  it('played once, it goes as drawn and its log is the same byte for byte', async () => {
    const first = await play(given, 'once');
    expect({ status: first.run.status, code: first.run.code, steps: visits(first) }).toEqual({
      status: given.expect.status,
      code: given.expect.status === 'canceled' ? 'run.canceled' : given.expect.code,
      steps: [...(given.expect.steps.length ? given.expect.steps : visits(first))].sort(),
    });
    for (const [node, count] of Object.entries(given.expect.calls ?? {})) expect(first.calls[node]?.keys.length ?? 0, `effects at ${node}`).toBe(count);
    for (const [node, ms] of Object.entries(given.expect.within ?? {})) {
      const step = [...first.run.steps.values()].find((one) => one.node === node)!;
      expect(step.endedAt! - first.startedAt).toBeLessThanOrEqual(ms);
    }
    const second = await play(given, 'once');
    expect(JSON.stringify(second.log)).toBe(JSON.stringify(first.log));
  });

  it.each(['doubled', 'crowd'] as const)('%s, it ends the same', async (delivery) => {
    const once = outcome(await play(given, 'once'));
    expect(outcome(await play(given, delivery))).toEqual(once);
  });

  it('with its worker lost before any of its commits, it ends the same', async () => {
    const once = outcome(await play(given, 'once'));
    const { due: _due, ...rest } = once;
    for (let commit = 1; commit <= 4; commit += 1) {
      const lost = outcome(await play(given, 'lost', commit));
      const { due: _later, ...lostRest } = lost;
      expect(lostRest, `lost at commit ${commit}`).toEqual(rest);
    }
  });
});
