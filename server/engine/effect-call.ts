/** One attempt of an effect: what to do first after a lost answer, how to read what came back. */
import type { Json } from '../../flows/flow.ts';
import { ConnectorError, type EffectTurn, type Outcome, type TaskAnswer } from '../../nodes/node-type.ts';
import type { Health } from './drain-deps.ts';
import type { RunEvent, Step } from './events.ts';
import type { PlanNode } from './plan.ts';
import { StoreAway } from './ports.ts';
import { retryAt } from './retry.ts';

const keptByDefault = 24 * 3_600_000;

/** A call that was refused for what it says tells nothing against who answers. */
export function healthOf(finding: Finding): Health {
  const { ms } = finding;
  if (!('error' in finding)) return { isWell: true, ms };
  if (!(finding.error instanceof ConnectorError)) return { isWell: true };
  const { error } = finding;
  const { code, message, retryAfter } = error;
  const isWell = !(error.retryable || error.unknown);
  return { isWell, ms, refusal: { code, message }, ...(isWell || retryAfter === undefined ? {} : { retryAfter }) };
}

export type Finding = { step: Step; ms: number } & ({ outcome: Outcome } | { error: unknown });

/**
 * Calls, or looks up first when an earlier answer or its caller was lost (RELIABILITY b.4). Class A repeats under its
 * key while the receiver still remembers it; after that a blind repeat would be a second effect. `now` is when the call leaves.
 */
export async function callEffect(node: PlanNode, step: Step, turn: EffectTurn, now: number): Promise<Outcome> {
  const effect = node.type.effect!;
  const { at, lost } = step.effect!; // its intent was written first
  if (!lost) return node.type.run(turn);
  const age = now - at;
  if (turn.effectClass === 'A' && age <= (effect.keyLifetime ?? keptByDefault)) return node.type.run(turn);
  if (effect.lookup && turn.effectClass !== 'C') return (await effect.lookup(turn)) ?? node.type.run(turn);
  if (turn.effectClass === 'C' && node.spec.policy === 'at-least-once') return node.type.run(turn);
  throw new ConnectorError(
    'connector.effect_unknown',
    `${node.title} was called and its answer was lost. Nobody can tell whether it happened — look there, then retry or skip`,
  );
}

/** A failed attempt as an event: tried again later, or final. Throws StoreAway: no attempt was made then. */
export function failureEvent(node: PlanNode, step: Step, error: unknown, now: number, ms: number | undefined): RunEvent {
  if (error instanceof StoreAway) throw error;
  const known = error instanceof ConnectorError ? error : undefined;
  const code = known?.code ?? 'node.failed';
  const message = known?.message ?? `${node.title} failed: ${error instanceof Error ? error.message : String(error)}`;
  const isLost = known?.unknown === true && node.effectClass !== undefined;
  const blind = isLost && node.effectClass === 'C' && node.spec.policy !== 'at-least-once';
  const again = known?.retryable === true || isLost;
  const settle = isLost && node.effectClass === 'B' ? (node.type.effect?.settle ?? 0) : 0;
  const at = again && !blind ? retryAt(node.spec.retry, step.attempt, step.effect?.key ?? step.id, now, Math.max(settle, known?.retryAfter ?? 0)) : undefined;
  const base = { type: 'step.failed' as const, at: now, step: step.id, ...(ms === undefined ? {} : { ms }) };
  if (blind) {
    const text = `${message.replace(/\.$/, '')}. It may have happened: look at the receiver, then retry or skip`;
    return { ...base, error: { code: 'connector.effect_unknown', message: text, retryable: false }, unknown: true, lost: true };
  }
  return {
    ...base,
    error: {
      code,
      message: at === undefined && again ? `${message} (after ${step.attempt} attempt${step.attempt === 1 ? '' : 's'})` : message,
      retryable: again,
    },
    ...(at === undefined ? {} : { retryAt: at }),
    // Held back before it was called, since nobody knows whether it was done in a life that was forgotten.
    ...(isLost || (code === 'connector.effect_unknown' && node.effectClass === 'B' && node.type.effect?.lookup) ? { lost: true as const } : {}),
    ...(code === 'connector.effect_unknown' ? { unknown: true as const } : {}),
  };
}

/** Data of a completed task as the node sees it. */
export function taskAnswer(data: Json): TaskAnswer | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const { by, byId, confirmedBy, confirmedById } = data;
  return {
    by: typeof by === 'string' ? by : 'unknown',
    data: data['answer'] ?? null,
    ...(typeof data['for'] === 'string' ? { for: data['for'] } : {}),
    ...(typeof confirmedBy === 'string' ? { confirmedBy } : {}),
    ...(typeof byId === 'string' && typeof confirmedById === 'string' && byId !== confirmedById ? { isConfirmed: true as const } : {}),
  };
}
