/** Flows that scenarios deploy for themselves, so that what they pause or break is theirs alone. */
import type { Flow } from '../../flows/flow.ts';
import type { Caller } from './stage.ts';

/** Saves and deploys a drawing. */
export const deploy = (hub: Caller, flow: Flow): Promise<unknown> => hub.call('POST', '/api/flows?deploy=true', flow);

const webhook = (path: string) => ({
  type: 'webhook@1',
  title: 'Order arrives',
  config: { path, signature: 'none', dedupe: { $expr: 'trigger.number' } },
});

/** Asks the warehouse, tries once more after a second, then needs a person. */
export const brittle: Flow = {
  format: 1,
  id: 'brittle',
  title: 'Brittle order',
  key: { $expr: 'trigger.number' },
  slots: { wms: 'sandbox_wms' },
  nodes: {
    order: webhook('brittle'),
    reserve: {
      type: 'sandbox_wms.reserve@1',
      title: 'Reserve stock',
      slot: 'wms',
      config: { lines: { $expr: 'order.lines' } },
      retry: { attempts: 2, backoff: 'fixed', delay: 'PT1S' },
    },
  },
  edges: [{ from: 'order', to: 'reserve' }],
};

/** Holds every order until somebody says go. */
export const held: Flow = {
  format: 1,
  id: 'held',
  title: 'Held order',
  key: { $expr: 'trigger.number' },
  nodes: {
    order: webhook('held'),
    go: { type: 'wait_for@1', title: 'Somebody says go', config: { any: ['held.go'], deadline: 'P1D' } },
  },
  edges: [{ from: 'order', to: 'go' }],
};

/** A flow whose titles try to become markup; it ends in a task, so that the inbox shows them too. */
export const hostile = (title: string): Flow => ({
  format: 1,
  id: 'hostile',
  title,
  description: title,
  key: { $expr: 'trigger.number' },
  nodes: {
    order: webhook('hostile'),
    ask: { type: 'task@1', title, config: { title, role: 'operator', due: 'P1D', data: { $expr: 'trigger' } } },
  },
  edges: [{ from: 'order', to: 'ask' }],
});

/** Posts an order to a path of the door. */
export async function post(hub: Caller, path: string, order: unknown): Promise<{ runId: string }> {
  const answer = await fetch(hub.url(`/in/${path}`), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(order) });
  if (!answer.ok) throw new Error(`/in/${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as { runId: string }; // the door's contract
}
