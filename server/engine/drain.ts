/**
 * Carry one run as far as it can go. Pure steps follow each other in memory; a commit is made when an
 * effect is about to leave, when the run must wait, and when it ends. So a finding, the pure steps after
 * it and the next intent are one durable write, and a run with k effects costs about k + 2.
 */

import { roughLength } from '../../flows/duration.ts';
import type { Json } from '../../flows/flow.ts';
import { isExpr } from '../../flows/flow.ts';
import { ConnectorError, type EffectTurn, type Turn } from '../../nodes/node-type.ts';
import { iterations, startIterations } from './advance.ts';
import { callEffect, type Finding, failureEvent, taskAnswer } from './effect-call.ts';
import type { RunEvent, Step } from './events.ts';
import { isEnded } from './fold.ts';
import { effectKeyOf } from './ids.ts';
import { lookForSignals } from './look.ts';
import type { Plan, PlanNode } from './plan.ts';
import type { Claim, Clock, Expressions, Request, RunStore, Witness } from './ports.ts';
import { openSession, type Session } from './session.ts';
import { keyText } from './start.ts';
import { applyOutcome, dataFor, type FindSubflow, resultsOf, turnOf } from './turn.ts';

/** Effects of one run that may be out at the same time. */
const sideBySide = 8;
const attemptByDefault = 30_000;

export interface Effects {
  /** Gives a turn its means: the bound connection, the way out, the deadline. Throws ConnectorError `connection.*`. */
  equip(turn: Turn, node: PlanNode, call: { effectKey: string; tenant: string; signal: AbortSignal; timeoutMs: number }): Promise<EffectTurn>;
}

export interface DrainDeps {
  store: RunStore;
  clock: Clock;
  expressions: Expressions;
  effects: Effects;
  witness: Witness;
  nextAuthor(): string;
  subflow: FindSubflow;
  isPaused(plan: Plan): boolean;
  /** Suspects of an unclean death run one at a time; answers with the release. */
  alone(): Promise<() => void>;
}

/** Shared with whoever rings while the run is held. */
export interface Hold {
  again: boolean;
  ring?: () => void;
  stopping: boolean;
}

export async function drain(deps: DrainDeps, plan: Plan, claim: Claim, hold: Hold): Promise<void> {
  const session = openSession(deps.store, plan, claim, deps.nextAuthor, deps.witness);
  const { run } = session;
  const resumed = new Set([...run.steps.values()].filter((step) => step.effect?.open).map((step) => step.id));
  if (isHeldByPause(deps, session)) return restPaused(deps, session);
  const release = claim.unclean ? await admitUnclean(deps, session, resumed.size > 0) : undefined;
  const inFlight = new Map<string, AbortController>();
  const findings: Finding[] = [];
  const touched = new Set<string>();
  let requests = claim.requests;
  let look = true;
  try {
    await attachKeys(deps, session);
    while (!session.lost) {
      if (hold.again) {
        hold.again = false;
        look = true;
        requests = await deps.store.requests(session.head.tenant, run.id);
      }
      applyRequests(session, requests, deps.clock.now());
      requests = [];
      for (const finding of findings.splice(0)) {
        inFlight.delete(finding.step.id);
        await applyFinding(deps, session, finding);
      }
      if (isEnded(run)) break;
      if (look && run.status === 'running') {
        look = false;
        for (const id of await lookForSignals(deps.store, session, deps.clock.now())) touched.add(id);
        if (isEnded(run)) break;
      }
      const ready = run.status === 'running' && !hold.stopping ? readySteps(session, touched, inFlight, deps.clock.now()) : [];
      const effects: { step: Step; node: PlanNode; turn: EffectTurn; abort: AbortController; isResumed: boolean }[] = [];
      let moved = false;
      for (const step of ready) {
        const node = plan.nodes.get(step.node)!;
        if (node.effectClass === undefined || node.spec.off) {
          await takeTurn(deps, session, step, node);
          touched.delete(step.id);
          // A new wait may be for a signal that is there already: look before its time is judged over.
          if (step.status === 'waiting' && step.wait?.signals) look = true;
          moved = true;
          break;
        }
        if (inFlight.size + effects.length >= sideBySide) continue;
        const prepared = await prepareEffect(deps, session, step, node, resumed);
        if (prepared) effects.push(prepared);
        else moved = true;
      }
      if (moved && effects.length === 0) continue;
      if (effects.length > 0) {
        if (!(await session.commit(false, deps.clock.now()))) break;
        for (const effect of effects) {
          inFlight.set(effect.step.id, effect.abort);
          void startEffect(deps, effect, findings, hold);
        }
        continue;
      }
      if (inFlight.size === 0) break;
      if (session.isDirty() && !(await session.commit(false, deps.clock.now()))) break;
      if (findings.length === 0 && !hold.again) await new Promise<void>((resolve) => (hold.ring = resolve));
    }
    await rest(deps, session, inFlight, findings, hold);
  } finally {
    release?.();
  }
}

