/** Every call of the API. */
import type { AppDeps } from '../deps.ts';
import type { Route } from '../route.ts';
import { accessRoutes } from './access.ts';
import { auditRoutes } from './audit.ts';
import { bookRoutes } from './books.ts';
import { calendarRoutes } from './calendars.ts';
import { caseRoutes } from './cases.ts';
import { connectionRoutes } from './connections.ts';
import { deliveryRoutes } from './deliveries.ts';
import { demoRoutes } from './demo.ts';
import { deputyRoutes } from './deputy.ts';
import { einvoiceRoutes } from './einvoices.ts';
import { environmentRoutes } from './environments.ts';
import { expressionRoutes } from './expressions.ts';
import { figureRoutes } from './figures.ts';
import { flowSwitchRoutes } from './flow-switches.ts';
import { flowRoutes } from './flows.ts';
import { healthRoutes } from './health.ts';
import { heldRoutes } from './held.ts';
import { invoiceRoutes } from './invoices.ts';
import { keyRoutes } from './keys.ts';
import { liveRoutes } from './live.ts';
import { matchRoutes } from './matches.ts';
import { viewInvoiceRoutes } from './money-invoices.ts';
import { itemRoutes } from './money-items.ts';
import { matchQueueRoutes } from './money-matches.ts';
import { takeStatementRoutes } from './money-statements.ts';
import { reviewRoutes } from './review.ts';
import { runActRoutes } from './run-acts.ts';
import { runRoutes } from './runs.ts';
import { sampleRoutes } from './samples.ts';
import { scheduleRoutes } from './schedules.ts';
import { shipRoutes } from './ship.ts';
import { slotRoutes } from './slots.ts';
import { startRoutes } from './start.ts';
import { statementRoutes } from './statements.ts';
import { tableRoutes } from './tables.ts';
import { taskLinkRoutes } from './task-links.ts';
import { taskRoutes } from './tasks.ts';
import { templateRoutes } from './templates.ts';
import { tryRoutes } from './try.ts';
import { valueRoutes } from './values.ts';

export const allRoutes = (deps: AppDeps): Route[] => [
  ...healthRoutes(deps),
  ...accessRoutes(deps),
  ...flowRoutes(deps),
  ...flowSwitchRoutes(deps),
  ...shipRoutes(deps),
  ...heldRoutes(deps),
  ...startRoutes(deps),
  ...runRoutes(deps),
  ...runActRoutes(deps),
  ...taskRoutes(deps),
  ...deputyRoutes(deps),
  ...taskLinkRoutes(deps),
  ...caseRoutes(deps),
  ...figureRoutes(deps),
  ...liveRoutes(deps),
  ...deliveryRoutes(deps),
  ...connectionRoutes(deps),
  ...slotRoutes(deps),
  ...environmentRoutes(deps),
  ...expressionRoutes(deps),
  ...tableRoutes(deps),
  ...valueRoutes(deps),
  ...sampleRoutes(deps),
  ...templateRoutes(deps),
  ...keyRoutes(deps),
  ...demoRoutes(deps),
  ...auditRoutes(deps),
  ...calendarRoutes(deps),
  ...scheduleRoutes(deps),
  ...reviewRoutes(deps),
  ...tryRoutes(deps),
  ...statementRoutes(deps),
  ...einvoiceRoutes(),
  ...matchRoutes(),
  ...takeStatementRoutes(deps),
  ...viewInvoiceRoutes(),
  ...invoiceRoutes(deps),
  ...itemRoutes(deps),
  ...matchQueueRoutes(deps),
  ...bookRoutes(deps),
  ...(deps.routes ?? []),
];
