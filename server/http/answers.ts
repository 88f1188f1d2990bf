/** JSON Schemas of what the API answers, by room: api.ts for readers without TypeScript. */
import type { JsonObject } from '../../flows/flow.ts';
import { basicsAnswers } from './answers/basics.ts';
import { booksAnswers } from './answers/books.ts';
import { calendarsAnswers } from './answers/calendars.ts';
import { casesAnswers } from './answers/cases.ts';
import { connectionsAnswers } from './answers/connections.ts';
import { einvoicesAnswers } from './answers/einvoices.ts';
import { environmentsAnswers } from './answers/environments.ts';
import { expressionsAnswers } from './answers/expressions.ts';
import { flowsAnswers } from './answers/flows.ts';
import { heldAnswers } from './answers/held.ts';
import { invoicesAnswers } from './answers/invoices.ts';
import { liveAnswers } from './answers/live.ts';
import { matchesAnswers } from './answers/matches.ts';
import { moneyAnswers } from './answers/money.ts';
import { peopleAnswers } from './answers/people.ts';
import { runsAnswers } from './answers/runs.ts';
import { shadowAnswers } from './answers/shadow.ts';
import { shipAnswers } from './answers/ship.ts';
import { statementsAnswers } from './answers/statements.ts';
import { tablesAnswers } from './answers/tables.ts';
import { tasksAnswers } from './answers/tasks.ts';
import { templatesAnswers } from './answers/templates.ts';
import { tryAnswers } from './answers/try.ts';

export const answers: Record<string, JsonObject> = {
  ...basicsAnswers,
  ...booksAnswers,
  ...calendarsAnswers,
  ...casesAnswers,
  ...connectionsAnswers,
  ...einvoicesAnswers,
  ...environmentsAnswers,
  ...expressionsAnswers,
  ...flowsAnswers,
  ...heldAnswers,
  ...invoicesAnswers,
  ...liveAnswers,
  ...matchesAnswers,
  ...moneyAnswers,
  ...peopleAnswers,
  ...runsAnswers,
  ...shadowAnswers,
  ...shipAnswers,
  ...statementsAnswers,
  ...tablesAnswers,
  ...tasksAnswers,
  ...templatesAnswers,
  ...tryAnswers,
};