/** The order is in but its flow is paused: it stays where it is until the flow goes on. */
function isHeldByPause(deps: DrainDeps, session: Session): boolean {
  return deps.isPaused(session.plan) && session.head.seq === 1 && session.run.parent === undefined;
}

async function restPaused(deps: DrainDeps, session: Session): Promise<void> {
  await deps.store.release(session.head.tenant, [session.run.id]);
}

/** First commit after another's unclean end; parks what has now killed its holder twice while alone. */
async function admitUnclean(deps: DrainDeps, session: Session, isSuspect: boolean): Promise<(() => void) | undefined> {
  const now = deps.clock.now();
  if (isSuspect && session.run.deaths >= 2) {
    const step = [...session.run.steps.values()].find((one) => one.effect?.open);
    const title = step ? session.plan.nodes.get(step.node)!.title : 'a step';
    session.apply({
      type: 'run.parked',
      at: now,
      ...(step ? { step: step.id } : {}),
      code: 'run.poison',
      reason: `The hub died twice while only ${title} of this run was at work. Look at its input, then retry or cancel`,
    });
    return undefined;
  }
  const release = isSuspect ? await deps.alone() : undefined;
  session.apply({ type: 'run.claimed', at: now, ...(isSuspect ? { alone: true as const } : {}) });
  return release;
}

/** Keys that need an expression: found at the first drain, stored before signals are looked for. */
async function attachKeys(deps: DrainDeps, session: Session): Promise<void> {
  const { run, plan } = session;
  if (session.head.seq !== 1 || run.parent) return;
  const sources = [plan.flow.key, ...Object.values(plan.flow.signals ?? {}).map((rule) => rule.key)].filter(isExpr);
  const trigger = run.steps.get(run.trigger);
  if (sources.length === 0 || !trigger) return;
  const found: string[] = [];
  for (const { $expr } of sources) {
    try {
      const data = await dataFor(session, trigger, { trigger: true, order: true, item: false, steps: new Set() });
      found.push(...keyText(await deps.expressions.evaluate($expr, data, { now: run.startedAt, seed: run.id })));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      session.apply({ type: 'run.parked', at: deps.clock.now(), code: 'expr.failed', reason: `The key of this flow cannot be read: ${reason}` });
      return;
    }
  }
  const keys = [...new Set(found)].filter((key) => !run.keys.includes(key));
  if (keys.length === 0) return;
  session.apply({ type: 'run.keyed', at: deps.clock.now(), keys });
  if (plan.flow.signals) await session.commit(false, deps.clock.now());
}

function readySteps(session: Session, touched: Set<string>, inFlight: Map<string, AbortController>, now: number): Step[] {
  const ready: Step[] = [];
  for (const id of session.run.open) {
    if (inFlight.has(id)) continue;
    const step = session.run.steps.get(id)!;
    if (step.status === 'scheduled' ? (step.due ?? 0) <= now : touched.has(id) || (step.due !== undefined && step.due <= now) || containerMoved(session, step))
      ready.push(step);
  }
  return ready;
}

function containerMoved(session: Session, step: Step): boolean {
  if (!step.wait?.items) return false;
  const items = session.values.get(step.wait.items);
  if (items instanceof Promise || !Array.isArray(items)) return true;
  const state = iterations(session.run, step, items.length);
  return state.done || (state.started < items.length && state.open < (step.wait.limit ?? 1));
}

