import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson } from '../../../flows/canonical.ts';
import { ProblemError } from '../../../flows/flow.ts';
import type { StartAsk } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import { Reply, type Route } from '../route.ts';
import { anything, label, object } from '../shapes.ts';

/** Starting a run by hand or by another program. */
export function startRoutes({ documents, runs, clock, audit }: AppDeps): Route[] {
  /** Remembers which body came with a key before anything starts; another body is refused. Answers with how to forget it again. */
  async function holdKey(tenant: string, flow: string, key: string, bodyHash: string): Promise<() => Promise<unknown>> {
    const id = createHash('sha256')
      .update(JSON.stringify([flow, key]))
      .digest('hex');
    const answer = await documents.put(tenant, [{ kind: 'idempotency', id, rev: 0, body: { bodyHash } }], clock.now());
    if (answer === 'done') return () => documents.put(tenant, [{ kind: 'idempotency', id, body: null }], clock.now());
    const kept = await documents.get<{ bodyHash: string }>(tenant, 'idempotency', id);
    if (kept?.body.bodyHash === bodyHash) return async () => undefined;
    throw new ProblemError(409, {
      code: 'idempotency.key_reused',
      path: '',
      message: 'This Idempotency-Key came before with another body. Use a new key for a new order; the first run is untouched.',
    });
  }

  return [
    {
      method: 'POST',
      path: '/api/flows/{id}/runs',
      summary: 'Start a run; the same Idempotency-Key starts it once',
      group: 'Runs',
      role: 'operator',
      headers: ['idempotency-key'],
      body: object({ input: anything, 'key?': label() }),
      answer: 'StartAnswer',
      status: 202,
      async handler({ params, body, viewer, req, requestId }) {
        const flow = params['id'] ?? '';
        const ask = body as unknown as StartAsk; // checked against the schema above
        const given = req.headers['idempotency-key'];
        if (given !== undefined && (typeof given !== 'string' || given === '' || given.length > 255)) {
          throw new ProblemError(422, { code: 'idempotency.key_invalid', path: '', message: 'Idempotency-Key must have 1 to 255 characters.' });
        }
        const forget =
          given === undefined ? undefined : await holdKey(viewer.tenant, flow, given, createHash('sha256').update(canonicalJson(body)).digest('hex'));
        const key = ask.key === undefined ? {} : { key: ask.key };
        const start = { tenant: viewer.tenant, flow, input: ask.input, ...key, idempotencyKey: given ?? randomUUID(), by: viewer.name };
        const started = await runs.startManual(start).catch(async (error: unknown) => {
          if (error instanceof ProblemError) await forget?.(); // refused: nothing happened
          throw error;
        });
        if (!started.duplicate) await audit.commit(viewer.tenant, { by: viewer, what: 'run.started', on: `run/${started.runId}`, after: { flow }, requestId });
        return new Reply(202, started, { location: `/api/runs/${started.runId}` });
      },
    },
  ];
}
