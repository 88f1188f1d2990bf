/** The address at which somebody outside answers a task: calls carry it, the log does not. */
import { expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { defineNode } from '../../nodes/node-type.ts';
import { memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { openEngine } from '../support/open-engine.ts';

const hour = 3_600_000;
const flow: Flow = {
  format: 1,
  id: 'visit',
  title: 'Visit',
  signals: { reminded: { on: 'task.reminded', to: 'mail' } },
  nodes: {
    begin: { type: 'manual@1' },
    ask: { type: 'task@1', config: { title: 'Visit', role: 'operator', remind: ['PT4H'], link: { for: 'Kim' } } },
    mail: { type: 'mail@1', config: { text: { $expr: "'Answer here: ' & run.links.ask" } } },
  },
  edges: [
    { from: 'begin', to: 'ask' },
    { from: 'begin', to: 'mail' },
  ],
};

it('a mail and its reminder carry the same address, and neither log nor screen holds it', async () => {
  const sent: unknown[] = [];
  const mail = defineNode({
    type: 'mail@1',
    title: 'Mail',
    summary: 'Sends a mail.',
    group: 'connectors',
    icon: 'mail',
    ports: ['done'],
    config: { type: 'object', properties: { text: { type: 'string' } } },
    effect: { class: 'A' },
    run({ config }) {
      sent.push(config['text']);
      return { kind: 'emit', output: null };
    },
  });
  const disk = memoryDisk();
  const engine = openEngine(memoryStore(disk), flow, async () => undefined, { nodes: [mail], linkTo: (task) => `https://hub.example/t/${task}~secret` });
  const { runId } = await engine.service.startManual({ tenant: 't', flow: 'visit', input: {}, idempotencyKey: 's', by: 'ada' });
  await engine.idle();
  const [task] = [...disk.tasks.values()];
  const address = `Answer here: https://hub.example/t/${task!.id}~secret`;
  expect(sent).toEqual([address]);

  engine.clock.set(engine.clock.now() + 4 * hour);
  engine.ring(runId);
  await expect.poll(() => sent.length).toBe(2);
  await engine.idle();
  expect(sent).toEqual([address, address]);
  expect([...disk.tasks.values()]).toMatchObject([{ moves: { no: 1 }, status: 'open' }]);

  const kept = JSON.stringify([...disk.runs.values()], (_, value) => (value instanceof Map || value instanceof Set ? [...value] : value));
  expect(kept).toContain(task!.id);
  expect(kept).not.toContain('~secret');
  const steps = await engine.service.steps('t', runId);
  expect(steps.filter(({ node }) => node === 'mail').map(({ input }) => input)).toEqual([{ text: 'Answer here: /t/…' }, { text: 'Answer here: /t/…' }]);
  expect(steps.find(({ node }) => node === 'ask')?.story).toMatch(/waits for a person.*; reminded at /);
  await engine.close();
});