/** A turn of a node that only decides. */
async function takeTurn(deps: DrainDeps, session: Session, step: Step, node: PlanNode): Promise<void> {
  const now = deps.clock.now();
  try {
    if (node.spec.off) {
      const turn = await turnOf(session, step, now, deps.expressions).catch(() => undefined);
      await applyOutcome(session, step, { kind: 'emit', output: turn?.input ?? null }, now, 0, deps.subflow);
      return;
    }
    const given = await givenTo(session, step, now);
    if (given === 'not yet') return;
    if (step.wait?.deadline && step.due !== undefined && step.due <= now && given.task === undefined) {
      const turn = await turnOf(session, step, now, deps.expressions, given);
      const outcome = await node.type.run(turn);
      if (outcome.kind === 'wait') return expire(session, step, node, now);
      return await applyOutcome(session, step, outcome, now, undefined, deps.subflow);
    }
    const turn = await turnOf(session, step, now, deps.expressions, given);
    const isScoped = session.run.scope === step.node && step.path === '' && !step.wait;
    const running = isScoped ? scopedItems(await session.values.get(session.run.input)) : node.type.run(turn);
    const outcome = running instanceof Promise ? await running : running;
    if (outcome.kind === 'wait' && step.wait && outcome.until !== undefined && outcome.until <= now)
      throw new ConnectorError('node.failed', `${node.title} asked to wait until an instant that has passed`);
    await applyOutcome(session, step, outcome, now, undefined, deps.subflow);
  } catch (error) {
    session.apply(failureEvent(node, step, error, now, undefined));
  }
}

/** A child run of a container plays the slice it was given. */
function scopedItems(input: Json): { kind: 'items'; items: Json[]; limit: number } {
  const given = input as { items: Json[]; limit: number };
  return { kind: 'items', items: given.items, limit: given.limit };
}

/** The deadline of a wait passed: out through `timeout`, or parked with words that say what was missing. */
function expire(session: Session, step: Step, node: PlanNode, now: number): void {
  if ((node.outs.get('timeout')?.length ?? 0) > 0) {
    session.apply({
      type: 'step.completed',
      at: now,
      step: step.id,
      port: 'timeout',
      output: session.values.keep({ timeout: true, seen: step.signals.map((signal) => signal.name) }),
    });
    return;
  }
  const missing = (step.wait?.signals ?? []).filter((name) => !step.signals.some((signal) => signal.name === name));
  const message = `${node.title} waited until its deadline${missing.length > 0 ? ` for ${missing.join(', ')}` : ''}. Connect its port timeout to say who acts`;
  session.apply({ type: 'step.failed', at: now, step: step.id, error: { code: 'step.timeout', message, retryable: false } });
}

/** What a waiting step is handed besides its signals: a task's answer, its children's or iterations' results. */
async function givenTo(session: Session, step: Step, now: number): Promise<{ results?: Json[]; task?: { by: string; data: Json } } | 'not yet'> {
  const { wait } = step;
  if (wait?.items) {
    const items = (await session.values.get(wait.items)) as Json[];
    if (iterations(session.run, step, items.length).done) return { results: await resultsOf(session, step, items.length) };
    for (const event of startIterations(session.plan, session.run, step, items.length, wait.limit ?? 1, now)) session.apply(event);
    return 'not yet';
  }
  if (wait?.children) {
    const ended = new Map<string, Json>();
    for (const signal of step.signals) ended.set(signal.id, await session.values.get(signal.data));
    if (wait.children.some((child) => !ended.has(child))) return 'not yet';
    const canceled = wait.children.find((child) => (ended.get(child) as { status?: string }).status === 'canceled');
    if (canceled !== undefined) throw new ConnectorError('node.failed', `Child run ${canceled} was canceled`);
    const outputs = wait.children.map((child) => (ended.get(child) as { output?: Json }).output ?? null);
    return { results: session.plan.nodes.get(step.node)!.isContainer ? outputs.flatMap((output) => resultsField(output)) : outputs };
  }
  if (wait?.task !== undefined) {
    const done = step.signals.find((signal) => signal.id === wait.task);
    const task = done ? taskAnswer(await session.values.get(done.data)) : undefined;
    return task ? { task } : {};
  }
  return {};
}

function resultsField(output: Json): Json[] {
  const results = typeof output === 'object' && output !== null && !Array.isArray(output) ? output['results'] : undefined;
  return Array.isArray(results) ? results : [output];
}

/** Evaluates the request and writes the intent; undefined when evaluation failed (then the step has failed). */
async function prepareEffect(
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
    session.apply({ type: 'effect.intended', at: now, step: step.id, key: effectKey, class: node.effectClass! });
    return { step, node, turn, abort, isResumed };
  } catch (error) {
    session.apply(failureEvent(node, step, error, now, undefined));
    return undefined;
  }
}

