/** What happens before a claimed run is carried on: a paused flow, an unclean former end, keys that need an expression. */
import { isExpr, type Json } from '../../flows/flow.ts';
import { applyRequests } from './answer-requests.ts';
import type { DrainDeps, Hold } from './drain-deps.ts';
import { isEnded, isQueuing } from './fold.ts';
import { waitInLane } from './lane.ts';
import { type Request, StoreAway } from './ports.ts';
import type { Session } from './session.ts';
import { keyText } from './start.ts';
import { dataFor } from './turn.ts';

/** The order is in but its flow is paused: it stays where it is until the flow goes on. */
export function isHeldByPause(deps: DrainDeps, session: Session): boolean {
  return deps.isPaused(session.plan, session.run.trigger) !== false && (!session.hasBegun || isQueuing(session.run)) && session.run.parent === undefined;
}

/** Wishes are heard all the same: a kept order may be canceled. */
export async function restPaused(deps: DrainDeps, session: Session, requests: Request[]): Promise<void> {
  applyRequests(session, requests, deps.clock.now());
  const isInLane = isQueuing(session.run);
  if (isInLane) waitInLane(session, undefined, deps.clock.now());
  if ((isEnded(session.run) || (isInLane && session.isDirty())) && (await session.commit(true, deps.clock.now()))) return;
  // Written down, or it would be due again at once.
  const pause = deps.isPaused(session.plan, session.run.trigger);
  if (!isInLane && session.head.code !== 'flow.paused') await session.keep(deps.clock.now(), pause === 'trigger' ? pause : undefined);
  await deps.store.release(session.head.tenant, [session.run.id]);
}

/** First commit after another's unclean end; parks what has now killed its holder twice while alone. `left`: the holder stops before its trial, which then is the next one's. */
export async function admitUnclean(deps: DrainDeps, session: Session, hold: Hold): Promise<(() => void) | 'left' | undefined> {
  const now = deps.clock.now();
  const suspect = [...session.run.steps.values()].find((step) => step.effect?.open);
  if (suspect && session.run.deaths >= 2) {
    const { title } = session.plan.nodes.get(suspect.node)!;
    session.apply({
      type: 'run.parked',
      at: now,
      step: suspect.id,
      code: 'run.poison',
      reason: `The hub died twice while only ${title} of this run was at work. Look at its input, then retry or cancel`,
    });
    return undefined;
  }
  const release = suspect ? await deps.alone(session.run.deaths, hold) : undefined;
  if (suspect && !release) {
    await deps.store.release(session.head.tenant, [session.run.id]);
    return 'left';
  }
  session.apply({ type: 'run.claimed', at: now, ...(suspect ? { alone: true as const } : {}) });
  return release;
}

/** Keys that are not known at the door: found at the first drain, stored before signals are looked for. */
export async function attachKeys(deps: DrainDeps, session: Session): Promise<void> {
  const { run, plan } = session;
  if (session.hasBegun || run.parent) return;
  const sources = [plan.flow.key, ...Object.values(plan.flow.signals ?? {}).map((rule) => rule.key)].filter((key) => key !== undefined);
  const found: string[] = [];
  for (const source of sources) {
    try {
      const value = isExpr(source) ? await evaluate(deps, session, source.$expr) : source;
      found.push(...keyText(value));
    } catch (error) {
      if (error instanceof StoreAway) throw error;
      const { message } = error as Error; // expressions throw errors that say why
      session.apply({ type: 'run.parked', at: deps.clock.now(), code: 'expr.failed', reason: `The key of this flow cannot be read: ${message}` });
      return;
    }
  }
  const keys = [...new Set(found)].filter((key) => !run.keys.includes(key));
  if (keys.length === 0) return;
  session.apply({ type: 'run.keyed', at: deps.clock.now(), keys });
  if (plan.flow.signals) await session.commit(false, deps.clock.now());
}

async function evaluate(deps: DrainDeps, session: Session, source: string): Promise<Json | undefined> {
  const { run } = session;
  const data = await dataFor(session, run.steps.get(run.trigger)!, { trigger: true, order: true, item: false, steps: new Set() });
  return deps.expressions.evaluate(source, data, { now: run.startedAt, seed: run.id, tenant: session.head.tenant });
}
