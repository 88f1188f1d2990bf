/** Waits for the answer that a run's `respond` node gives to the sender of its message. */
import type { Json } from '../../flows/flow.ts';
import type { RunEvent } from '../engine/events.ts';
import type { Plan } from '../engine/plan.ts';
import type { RunHead, RunStore } from '../engine/ports.ts';
import type { Live } from '../http/live.ts';

type Answer = { status: number; body: Json };

export function respondWaiter(deps: {
  live: Live;
  store: RunStore;
  known(tenant: string, flow: string, version: string): Plan | undefined;
}): (runId: string, ms: number) => Promise<Answer | undefined> {
  return async (runId, ms) => {
    let found: Extract<RunEvent, { type: 'step.completed' }> | undefined;
    let tenant = '';
    await deps.live.waitFor(runId, ms, (head: RunHead, events) => {
      tenant = head.tenant;
      const plan = deps.known(tenant, head.flow, head.version);
      found = events.find((event): event is typeof event & { type: 'step.completed' } => event.type === 'step.completed' && isRespond(plan, event.step));
      return found !== undefined || head.status === 'parked' || head.endedAt !== undefined;
    });
    if (!found) return undefined;
    const { output } = found;
    const value = 'v' in output ? output.v : (JSON.parse((await deps.store.payload(tenant, runId, output.ref)) ?? 'null') as Json);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return { status: typeof value['status'] === 'number' ? value['status'] : 200, body: value['body'] ?? null };
  };
}

function isRespond(plan: Plan | undefined, step: string): boolean {
  const node = step.slice(step.lastIndexOf('/') + 1).replace(/[~!].*$/, '');
  return plan?.nodes.get(node)?.spec.type.startsWith('respond@') === true;
}
