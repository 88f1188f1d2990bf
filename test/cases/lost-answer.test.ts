import { expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { play } from '../support/play.ts';

const flow: Flow = {
  format: 1,
  id: 'lost',
  title: 'Lost',
  nodes: { begin: { type: 'begin@1' }, call: { type: 'call_c@1', policy: 'at-most-once' } },
  edges: [{ from: 'begin', to: 'call' }],
};

it('a call that may have happened is made again when a person retries it', async () => {
  const { run, calls } = await play(
    {
      name: 'lost and retried',
      flow,
      input: {},
      receivers: { call: ['lose-answer', 'ok'] },
      events: [{ at: 60_000, ask: 'retry' }],
      expect: { status: 'completed', steps: [] },
    },
    'once',
  );
  expect(run.status).toBe('completed');
  expect(calls['call']?.reached).toBe(2);
});
