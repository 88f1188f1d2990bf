/** An effect from evaluated request to recorded finding: intent first, call after the commit, finding when it comes. */
import { roughLength } from '../../flows/duration.ts';
import { ConnectorError, type EffectTurn } from '../../nodes/node-type.ts';
import type { DrainDeps, Hold } from './drain-deps.ts';
import { callEffect, type Finding, failureEvent } from './effect-call.ts';
import type { Step } from './events.ts';
import { effectKeyOf } from './ids.ts';
import { applyOutcome } from './outcome.ts';
import type { PlanNode } from './plan.ts';
import type { Session } from './session.ts';
import { turnOf } from './turn.ts';

const attemptByDefault = 30_000;

/** Evaluates the request and writes the intent; undefined when evaluation failed (then the step has failed) or its connection was paused meanwhile. */
export async function prepareEffect(
  deps: DrainDeps,
  session: Session,
  step: Step,
  node: PlanNode,
  resumed: Set<string>,
): Promise<{ step: Step; node: PlanNode; turn: EffectTurn; abort: AbortController; isResumed: boolean } | undefined> {
  const now = deps.clock.now();
  const abort = new AbortController();
  const effectKey = effectKeyOf(session.run.id, step.id, step.revision);
  const isResumed = resumed.delete(step.id);
  try {
    const plain = await turnOf(session, step, now, deps.expressions);
    const timeoutMs = node.spec.timeout === undefined ? attemptByDefault : roughLength(node.spec.timeout);
    const turn = await deps.effects.equip(plain, node, { effectKey, tenant: session.head.tenant, signal: abort.signal, timeoutMs });
    session.apply({
      type: 'effect.intended',
      at: now,
      step: step.id,
      key: effectKey,
      class: node.effectClass!,
      ...(isResumed ? { resumed: true as const } : {}),
    });
    return { step, node, turn, abort, isResumed };
  } catch (error) {
    // Paused between two looks: it is held when it asks for its place again.
    if (deps.effects.heldBy?.(node, session.head.tenant) && (error as ConnectorError).code === 'connection.paused') {
      if (isResumed) resumed.add(step.id);
    } else session.apply(failureEvent(node, step, error, now, undefined));
    return undefined;
  }
}

export async function startEffect(
  deps: DrainDeps,
  effect: { step: Step; node: PlanNode; turn: EffectTurn; isResumed: boolean },
  findings: Finding[],
  hold: Hold,
): Promise<void> {
  const { step, node, turn } = effect;
  // Nobody knows when the call left that a dead holder made: the receiver may still be at work on it.
  const settle = effect.isResumed && node.effectClass === 'B' ? node.type.effect?.settle : undefined;
  if (settle !== undefined) await new Promise<void>((resolve) => deps.clock.wake(deps.clock.now() + settle, resolve));
  const began = deps.clock.now();
  try {
    if (settle !== undefined && (hold.lost || began > hold.sureUntil))
      throw new ConnectorError('connector.lost_answer', `Before ${node.title} could be asked what became of the last call, another may have taken this run`, {
        unknown: true,
      });
    const outcome = await callEffect(node, step, turn, deps.clock.now());
    findings.push({ step, outcome, ms: deps.clock.now() - began });
  } catch (error) {
    findings.push({ step, error, ms: deps.clock.now() - began });
  }
  hold.ring?.();
}

export async function applyFinding(deps: DrainDeps, session: Session, finding: Finding): Promise<void> {
  const now = deps.clock.now();
  const node = session.plan.nodes.get(finding.step.node)!;
  try {
    if ('error' in finding) throw finding.error;
    await applyOutcome(session, finding.step, finding.outcome, now, finding.ms, deps.subflow);
  } catch (error) {
    session.apply(failureEvent(node, finding.step, error, now, finding.ms));
  }
}
