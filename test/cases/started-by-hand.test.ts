import { expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import type { Hint } from '../../server/engine/ports.ts';
import { openEngine } from '../support/open-engine.ts';

const flow: Flow = {
  format: 1,
  id: 'call',
  title: 'Call',
  nodes: { begin: { type: 'manual@1' }, call: { type: 'call_a@1' } },
  edges: [{ from: 'begin', to: 'call' }],
};

it('a run started by hand is rung for with its flow and its message, so that it takes its turn and nobody has to look for it', async () => {
  const store = memoryStore();
  const hints: (Hint | undefined)[] = [];
  const runs: typeof store.runs = {
    ...store.runs,
    claim(tenant, runId, now, hint) {
      hints.push(hint);
      return store.runs.claim(tenant, runId, now, hint);
    },
  };
  const engine = openEngine({ ...store, runs }, flow, async () => undefined);
  await engine.service.startManual({ tenant: 't', flow: 'call', input: {}, idempotencyKey: 'a', by: 'ada' });
  await engine.idle();
  const { items } = await store.reads.deliveries('t', {});
  expect(hints).toEqual([{ flow: 'call', delivery: items[0]?.id }]);
  await engine.close();
});