async function startEffect(
  deps: DrainDeps,
  effect: { step: Step; node: PlanNode; turn: EffectTurn; isResumed: boolean },
  findings: Finding[],
  hold: Hold,
): Promise<void> {
  const began = deps.clock.now();
  const { step, node, turn } = effect;
  try {
    const outcome = await callEffect(node, step, turn, effect.isResumed);
    findings.push({ step, outcome, ms: deps.clock.now() - began });
  } catch (error) {
    findings.push({ step, error, ms: deps.clock.now() - began });
  }
  hold.ring?.();
}

async function applyFinding(deps: DrainDeps, session: Session, finding: Finding): Promise<void> {
  const now = deps.clock.now();
  const node = session.plan.nodes.get(finding.step.node)!;
  try {
    if ('error' in finding) throw finding.error;
    await applyOutcome(session, finding.step, finding.outcome, now, finding.ms, deps.subflow);
  } catch (error) {
    session.apply(failureEvent(node, finding.step, error, now, finding.ms));
  }
}

/** People's wishes. One that no longer fits is answered by doing nothing; the log shows why. */
function applyRequests(session: Session, requests: Request[], now: number): void {
  const { run } = session;
  for (const request of requests) {
    session.take(request.id);
    if (isEnded(run)) continue;
    if (request.kind === 'cancel') {
      const isMoving = run.released && run.status === 'running' && [...run.open].some((id) => isMovingStep(run.steps.get(id)!, now));
      if (!isMoving) session.apply({ type: 'run.canceled', at: now, reason: request.reason, by: request.by });
      continue;
    }
    const step = request.step === undefined ? [...run.steps.values()].findLast((one) => one.status === 'failed') : run.steps.get(request.step);
    if (!step) {
      if (run.status === 'parked') session.apply({ type: 'run.resumed', at: now, by: request.by, reason: request.reason });
      continue;
    }
    if (request.kind === 'skip' && step.status === 'failed') {
      session.apply({ type: 'run.resumed', at: now, by: request.by, reason: request.reason });
      session.apply({
        type: 'step.completed',
        at: now,
        step: step.id,
        port: session.plan.nodes.get(step.node)!.ports[0] ?? 'done',
        output: { v: null },
        skipped: true,
      });
    }
    if (request.kind === 'retry' && (step.status === 'failed' || run.code === 'run.poison')) {
      const patch = request.patch === undefined ? undefined : session.values.keep(request.patch);
      const revision = step.revision + (patch ? 1 : 0);
      session.apply({ type: 'step.retried', at: now, step: step.id, by: request.by, reason: request.reason, revision, ...(patch ? { patch } : {}) });
    }
  }
}

const isMovingStep = (step: Step, now: number): boolean => step.status === 'scheduled' && (step.effect?.open === true || (step.due ?? 0) <= now);

/** Give the run back: with the last commit, or without one; findings that come later are told, not acted on. */
async function rest(deps: DrainDeps, session: Session, inFlight: Map<string, AbortController>, findings: Finding[], hold: Hold): Promise<void> {
  const { tenant } = session.head;
  const { id } = session.run;
  if (!session.lost && session.isDirty()) await session.commit(inFlight.size === 0, deps.clock.now());
  else if (!session.lost) await deps.store.release(tenant, [id]);
  if (inFlight.size > 0) {
    const until = (): boolean => findings.length >= inFlight.size;
    while (!until()) await new Promise<void>((resolve) => (hold.ring = resolve));
    const late = findings.map((finding) => lateEvent(session, finding, deps.clock.now()));
    await deps.store.late(tenant, id, late);
    await deps.store.release(tenant, [id]);
  }
  // Write first, then look: a signal stored before our commit was missed by its writer.
  if (!session.lost && !isEnded(session.run) && session.run.status === 'running' && (await hasNews(deps, session))) hold.again = true;
}

async function hasNews(deps: DrainDeps, session: Session): Promise<boolean> {
  let found = false;
  const apply = (): void => {
    found = true;
  };
  await lookForSignals(deps.store, { ...session, apply }, 0);
  return found;
}

function lateEvent(session: Session, finding: Finding, now: number): RunEvent {
  const node = session.plan.nodes.get(finding.step.node)!;
  if ('error' in finding) return failureEvent(node, finding.step, finding.error, now, finding.ms);
  const output = finding.outcome.kind === 'emit' ? finding.outcome.output : null;
  const port = finding.outcome.kind === 'emit' ? (finding.outcome.port ?? node.ports[0] ?? 'done') : 'done';
  return { type: 'step.completed', at: now, step: finding.step.id, port, output: { v: output }, ms: finding.ms };
}
