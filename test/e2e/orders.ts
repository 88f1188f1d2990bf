/** Sample orders as the demo places them, for scenarios that begin with one. */
import type { DemoState, RunDetail } from '../../server/http/api.ts';
import type { Caller } from './stage.ts';

export type Kind = 'quick_order' | 'order_to_cash' | 'heat_pump';
type System = 'shop' | 'erp' | 'wms' | 'carrier' | 'installer' | 'bank';

export interface Placed {
  number: string;
  runId: string;
}

/** Places an order and names the run that carries it. */
export async function place(hub: Caller, kind: Kind): Promise<Placed> {
  const { number, runs } = await hub.call<{ number: string; runs: { flow: string; runId: string }[] }>('POST', '/api/demo/orders', { kind });
  const carrier = runs.find((run) => run.flow === kind);
  if (!carrier) throw new Error(`order ${number} started no run of ${kind}: ${JSON.stringify(runs)}`);
  return { number, runId: carrier.runId };
}

/** Calls made so far, by system. */
export async function callCounts(hub: Caller): Promise<Record<string, number>> {
  const { systems } = await hub.call<DemoState>('GET', '/api/demo');
  return Object.fromEntries(systems.map(({ id, calls }) => [id, calls]));
}

export const setWindow = (hub: Caller, window: string): Promise<unknown> => hub.call('PUT', '/api/demo', { window });

export const setMode = (hub: Caller, system: System, mode: 'ok' | 'slow' | 'fail' | 'lose-answers'): Promise<unknown> =>
  hub.call('PUT', '/api/demo', { systems: { [`sandbox_${system}`]: mode } });

export const readRun = (hub: Caller, runId: string): Promise<RunDetail> => hub.call('GET', `/api/runs/${runId}`);

/** Waits until a run stands as said, asking the hub. */
export async function untilRun(hub: Caller, runId: string, fits: (run: RunDetail) => boolean, withinMs = 20_000): Promise<RunDetail> {
  for (const end = Date.now() + withinMs; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const run = await readRun(hub, runId);
    if (fits(run)) return run;
    if (Date.now() > end) throw new Error(`run ${runId} still ${run.status} at ${run.at.map((one) => one.title).join(', ')} after ${withinMs} ms`);
  }
}
