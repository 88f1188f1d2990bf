/** A parking is told once: the flow named under `onParked` starts in the same commit, under an id derived from the run and the number of the parking. */
import type { JsonObject } from '../../flows/flow.ts';
import type { RunEvent } from './events.ts';
import type { FindSubflow } from './outcome.ts';
import type { Outbox, RunStart } from './ports.ts';
import type { Session } from './session.ts';
import { startChild } from './start.ts';

/** The handler to start with a commit whose events tell of a parking. */
export function parkedBy(session: Session, events: RunEvent[], subflow: FindSubflow, at: number): Outbox[] {
  if (session.run.status !== 'parked' || !events.some(({ type }) => type === 'run.parked')) return [];
  const start = handlerOf(session, subflow, at);
  return start ? [{ kind: 'start', start }] : [];
}

/** None for a handler that parks itself, and where the flow it names was never deployed. */
function handlerOf(session: Session, subflow: FindSubflow, at: number): RunStart | undefined {
  const { run, plan, head } = session;
  const { onParked } = plan.flow;
  const found = onParked && run.parent?.parking === undefined ? subflow(session, onParked.subflow) : undefined;
  if (!found) return undefined;
  const stuck = [...run.steps.values()].findLast((step) => step.stuck);
  const input: JsonObject = {
    run: run.id,
    flow: plan.flow.id,
    code: run.code!, // a parked run says why
    reason: run.reason!,
    node: stuck?.node ?? null,
    keys: run.keys,
  };
  const parent = { runId: run.id, step: `parking:${run.parkings}`, parking: run.parkings };
  return startChild({ tenant: head.tenant, ...found, parent, input, keys: run.keys, at });
}
