/** How a holder leaves a run: with its last commit, findings that came too late, and one more look for news. */
import type { DrainDeps, Hold } from './drain-deps.ts';
import { type Finding, failureEvent } from './effect-call.ts';
import type { RunEvent } from './events.ts';
import { isEnded } from './fold.ts';
import { lookForSignals } from './look.ts';
import type { Session } from './session.ts';

/** Give the run back: with the last commit, or without one; findings that come later are told, not acted on. */
export async function rest(deps: DrainDeps, session: Session, inFlight: Map<string, AbortController>, findings: Finding[], hold: Hold): Promise<void> {
  const { tenant } = session.head;
  const { id } = session.run;
  if (!session.lost && session.isDirty()) await session.commit(inFlight.size === 0, deps.clock.now());
  // What was found and not written is found again: the run stays due for it.
  else await deps.store.release(tenant, [id], session.lost);
  const until = (): boolean => findings.length >= inFlight.size;
  while (!until()) await new Promise<void>((resolve) => (hold.ring = resolve));
  const late = [...(await wholly(session, session.refused)), ...findings.map((finding) => lateEvent(session, finding, deps.clock.now()))];
  if (late.length > 0) await deps.store.late(tenant, id, late);
  if (inFlight.size > 0) await deps.store.release(tenant, [id]);
  // Write first, then look: a signal stored before our commit was missed by its writer.
  if (!session.lost && !isEnded(session.run) && session.run.status === 'running' && (await hasNews(deps, session))) hold.again = true;
}

async function hasNews(deps: DrainDeps, session: Session): Promise<boolean> {
  let found = false;
  const apply = (): void => {
    found = true;
  };
  await lookForSignals(deps.store, { ...session, apply }, 0, new Set());
  return found;
}

/** What they refer to was never stored. */
async function wholly(session: Session, events: RunEvent[]): Promise<RunEvent[]> {
  const whole = events.map(async (event) => (event.type === 'step.completed' ? { ...event, output: { v: await session.values.get(event.output) } } : event));
  return Promise.all(whole);
}

/** What was found of steps that are canceled: shown, moves nothing. */
export const tellLate = (deps: DrainDeps, session: Session, findings: Finding[]): Promise<void> =>
  deps.store.late(
    session.head.tenant,
    session.run.id,
    findings.map((finding) => lateEvent(session, finding, deps.clock.now())),
  );

function lateEvent(session: Session, finding: Finding, now: number): RunEvent {
  const node = session.plan.nodes.get(finding.step.node)!;
  if ('error' in finding) return failureEvent(node, finding.step, finding.error, now, finding.ms);
  const { outcome } = finding;
  const said =
    outcome.kind === 'emit' ? { port: outcome.port ?? node.defaultPort, output: { v: outcome.output } } : { port: node.defaultPort, output: { v: null } };
  return { type: 'step.completed', at: now, step: finding.step.id, ...said, ms: finding.ms };
}
