/** What the API answers about tasks: `api/tasks.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { anyObject, anything, flag, instant, list, object, oneOf, page, text } from '../shapes.ts';

const taskStatus = oneOf('open', 'claimed', 'completed', 'canceled');
const taskLink = { id: text, for: text, status: oneOf('open', 'used', 'revoked', 'expired'), expires: instant, 'by?': text, 'usedAt?': instant };

export const tasksAnswers: Record<string, JsonObject> = {
  TaskInfo: object({
    id: text,
    title: text,
    role: text,
    status: taskStatus,
    runId: text,
    flow: text,
    flowTitle: text,
    node: text,
    key: text,
    createdAt: instant,
    'due?': instant,
    'assignee?': text,
    'claimedBy?': text,
    'claimedFor?': text,
    mine: flag,
    'for?': text,
    can: list(oneOf('claim', 'release', 'complete', 'confirm')),
    fourEyes: flag,
    'first?': object({ by: text, 'for?': text, at: instant, answer: anything }),
    'sentBack?': object({ by: text, at: instant, reason: text }),
    reminded: list(instant),
    escalated: list(object({ at: instant, role: text })),
    'completedBy?': text,
    'confirmedBy?': text,
    'completedAt?': instant,
    form: anyObject,
    'data?': anything,
    'answer?': anything,
  }),
  TaskPage: page('TaskInfo'),
  TaskLinkInfo: object(taskLink),
  TaskLinkPage: page('TaskLinkInfo'),
  TaskLinkMade: object({ ...taskLink, url: text }),
  OutsideTask: object({ title: text, for: text, expires: instant, 'due?': instant, form: anyObject, 'data?': anything }),
  OutsideDone: object({ needsSecondPerson: flag }),
  DeputyInfo: object({
    mine: { anyOf: [object({ name: text, email: text, from: instant, until: instant }), { type: 'null' }] },
    for: list(object({ name: text, email: text })),
  }),
};
