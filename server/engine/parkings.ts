/** A parking is told once: the flow named under `onParked` starts in the same commit, under an id derived from the run and the number of the parking. */
import type { JsonObject } from '../../flows/flow.ts';
import type { FindSubflow } from './outcome.ts';
import type { RunStart } from './ports.ts';
import type { Session } from './session.ts';
import { startChild } from './start.ts';

/** From here on each commit of the session that tells of a parking also starts its handler. */
export function tellOfParkings(session: Session, subflow: FindSubflow): void {
  const { commit } = session;
  let told = session.run.parkings;
  session.commit = (release, at) => {
    if (session.run.parkings > told && session.run.status === 'parked') {
      const start = handlerOf(session, subflow, at);
      if (start) session.send({ kind: 'start', start });
    }
    told = session.run.parkings;
    return commit(release, at);
  };
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
