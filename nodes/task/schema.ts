/** What the drawing of a task may say. */
import { calendarField } from '../../flows/calendars/schema.ts';
import type { JsonObject } from '../../flows/flow.ts';
import { duration, fields, money, portName } from '../schema.ts';

export const schema: JsonObject = fields(
  {
    title: { type: 'string', title: 'Title', minLength: 1, maxLength: 200 },
    role: { type: 'string', title: 'Role', description: 'Who may take it', minLength: 1, examples: ['operator', 'admin'] },
    assignee: {
      type: 'string',
      title: 'For',
      description: 'E-mail of the one person it is for; anybody of the role when empty',
      maxLength: 254,
      'x-more': true,
    },
    form: { type: 'object', title: 'What is asked', description: 'What a person writes into the answer', 'x-widget': 'schema' },
    data: { title: 'Shown with it', 'x-widget': 'json' },
    due: { type: 'string', title: 'Due', description: 'Duration or date; late tasks are shown first, nothing moves by itself', 'x-widget': 'duration' },
    remind: {
      type: 'array',
      title: 'Remind after',
      'x-more': true,
      description: 'Each is told in the story, shown on the task and sent to the run as signal task.reminded',
      items: duration('After'),
      minItems: 1,
      maxItems: 10,
    },
    escalate: {
      type: 'array',
      title: 'Escalate',
      'x-more': true,
      description: 'The task moves to another role; the run is sent signal task.escalated',
      items: fields({ after: duration('After'), role: { type: 'string', title: 'To role', minLength: 1, maxLength: 100, examples: ['operator', 'admin'] } }, [
        'after',
        'role',
      ]),
      minItems: 1,
      maxItems: 5,
    },
    calendar: { ...calendarField, description: 'Due, reminders, escalations and deadline count open time only' },
    deadline: duration('Deadline', 'Then it leaves through "timeout" and the task is closed'),
    fourEyes: {
      title: 'Four eyes',
      'x-more': true,
      description: 'A second, different person must confirm: always, or above an amount',
      anyOf: [
        { type: 'boolean' },
        {
          ...fields({ above: money('Above'), amount: { ...money('Amount'), description: 'The total of the order when empty' } }, ['above']),
          title: 'Above an amount',
        },
      ],
    },
    link: {
      title: 'Link for outsiders',
      description: 'Somebody without an account may answer once by a signed link: run.links.<node> in later expressions',
      anyOf: [
        { type: 'boolean' },
        { ...fields({ for: { type: 'string', title: 'For whom', minLength: 1, maxLength: 200 }, expires: duration('Ends after') }), title: 'In detail' },
      ],
      'x-more': true,
    },
    outcomes: {
      type: 'array',
      title: 'Outcomes',
      description: 'One port for each',
      items: portName,
      minItems: 1,
      maxItems: 8,
      uniqueItems: true,
      'x-expr': false,
    },
  },
  ['title', 'role'],
);
