/**
 * Carry one run as far as it can go. Pure steps follow each other in memory; a commit is made when an
 * effect is about to leave, when the run must wait, and when it ends. So a finding, the pure steps after
 * it and the next intent are one durable write, and a run with k effects costs about k + 2.
 */

import type { EffectTurn } from '../../nodes/node-type.ts';
import { admitUnclean, attachKeys, isHeldByPause, restPaused } from './admit.ts';
import { applyRequests } from './answer-requests.ts';
import type { DrainDeps, Hold } from './drain-deps.ts';
import { type Finding, healthOf } from './effect-call.ts';
import type { Step } from './events.ts';
import { isEnded, isQueuing } from './fold.ts';
import { enterLane } from './lane.ts';
import { lookForSignals } from './look.ts';
import { takeMoves } from './move.ts';
import { placesOf } from './places.ts';
import type { Plan, PlanNode } from './plan.ts';
import type { Claim } from './ports.ts';
import { rest, tellLate } from './rest.ts';
import { applyFinding, prepareEffect, startEffect } from './run-effect.ts';
import { openSession } from './session.ts';
import { holdBack, stepAside } from './step-aside.ts';
import { readySteps, takeTurn } from './take-turn.ts';

/** Effects of one run that may be out at the same time. */
const sideBySide = 8;
/** What was told this long after the last look for signals is looked for before the next turn, ms: its ring may be late. */
const staleLook = 100;

export async function drain(deps: DrainDeps, plan: Plan, claim: Claim, hold: Hold): Promise<void> {
  const session = openSession(deps, plan, claim);
  const { run } = session;
  const resumed = new Set([...run.steps.values()].filter((step) => step.effect?.open || step.held?.wasOut).map((step) => step.id));
  if (isHeldByPause(deps, session)) return restPaused(deps, session, claim.requests);
  const release = claim.unclean ? await admitUnclean(deps, session, hold) : undefined;
  if (release === 'left') return;
  const inFlight = new Map<string, AbortController>();
  const findings: Finding[] = [];
  // A signal may have been taken and its wait had no turn: the run was parked meanwhile.
  const touched = new Set([...run.open].filter((id) => run.steps.get(id)!.isTouched));
  const places = placesOf(deps.effects, claim.head.tenant, run.id, hold);
  let requests = claim.requests;
  let look = true;
  let looked = 0;
  // Steps that only decide go on together: a signal taken between two of them would come too late for the one and too early for the other.
  let isDeciding = false;
  let isNewWait = false;
  /** Its call came back and that is durable: the next suspect need not wait until this run rests. */
  const passTrial = (): void => {
    if (run.deaths === 0) release?.();
  };
  try {
    await attachKeys(deps, session);
    while (!session.lost) {
      if (hold.lost) {
        session.lost = true;
        break;
      }
      if (hold.again) {
        hold.again = false;
        look = true;
        requests = await deps.store.requests(session.head.tenant, run.id);
      }
      applyRequests(session, await takeMoves(deps, session, requests), deps.clock.now());
      requests = [];
      for (const finding of findings.splice(0)) {
        inFlight.delete(finding.step.id);
        places.leave(finding.step.id, healthOf(finding));
        // Canceled meanwhile, while what was done before is undone: what came of its call moves nothing.
        if (finding.step.status === 'canceled') await tellLate(deps, session, [finding]);
        else await applyFinding(deps, session, finding);
      }
      if (isEnded(run)) break;
      if (look && (!isDeciding || isNewWait) && run.status === 'running') {
        isNewWait = false;
        look = await lookForSignals(deps.store, session, deps.clock.now(), touched);
        looked = deps.clock.now();
        if (isEnded(run)) break;
      }
      if (isQueuing(run) && run.status === 'running') {
        if (!(await enterLane(deps, session))) break;
        // What waited for its turn too is looked for now.
        look = true;
        continue;
      }
      // One that stops still gives a turn to what took a signal, so that no commit tells of the one without the other.
      const ready =
        run.status === 'running' ? readySteps(session, touched, inFlight, deps.clock.now()).filter(({ id }) => !hold.stopping || touched.has(id)) : [];
      if (!isDeciding && ready.length > 0 && deps.clock.now() - looked > staleLook) {
        look = true;
        continue;
      }
      const deciding = ready.find(({ node }) => isPure(session.plan.nodes.get(node)!));
      if (deciding) {
        await takeTurn(deps, session, deciding, session.plan.nodes.get(deciding.node)!);
        touched.delete(deciding.id);
        // A new wait may be for a signal that is there already: look before its time is judged over.
        isNewWait = deciding.status === 'waiting' && deciding.wait?.signals !== undefined;
        look ||= isNewWait;
        isDeciding = true;
        continue;
      }
      if (isDeciding) {
        isDeciding = false;
        continue;
      }
      const effects: { step: Step; node: PlanNode; turn: EffectTurn; abort: AbortController; isResumed: boolean }[] = [];
      let moved = false;
      for (const step of ready) {
        const node = session.plan.nodes.get(step.node)!;
        if (inFlight.size + effects.length >= sideBySide || !places.take(step.id, node, resumed.has(step.id))) continue;
        const prepared = await prepareEffect(deps, session, step, node, resumed);
        if (prepared) effects.push(prepared);
        else {
          places.leave(step.id);
          moved = true;
        }
      }
      if (moved && effects.length === 0) continue;
      if (effects.length > 0) {
        if (deps.clock.now() > hold.sureUntil) {
          session.lost = true;
          break;
        }
        if (!(await session.commit(false, deps.clock.now()))) break;
        passTrial();
        // The process may have stood still while the store answered: the run may be another's by now, and so the call.
        if (hold.lost || deps.clock.now() > hold.sureUntil) {
          session.lost = true;
          break;
        }
        for (const effect of effects) {
          inFlight.set(effect.step.id, effect.abort);
          void startEffect(deps, effect, findings, hold);
        }
        continue;
      }
      if (inFlight.size === 0 && (places.queued() === 0 || hold.stopping)) {
        if (run.status === 'running') {
          stepAside(session, places.aside(), deps.clock.now());
          holdBack(session, places.heldBack(), deps.clock.now());
        }
        break;
      }
      if (session.isDirty() && !(await session.commit(false, deps.clock.now()))) break;
      passTrial();
      if (findings.length === 0 && !hold.again && !places.hasNews()) await new Promise<void>((resolve) => (hold.ring = resolve));
    }
    await rest(deps, session, inFlight, findings, hold);
  } finally {
    places.close();
    release?.();
  }
}

/** It only decides: its turn calls nobody. */
const isPure = ({ effectClass, spec }: PlanNode): boolean => effectClass === undefined || spec.off === true;
