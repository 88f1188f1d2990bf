import { expect, it } from 'vitest';
import { planFor } from '../../test/support/tell.ts';
import type { RunEvent } from '../engine/events.ts';
import type { Claim, RunHead } from '../engine/ports.ts';
import { describeSteps } from './describe.ts';

const at = Date.parse('2026-11-25T10:00:00Z');
const started: RunEvent = { type: 'run.started', at, trigger: 'begin', input: { v: null }, keys: [] };
const commit = (author: string, events: RunEvent[]): Claim['commits'][number] => ({ seq: 1, at, author, events });

it('what a former holder found out too late stands beside the step it was about', async () => {
  const late: RunEvent = { type: 'step.failed', at, step: 'begin', error: { code: 'connector.refused', message: 'answered 422', retryable: false } };
  const found = { head: { tenant: 't', id: 'r', flow: 'f' } as RunHead, commits: [commit('a', [started])], late: [commit('late', [late])] };
  const deps = { store: {}, reads: { run: async () => found }, plan: async () => planFor({ begin: 'begin@1' }, []) };
  const [step] = await describeSteps(deps as never, 't', 'r');
  expect(step?.story).toMatch(/; too late to count, a former worker found at 2026-11-25 10:00 UTC that the call failed: answered 422$/);
});
