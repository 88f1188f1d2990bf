/** People's wishes for a run, taken by its holder. */
import type { Step } from './events.ts';
import { isEnded } from './fold.ts';
import type { Request } from './ports.ts';
import type { Session } from './session.ts';
import { stop } from './undo.ts';

/** People's wishes. One that no longer fits is answered by doing nothing; the log shows why. */
export function applyRequests(session: Session, requests: Request[], now: number): void {
  const { run } = session;
  for (const request of requests) {
    // A bell that rings before the commit shows the same wish again.
    if (!session.take(request.id) || isEnded(run) || request.kind === 'move') continue;
    if (request.kind === 'cancel') {
      // While it undoes it is being canceled already; only a person may leave the rest as it is, once it has stopped.
      if (run.undoing && (run.status !== 'parked' || request.by === 'system')) continue;
      const isMoving = run.released && run.status === 'running' && [...run.open].some((id) => isMovingStep(run.steps.get(id)!, now));
      if (!isMoving) session.apply(stop(session.plan, run, now, { reason: request.reason, by: request.by }));
      continue;
    }
    const step = request.step === undefined ? [...run.steps.values()].findLast((one) => one.stuck) : run.steps.get(request.step);
    if (!step) {
      if (run.status === 'parked') session.apply({ type: 'run.resumed', at: now, by: request.by, reason: request.reason });
      continue;
    }
    // Whatever is over, also a failure the drawing has an answer to, is not begun again.
    if (!step.stuck) continue;
    if (request.kind === 'skip') {
      session.apply({
        type: 'step.completed',
        at: now,
        step: step.id,
        port: session.plan.nodes.get(step.node)!.defaultPort,
        output: { v: null },
        skipped: true,
        by: request.by,
        reason: request.reason,
      });
    }
    if (request.kind === 'retry') {
      const patch = request.patch === undefined ? undefined : session.values.keep(request.patch);
      const revision = step.revision + (patch ? 1 : 0);
      session.apply({ type: 'step.retried', at: now, step: step.id, by: request.by, reason: request.reason, revision, ...(patch ? { patch } : {}) });
    }
  }
}

const isMovingStep = (step: Step, now: number): boolean => step.status === 'scheduled' && !step.held && (step.effect?.open === true || (step.due ?? 0) <= now);
