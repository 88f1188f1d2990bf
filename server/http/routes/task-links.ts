import { type Json, ProblemError } from '../../../flows/flow.ts';
import { deputiesOf } from '../../access/deputies.ts';
import { project } from '../../access/project.ts';
import { tryLimitOf } from '../../access/try-limit.ts';
import { homeTenant, type Viewer } from '../../access/viewer.ts';
import type { OutsideTask } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import type { Ask, Route } from '../route.ts';
import { iso } from '../run-info.ts';
import { anything, instant, label, object } from '../shapes.ts';
import { taskActs } from '../task-acts.ts';
import { type Opened, outsiderOf, taskLinksOf } from '../task-links.ts';

const day = 86_400_000;
const goodFor = 14 * day;
const longest = 90 * day;

/** Links for people without an account: made, listed and taken back inside; looked at and answered outside. */
export function taskLinkRoutes(deps: AppDeps): Route[] {
  const { clock } = deps;
  const links = taskLinksOf(deps);
  const acts = taskActs(deps, deputiesOf(deps));
  const limit = tryLimitOf(clock, { most: 60, span: 5 * 60_000, code: 'link.too_many' });
  const about = { group: 'Tasks', role: 'operator' as const };
  const read = ({ viewer, params }: Ask) => acts.read(viewer.tenant, params['id'] ?? '');

  /** Looks are counted: by their link where it is signed, since many may come by one proxy, and else by where the guess comes from. */
  function opened({ req, params }: Ask): Promise<Opened> {
    const token = params['token'] ?? '';
    limit(links.isSigned(token) ? `link ${token}` : `address ${req.socket.remoteAddress ?? ''}`);
    return links.open(token);
  }

  return [
    {
      method: 'POST',
      path: '/api/tasks/{id}/link',
      ...about,
      summary: 'Make a link by which somebody without an account answers this task once; it is shown this once',
      body: object({ for: label(), 'expires?': instant }),
      answer: 'TaskLinkMade',
      status: 201,
      async handler(ask) {
        const { for: name, expires } = ask.body as { for: string; expires?: string };
        const until = expires === undefined ? clock.now() + goodFor : Date.parse(expires);
        if (until > clock.now() + longest)
          throw new ProblemError(422, { code: 'link.expires', path: '/expires', message: 'A link is good for 90 days at most.' });
        const { token, ...made } = await links.make(ask.viewer, await read(ask), { for: name, until }, ask.requestId);
        return { ...made, url: links.addressOf(deps.origin ?? `http://${ask.req.headers.host ?? 'localhost'}`, token) };
      },
    },
    {
      method: 'GET',
      path: '/api/tasks/{id}/links',
      ...about,
      summary: 'List the links of a task, without their tokens',
      answer: 'TaskLinkPage',
      handler: async (ask) => ({ items: await links.list(await read(ask)), next: null }),
    },
    {
      method: 'DELETE',
      path: '/api/tasks/{id}/links/{link}',
      ...about,
      summary: 'Take a link back',
      answer: 'TaskLinkInfo',
      handler: async (ask) => links.revoke(ask.viewer, await read(ask), ask.params['link'] ?? '', ask.requestId),
    },
    {
      method: 'GET',
      path: '/api/t/{token}',
      summary: 'See, by a link, what is asked: the form, and what its flow chose to show',
      group: 'Links',
      role: 'open',
      answer: 'OutsideTask',
      handler: async (ask) => outside(await opened(ask)),
    },
    {
      method: 'POST',
      path: '/api/t/{token}',
      summary: 'Answer, by a link, once',
      group: 'Links',
      role: 'open',
      body: object({ answer: anything }),
      answer: 'OutsideDone',
      async handler(ask) {
        const given = await opened(ask);
        const { task, link } = given;
        const next = await acts.answerFromOutside(task, outsiderOf(link), (ask.body as { answer: Json }).answer, ask.requestId);
        await links.use(given);
        // An answer that lost the race is no answer of this link.
        if (next.status === 'completed' && next.completedById !== outsiderOf(link).id) {
          throw new ProblemError(410, { code: 'link.answered', path: '', message: 'Somebody has answered this meanwhile.' });
        }
        return { needsSecondPerson: next.status !== 'completed' };
      },
    },
  ];
}

/** What leaves the house: the form, and data only where the flow chose it; guarded fields are masked as for operators. */
function outside({ task, link }: Opened): OutsideTask {
  const viewer: Viewer = { tenant: homeTenant, ...outsiderOf(link), email: '', role: 'operator' };
  return project(viewer, 'task', {
    title: task.title,
    for: link.for,
    expires: iso(link.until),
    form: task.form,
    ...(task.due === undefined ? {} : { due: iso(task.due) }),
    ...(task.data === undefined || task.isOrder ? {} : { data: task.data }),
  });
}
