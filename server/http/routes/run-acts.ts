import { randomUUID } from 'node:crypto';
import { type Json, ProblemError } from '../../../flows/flow.ts';
import { project } from '../../access/project.ts';
import type { Viewer } from '../../access/viewer.ts';
import { childEnded, taskCompleted } from '../../engine/look.ts';
import type { BulkAsk, CancelAnswer, RetryAsk, SignalAsk, SkipAsk } from '../api.ts';
import { actOnMany } from '../bulk.ts';
import type { AppDeps } from '../deps.ts';
import { Reply, type Route } from '../route.ts';
import { filterShape } from '../run-filter.ts';
import { anything, flag, label, list, object, oneOf, reason, text } from '../shapes.ts';

/** Sent by the hub for its own: a person's answer counts only by way of its task. */
const ownSignals = new Set([taskCompleted, childEnded]);
const optional = (shape: Record<string, object>) => object(Object.fromEntries(Object.entries(shape).map(([name, schema]) => [`${name}?`, schema as never])));
const step = { type: 'string', minLength: 1, maxLength: 500 };

/** What people and programs may do to runs; every act leaves an audit row. */
export function runActRoutes(deps: AppDeps): Route[] {
  const { runs, audit } = deps;
  const note = (viewer: Viewer, what: string, runId: string, why: string, requestId: string, after: Json = null) =>
    audit.commit(viewer.tenant, { by: viewer, what, on: `run/${runId}`, reason: why, after, requestId });

  return [
    {
      method: 'POST',
      path: '/api/runs/{id}/cancel',
      summary: 'Cancel a run; the answer comes from its log',
      group: 'Runs',
      role: 'operator',
      body: object({ 'reason?': reason }),
      bodyOptional: true,
      answer: 'CancelAnswer',
      async handler({ params, body, viewer, requestId }) {
        const id = params['id'] ?? '';
        const why = reasonOf(body);
        const answer: CancelAnswer = await runs.cancel(viewer.tenant, id, viewer.name, why);
        await note(viewer, 'run.cancel_asked', id, why, requestId, { result: answer.result });
        return new Reply(answer.result === 'pending' ? 202 : 200, answer);
      },
    },
    {
      method: 'POST',
      path: '/api/runs/{id}/retry',
      summary: 'Try a parked run again, from the step that stopped, with a changed request when given',
      group: 'Runs',
      role: 'operator',
      body: object({ 'from?': step, 'patch?': anything, 'reason?': reason }),
      bodyOptional: true,
      answer: 'RunDetail',
      async handler({ params, body, viewer, requestId }) {
        const id = params['id'] ?? '';
        const { from, patch } = (body ?? {}) as RetryAsk;
        const why = reasonOf(body);
        const act = { by: viewer.name, reason: why, ...(from === undefined ? {} : { from }), ...(patch === undefined ? {} : { patch }) };
        await runs.retry(viewer.tenant, id, act);
        await note(viewer, 'run.retried', id, why, requestId, { from: from ?? null, patched: patch !== undefined });
        return project(viewer, 'run', await runs.describe(viewer.tenant, id, viewer));
      },
    },
    {
      method: 'POST',
      path: '/api/runs/{id}/skip',
      summary: 'Go on past the step that stopped, as if it had been done',
      group: 'Runs',
      role: 'operator',
      body: object({ 'step?': step, 'reason?': reason }),
      bodyOptional: true,
      answer: 'RunDetail',
      async handler({ params, body, viewer, requestId }) {
        const id = params['id'] ?? '';
        const { step: at } = (body ?? {}) as SkipAsk;
        const why = reasonOf(body);
        await runs.skip(viewer.tenant, id, { by: viewer.name, reason: why, ...(at === undefined ? {} : { step: at }) });
        await note(viewer, 'run.skipped', id, why, requestId, { step: at ?? null });
        return project(viewer, 'run', await runs.describe(viewer.tenant, id, viewer));
      },
    },
    {
      method: 'POST',
      path: '/api/runs/bulk',
      summary: 'Retry, cancel or skip up to 1,000 runs, named or found',
      group: 'Runs',
      role: 'operator',
      body: object({
        act: oneOf('retry', 'cancel', 'skip'),
        'ids?': list(text, { maxItems: 1_000, minItems: 1 }),
        'filter?': optional(filterShape),
        reason: label(1_000),
        'dryRun?': flag,
      }),
      answer: 'BulkAnswer',
      async handler({ body, viewer, requestId }) {
        const ask = body as unknown as BulkAsk; // checked against the schema above
        if ((ask.ids === undefined) === (ask.filter === undefined)) {
          throw new ProblemError(422, { code: 'bulk.ids_or_filter', path: '', message: 'Say which runs: either "ids" or "filter", not both.' });
        }
        const answer = await actOnMany(deps, viewer, ask);
        if (ask.dryRun !== true) {
          const after = { matched: answer.matched, done: answer.done };
          await audit.commit(viewer.tenant, { by: viewer, what: `runs.bulk_${ask.act}`, on: 'runs', reason: ask.reason, after, requestId });
        }
        return answer;
      },
    },
    {
      method: 'POST',
      path: '/api/signals',
      summary: 'Send a signal: it wakes the runs that wait for it, now or later',
      group: 'Runs',
      role: 'operator',
      headers: ['idempotency-key'],
      body: object({ name: label(), key: label(), 'data?': anything, 'id?': label() }),
      answer: 'SignalAnswer',
      status: 202,
      async handler({ body, viewer, req }) {
        const { name, key, data = null, id } = body as unknown as SignalAsk; // checked against the schema above
        if (ownSignals.has(name)) {
          throw new ProblemError(422, {
            code: 'signal.reserved',
            path: '/name',
            message: `The hub itself sends ${name}. Finish the task under /api/tasks instead.`,
          });
        }
        const known = id ?? req.headers['idempotency-key']?.toString() ?? randomUUID();
        return { id: known, ...(await runs.signal(viewer.tenant, { name, key, data, id: known })) };
      },
    },
  ];
}

const reasonOf = (body: unknown): string => (body as { reason?: string } | undefined)?.reason ?? '';
