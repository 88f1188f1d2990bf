import type { Json } from '../../../flows/flow.ts';
import { deputiesOf, type Someone } from '../../access/deputies.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { TaskDoc } from '../../engine/ports.ts';
import type { AppDeps } from '../deps.ts';
import { type Ask, type Route, textOf } from '../route.ts';
import { anything, flag, object, oneOf, paging, reason, text } from '../shapes.ts';
import { type Acting, taskActs } from '../task-acts.ts';
import { taskInfo } from '../task-info.ts';
import { assigneeOf, hasClaimed, standsInFor } from '../task-rights.ts';
import { titlesOf } from '../titles.ts';

/** Pages of the store looked through for one page of a narrow list. */
const mostPages = 25;

/** Work for people: see it, take it, give it back, finish it, confirm what another has answered. */
export function taskRoutes(deps: AppDeps): Route[] {
  const { reads, clock } = deps;
  const titles = titlesOf(deps.catalogue);
  const deputies = deputiesOf(deps);
  const acts = taskActs(deps, deputies);
  const shown = async (viewer: Viewer, task: TaskDoc) => taskInfo(viewer, task, titles.flow(task.flow), await deputies.actsFor(viewer));
  const actingIn = ({ viewer, requestId, body }: Ask): Acting => ({ viewer, requestId, reason: (body as { reason?: string } | undefined)?.reason ?? '' });
  const idIn = ({ params }: Ask): string => params['id'] ?? '';

  const isAsked = ({ query, viewer }: Ask, task: TaskDoc, actsFor: Someone[]): boolean =>
    (query['mine'] !== true || hasClaimed(task, viewer) || (viewer.email !== '' && assigneeOf(task) === viewer.email)) &&
    (query['deputy'] !== true || standsInFor(task, actsFor) !== undefined) &&
    (query['overdue'] !== true || (task.due !== undefined && task.due < clock.now()));

  return [
    {
      method: 'GET',
      path: '/api/tasks',
      summary: 'List tasks, newest first: mine, those of people I stand in for, or what is overdue',
      group: 'Tasks',
      role: 'operator',
      query: { status: oneOf('open', 'claimed', 'completed', 'canceled'), role: text, runId: text, mine: flag, deputy: flag, overdue: flag, ...paging },
      answer: 'TaskPage',
      async handler(ask) {
        const { viewer } = ask;
        const actsFor = await deputies.actsFor(viewer);
        const filter = Object.fromEntries(['status', 'role', 'runId'].flatMap((name) => (textOf(ask, name) === undefined ? [] : [[name, textOf(ask, name)]])));
        const limit = Number(ask.query['limit'] ?? 50);
        const found: TaskDoc[] = [];
        let cursor = textOf(ask, 'cursor');
        for (let pages = 0; pages < mostPages; pages += 1) {
          const page = await reads.tasks(viewer.tenant, { ...filter, limit: limit - found.length, ...(cursor === undefined ? {} : { cursor }) });
          found.push(...page.items.filter((task) => isAsked(ask, task, actsFor)));
          cursor = page.next ?? undefined;
          if (cursor === undefined || found.length === limit) break;
        }
        return { items: found.map((task) => taskInfo(viewer, task, titles.flow(task.flow), actsFor)), next: cursor ?? null };
      },
    },
    {
      method: 'POST',
      path: '/api/tasks/{id}/claim',
      summary: 'Take a task, or take it over as the deputy of its claimer',
      group: 'Tasks',
      role: 'operator',
      body: object({ 'reason?': reason }),
      bodyOptional: true,
      answer: 'TaskInfo',
      handler: async (ask) => shown(ask.viewer, await acts.claim(actingIn(ask), idIn(ask))),
    },
    {
      method: 'POST',
      path: '/api/tasks/{id}/release',
      summary: 'Give a claimed task back',
      group: 'Tasks',
      role: 'operator',
      body: object({ 'reason?': reason }),
      bodyOptional: true,
      answer: 'TaskInfo',
      handler: async (ask) => shown(ask.viewer, await acts.release(actingIn(ask), idIn(ask))),
    },
    {
      method: 'POST',
      path: '/api/tasks/{id}/complete',
      summary: 'Finish a task with an answer that fits its form; the run goes on, where needed once a second person has confirmed',
      group: 'Tasks',
      role: 'operator',
      body: object({ answer: anything, 'reason?': reason }),
      answer: 'TaskInfo',
      handler: async (ask) => shown(ask.viewer, await acts.complete(actingIn(ask), idIn(ask), (ask.body as { answer: Json }).answer)),
    },
    {
      method: 'POST',
      path: '/api/tasks/{id}/confirm',
      summary: 'As the second person, confirm an answer or send it back',
      group: 'Tasks',
      role: 'operator',
      body: object({ agree: flag, 'reason?': reason }),
      answer: 'TaskInfo',
      handler: async (ask) => shown(ask.viewer, await acts.confirm(actingIn(ask), idIn(ask), (ask.body as { agree: boolean }).agree)),
    },
  ];
}
