/** Runs of one lane go one after the other, in order of arrival: each takes its first step once nobody is ahead of it. */
import type { DrainDeps } from './drain-deps.ts';
import type { Session } from './session.ts';

const minute = 60_000;

/** True when its turn has come. Otherwise it says for whom it waits, and is rung when that one leaves. */
export async function enterLane(deps: DrainDeps, session: Session): Promise<boolean> {
  const ahead = await deps.store.enterLane(session.head.tenant, session.run.id);
  const now = deps.clock.now();
  if (ahead === undefined) session.apply({ type: 'lane.entered', at: now });
  else waitInLane(session, ahead, now);
  return ahead === undefined;
}

/** Without `ahead` it waits for its paused flow. Says nothing new while it waits for the same and its time to look again is to come. */
export function waitInLane(session: Session, ahead: string | undefined, now: number): void {
  const place = session.run.lane!;
  if (place.until !== undefined && place.until > now && place.ahead === ahead) return;
  // A lost ring is made up for by looking again after as long as it has waited, from a minute to an hour.
  const patience = Math.min(60 * minute, Math.max(minute, now - (place.since ?? now)));
  session.apply({ type: 'lane.waiting', at: now, until: now + patience, ...(ahead === undefined ? {} : { ahead }) });
}
