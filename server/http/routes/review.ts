import { ProblemError } from '../../../flows/flow.ts';
import { project } from '../../access/project.ts';
import type { AppDeps } from '../deps.ts';
import { type Route, textOf } from '../route.ts';
import { iso } from '../run-info.ts';
import { object, paging, reason } from '../shapes.ts';

/** What a person has to look at after a backup was put back. */
export function reviewRoutes({ review, audit }: AppDeps): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/review',
      summary: 'List the effects held since a backup was put back',
      group: 'Review',
      role: 'operator',
      query: paging,
      answer: 'ReviewPage',
      async handler(ask) {
        const mark = review?.mark();
        const cursor = textOf(ask, 'cursor');
        const page = await review?.list(ask.viewer.tenant, { limit: Number(ask.query['limit'] ?? 50), ...(cursor === undefined ? {} : { cursor }) });
        return {
          review: mark ? { backupAt: iso(mark.backupAt), restoredAt: iso(mark.restoredAt) } : null,
          items: project(ask.viewer, 'run', page?.items ?? []),
          next: page?.next ?? null,
        };
      },
    },
    {
      method: 'POST',
      path: '/api/review/resume',
      summary: 'End the review: what is still held and was not skipped is done now',
      group: 'Review',
      role: 'admin',
      body: object({ 'reason?': reason }),
      bodyOptional: true,
      answer: 'ReviewEnd',
      async handler({ body, viewer, requestId }) {
        if (!review?.mark()) throw new ProblemError(409, { code: 'review.none', path: '', message: 'No review is open: no backup was put back.' });
        const why = (body as { reason?: string } | undefined)?.reason ?? 'Review ended';
        // Gone from the store first: a hub that dies now starts without review and shows what is parked.
        await audit.commit(viewer.tenant, { by: viewer, what: 'review.ended', on: 'store', reason: why, requestId }, [
          { kind: 'store', id: 'review', body: null },
        ]);
        return review.end({ by: viewer.name, reason: why });
      },
    },
  ];
}
