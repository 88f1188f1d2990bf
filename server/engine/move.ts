/** Runs that are to go on with another version of their flow: judged by their holder, since only it knows what they do just now. */
import type { DrainDeps } from './drain-deps.ts';
import { pinOf } from './pinned.ts';
import type { Plan } from './plan.ts';
import type { Request } from './ports.ts';
import type { Session } from './session.ts';

/** Takes what was asked of this kind and answers with the rest. A run that is pinned stays, and the wish is answered by that. */
export async function takeMoves(deps: Pick<DrainDeps, 'plan' | 'clock'>, session: Session, requests: Request[]): Promise<Request[]> {
  for (const request of requests) {
    if (request.kind !== 'move' || session.lost) continue;
    const to = await planFor(deps, session, request.version);
    // What happened until here belongs to the version it has: written first, and alone.
    if (to && session.isDirty() && !(await session.commit(false, deps.clock.now()))) continue;
    if (!session.take(request.id) || !to) continue;
    session.apply({ type: 'run.moved', at: deps.clock.now(), from: session.head.version, to: to.version, by: request.by, reason: request.reason });
    session.plan = to;
    await session.commit(false, deps.clock.now());
  }
  return requests.filter(({ kind }) => kind !== 'move');
}

/** Undefined where it stays as it is. */
async function planFor(deps: Pick<DrainDeps, 'plan'>, { head, run, plan }: Session, version: string | undefined): Promise<Plan | undefined> {
  if (version === undefined || version === head.version) return undefined;
  const to = await deps.plan(head.tenant, head.flow, version);
  return to && pinOf(run, plan, to) === undefined ? to : undefined;
}
