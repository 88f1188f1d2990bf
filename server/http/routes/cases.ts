import { ProblemError } from '../../../flows/flow.ts';
import { project } from '../../access/project.ts';
import { deliveryInfo } from '../delivery-info.ts';
import type { AppDeps } from '../deps.ts';
import type { Route } from '../route.ts';
import { iso } from '../run-info.ts';
import { taskInfo } from '../task-info.ts';
import { titlesOf } from '../titles.ts';

const mostKeys = 50;

/** Everything that shares a key: one order in all its runs. */
export function caseRoutes({ reads, catalogue }: AppDeps): Route[] {
  const titles = titlesOf(catalogue);
  return [
    {
      method: 'GET',
      path: '/api/orders/{key}',
      summary: 'Read a case: runs, signals, messages and tasks that share a key',
      group: 'Cases',
      role: 'operator',
      answer: 'CaseInfo',
      async handler({ params, viewer }) {
        const key = params['key'] ?? '';
        const { tenant } = viewer;
        const { items: heads } = await reads.runs(tenant, { key, limit: 200 });
        const keys = [...new Set([key, ...heads.flatMap((head) => head.keys)])].slice(0, mostKeys);
        const [signals, pages, tasks, runs] = await Promise.all([
          reads.signalsOf(tenant, keys),
          Promise.all(keys.map((each) => reads.deliveries(tenant, { key: each, limit: 100 }))),
          Promise.all(heads.map(({ id }) => reads.tasks(tenant, { runId: id, limit: 100 }))),
          titles.runs(viewer, heads),
        ]);
        const ours = new Set(heads.map(({ id }) => id));
        const rows = pages
          .flatMap(({ items }) => items)
          .filter((row) => (row.key !== undefined && keys.includes(row.key)) || row.runs.some(({ runId }) => ours.has(runId)));
        const deliveries = [...new Map(rows.map((row) => [row.id, row])).values()].sort((a, b) => b.at - a.at);
        if (heads.length + signals.length + deliveries.length === 0) {
          throw new ProblemError(404, { code: 'case.not_found', path: '', message: 'Nothing carries this key.' });
        }
        return {
          key,
          keys: keys.slice(1),
          runs,
          signals: project(
            viewer,
            'signal',
            signals.map((signal) => ({ ...signal, at: iso(signal.at) })),
          ),
          deliveries: deliveries.map((row) => deliveryInfo(viewer, row)),
          tasks: tasks.flatMap(({ items }) => items).map((task) => taskInfo(viewer, task, titles.flow(task.flow))),
        };
      },
    },
  ];
}
