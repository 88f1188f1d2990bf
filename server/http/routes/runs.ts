import { ProblemError } from '../../../flows/flow.ts';
import { project } from '../../access/project.ts';
import type { AppDeps } from '../deps.ts';
import { type Route, textOf } from '../route.ts';
import { filterShape, runFilter } from '../run-filter.ts';
import { paging } from '../shapes.ts';
import { titlesOf } from '../titles.ts';

/** Looking at runs. */
export function runRoutes({ reads, runs, catalogue }: AppDeps): Route[] {
  const titles = titlesOf(catalogue);
  return [
    {
      method: 'GET',
      path: '/api/runs',
      summary: 'List runs, newest first',
      group: 'Runs',
      role: 'operator',
      query: { ...filterShape, ...paging },
      answer: 'RunPage',
      async handler({ query, viewer }) {
        const { items, next } = await reads.runs(viewer.tenant, { limit: 50, ...runFilter(query) });
        return { items: await titles.runs(viewer, items), next };
      },
    },
    {
      method: 'GET',
      path: '/api/runs/{id}',
      summary: 'Read a run with its data and what may be done',
      group: 'Runs',
      role: 'operator',
      answer: 'RunDetail',
      handler: async ({ params, viewer }) => project(viewer, 'run', await runs.describe(viewer.tenant, params['id'] ?? '', viewer)),
    },
    {
      method: 'GET',
      path: '/api/runs/{id}/steps',
      summary: 'List the steps of a run in the order they were scheduled',
      group: 'Runs',
      role: 'operator',
      query: paging,
      answer: 'StepPage',
      async handler(ask) {
        const steps = await runs.steps(ask.viewer.tenant, ask.params['id'] ?? '');
        const cursor = textOf(ask, 'cursor');
        const from = cursor === undefined ? 0 : Number(cursor);
        if (!Number.isSafeInteger(from) || from < 0)
          throw new ProblemError(422, { code: 'property.invalid', path: '/cursor', message: 'Use the "next" of the page before as cursor.' });
        const to = from + Number(ask.query['limit'] ?? 200);
        return { items: project(ask.viewer, 'steps', steps.slice(from, to)), next: to < steps.length ? String(to) : null };
      },
    },
  ];
}
