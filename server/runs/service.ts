/** What people and automation may ask of runs: start, cancel, retry, skip, signal. */
import { ProblemError } from '../../flows/flow.ts';
import { type Deployed, pauseOf } from '../catalogue/deployed.ts';
import { derive, runIdOf } from '../engine/ids.ts';
import type { Clock, Queue, Request } from '../engine/ports.ts';
import { startRun } from '../engine/start.ts';
import type { Live } from '../http/live.ts';
import type { RunService } from '../http/run-service.ts';
import { type DescribeDeps, describeRun, describeSteps, notFound } from './describe.ts';

export interface ServiceDeps extends DescribeDeps {
  queue: Queue;
  clock: Clock;
  live: Live;
  deployed(tenant: string, flow: string): Deployed | undefined;
}

const cancelPatience = 2_000;
const cancelPoll = 50;

export function runService(deps: ServiceDeps): RunService {
  const { store, reads, queue, clock } = deps;
  let asked = 0;

  async function ask(tenant: string, runId: string, request: Omit<Request, 'tenant' | 'runId' | 'id' | 'at'>): Promise<void> {
    const at = clock.now();
    asked += 1;
    await store.ask({ ...request, tenant, runId, at, id: derive(runId, request.kind, String(at), String(asked)) });
    queue.ring(tenant, runId);
  }

  async function stateOf(tenant: string, runId: string) {
    const found = await reads.run(tenant, runId);
    if (!found) throw notFound(runId);
    const isUndoing = found.commits.some(({ events }) => events.some(({ type }) => type === 'run.undoing'));
    return { ...found.head, isUndoing };
  }

  async function mend(
    tenant: string,
    runId: string,
    kind: 'retry' | 'skip',
    act: { by: string; reason: string; step?: string; patch?: Request['patch'] },
  ): Promise<void> {
    const head = await stateOf(tenant, runId);
    if (head.status !== 'parked') {
      throw new ProblemError(409, {
        code: 'run.not_parked',
        path: '',
        message: `This run is ${head.status}; only a parked run can be ${kind === 'retry' ? 'retried' : 'moved on'}.`,
      });
    }
    const steps = await describeSteps(deps, tenant, runId);
    const step = act.step === undefined ? undefined : steps.findLast((one) => one.id === act.step || one.node === act.step);
    if (act.step !== undefined && step?.status !== 'failed') {
      throw new ProblemError(409, {
        code: 'step.not_failed',
        path: '/from',
        message: `Step "${act.step.slice(0, 80)}" has not failed. What was done is not done again; name the step that stopped.`,
      });
    }
    await ask(tenant, runId, {
      kind,
      by: act.by,
      reason: act.reason,
      ...(step ? { step: step.id } : {}),
      ...(act.patch === undefined ? {} : { patch: act.patch }),
    });
  }

  return {
    async startManual(start) {
      const deployed = deps.deployed(start.tenant, start.flow);
      if (!deployed) throw new ProblemError(404, { code: 'flow.not_deployed', path: '', message: `Flow "${start.flow.slice(0, 60)}" is not deployed.` });
      const trigger =
        Object.entries(deployed.flow.nodes).find(([, node]) => node.type.startsWith('manual@')) ??
        Object.entries(deployed.flow.nodes).find(([, node]) => /^(webhook|schedule)@|\.order_created@/.test(node.type));
      if (!trigger) throw new ProblemError(422, { code: 'flow.no_trigger', path: '', message: `Flow "${start.flow}" has no trigger to start from.` });
      const at = clock.now();
      const endpoint = `manual/${start.flow}`;
      const body = JSON.stringify(start.input);
      const run = startRun({
        ...start,
        endpoint,
        dedupeKey: start.idempotencyKey,
        flow: deployed.flow,
        version: deployed.version,
        trigger: trigger[0],
        document: start.input,
        documentJson: body,
        keys: start.key === undefined ? [] : [start.key],
        at,
        held: pauseOf(deployed, trigger[0]),
      });
      const runId = runIdOf(start.tenant, endpoint, start.idempotencyKey, start.flow);
      const id = derive(start.tenant, endpoint, start.idempotencyKey);
      const accepted = await store.accept({
        tenant: start.tenant,
        id,
        endpoint,
        dedupeKey: start.idempotencyKey,
        bodyHash: derive(body),
        at,
        bytes: body.length,
        event: 'manual',
        ...(run.head.keys[0] === undefined ? {} : { key: run.head.keys[0] }),
        body,
        runs: [{ flow: start.flow, version: deployed.version, runId }],
        starts: [run],
        signals: [],
      });
      if (accepted.duplicate && !accepted.sameBody) {
        throw new ProblemError(409, {
          code: 'idempotency.key_reused',
          path: '',
          message: 'This Idempotency-Key was used with another body. Send changed content under a new key.',
        });
      }
      if (!accepted.duplicate) queue.ring(start.tenant, runId, { flow: start.flow, delivery: id });
      return { runId, duplicate: accepted.duplicate };
    },
    async cancel(tenant, runId, by, reason) {
      const head = await stateOf(tenant, runId);
      if (head.status === 'completed' || head.status === 'canceled')
        return { result: head.status === 'canceled' ? 'canceled' : 'too-late', status: head.status };
      await ask(tenant, runId, { kind: 'cancel', by, reason });
      // The log answers: either the cancel is in it, or the holder took the request and went on.
      for (const until = clock.now() + cancelPatience; ; ) {
        await deps.live.waitFor(runId, cancelPoll, (now) => now.status === 'canceled' || now.status === 'completed');
        // In this order: a request is taken away only after the head says what became of it.
        const isOpen = (await store.requests(tenant, runId)).some((request) => request.kind === 'cancel');
        const { status, isUndoing } = await stateOf(tenant, runId);
        if (status === 'canceled') return { result: 'canceled', status };
        if ((!isOpen && !isUndoing) || status === 'completed') return { result: 'too-late', status };
        // What it did could not be undone: a person has to look.
        if (isUndoing && status === 'parked') return { result: 'pending', status };
        if (clock.now() >= until) return { result: 'pending', status };
      }
    },
    async retry(tenant, runId, act) {
      await mend(tenant, runId, 'retry', {
        by: act.by,
        reason: act.reason,
        ...(act.from === undefined ? {} : { step: act.from }),
        ...(act.patch === undefined ? {} : { patch: act.patch }),
      });
    },
    async skip(tenant, runId, act) {
      await mend(tenant, runId, 'skip', { by: act.by, reason: act.reason, ...(act.step === undefined ? {} : { step: act.step }) });
    },
    async signal(tenant, signal) {
      const stored = await store.signal({ tenant, id: signal.id, name: signal.name, key: signal.key, data: signal.data, at: clock.now() });
      for (const runId of stored.woken) queue.ring(tenant, runId);
      return stored;
    },
    describe: (tenant, runId) => describeRun(deps, tenant, runId),
    steps: (tenant, runId) => describeSteps(deps, tenant, runId),
  };
}
