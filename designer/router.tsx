import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect, retainSearchParams } from '@tanstack/react-router';
import { readSearch as readDeliverySearch } from './deliveries/filter.ts';
import { readSearch as readGallerySearch } from './gallery/search.ts';
import { readSearch } from './runs/filter.ts';
import { Missing } from './shell/Missing.tsx';
import { Shell } from './shell/Shell.tsx';
import { PanelError } from './states/PanelError.tsx';
import { en } from './text/en.ts';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: Missing,
  // A link that is shared opens in the same environment.
  validateSearch: (raw: Record<string, unknown>): { environment?: string } =>
    typeof raw['environment'] === 'string' ? { environment: raw['environment'] } : {},
  search: { middlewares: [retainSearchParams(['environment'])] },
});
const at = <P extends string>(path: P) => ({ getParentRoute: () => root, path }) as const;

const home = createRoute({
  ...at('/'),
  beforeLoad: () => {
    throw redirect({ to: '/flows' });
  },
});
const flows = createRoute({ ...at('/flows'), component: lazyRouteComponent(() => import('./flows/FlowsPage.tsx'), 'FlowsPage') });
const newFlow = createRoute({
  ...at('/flows/new'),
  validateSearch: readGallerySearch,
  component: lazyRouteComponent(() => import('./gallery/GalleryPage.tsx'), 'GalleryPage'),
});
const flow = createRoute({ ...at('/flows/$flowId'), component: lazyRouteComponent(() => import('./flows/FlowPage.tsx')) });
const shadow = createRoute({ ...at('/flows/$flowId/shadow'), component: lazyRouteComponent(() => import('./shadow/ShadowPage.tsx'), 'ShadowPage') });
const runs = createRoute({ ...at('/runs'), validateSearch: readSearch, component: lazyRouteComponent(() => import('./runs/RunsPage.tsx'), 'RunsPage') });
const run = createRoute({
  ...at('/runs/$runId'),
  validateSearch: (raw: Record<string, unknown>): { step?: string } => (typeof raw['step'] === 'string' ? { step: raw['step'] } : {}),
  component: lazyRouteComponent(() => import('./run/RunPage.tsx'), 'RunPage'),
});
const inbox = createRoute({
  ...at('/inbox'),
  validateSearch: (raw: Record<string, unknown>): { task?: string; view?: 'mine' | 'deputy' | 'done' } => ({
    ...(typeof raw['task'] === 'string' ? { task: raw['task'] } : {}),
    ...(raw['view'] === 'mine' || raw['view'] === 'deputy' || raw['view'] === 'done' ? { view: raw['view'] } : {}),
  }),
  component: lazyRouteComponent(() => import('./inbox/InboxPage.tsx'), 'InboxPage'),
});
const deliveries = createRoute({
  ...at('/deliveries'),
  validateSearch: readDeliverySearch,
  component: lazyRouteComponent(() => import('./deliveries/DeliveriesPage.tsx'), 'DeliveriesPage'),
});
const connectors = createRoute({
  ...at('/connectors'),
  validateSearch: (raw: Record<string, unknown>): { tab?: 'connections' | 'slots'; of?: string } => ({
    ...(raw['tab'] === 'connections' || raw['tab'] === 'slots' ? { tab: raw['tab'] } : {}),
    ...(typeof raw['of'] === 'string' ? { of: raw['of'] } : {}),
  }),
  component: lazyRouteComponent(() => import('./connectors/ConnectorsPage.tsx'), 'ConnectorsPage'),
});
const newConnection = createRoute({
  ...at('/connectors/new/$connectorId'),
  component: lazyRouteComponent(() => import('./connectors/NewConnection.tsx'), 'NewConnection'),
});
const connection = createRoute({
  ...at('/connectors/$connectionId'),
  validateSearch: (raw: Record<string, unknown>): { test?: true } => (raw['test'] ? { test: true } : {}),
  component: lazyRouteComponent(() => import('./connectors/ConnectionPage.tsx'), 'ConnectionPage'),
});
const calendars = createRoute({
  ...at('/calendars'),
  validateSearch: (raw: Record<string, unknown>): { add?: true } => (raw['add'] ? { add: true } : {}),
  component: lazyRouteComponent(() => import('./calendars/CalendarsPage.tsx'), 'CalendarsPage'),
});
const calendar = createRoute({
  ...at('/calendars/$calendarId'),
  validateSearch: (raw: Record<string, unknown>): { edit?: true; year?: number } => ({
    ...(raw['edit'] ? { edit: true as const } : {}),
    ...(Number.isInteger(raw['year']) && Number(raw['year']) > 1900 && Number(raw['year']) < 2200 ? { year: Number(raw['year']) } : {}),
  }),
  component: lazyRouteComponent(() => import('./calendars/CalendarPage.tsx'), 'CalendarPage'),
});
const environments = createRoute({
  ...at('/settings/environments'),
  component: lazyRouteComponent(() => import('./environments/EnvironmentsPage.tsx'), 'EnvironmentsPage'),
});
const review = createRoute({ ...at('/review'), component: lazyRouteComponent(() => import('./review/ReviewPage.tsx'), 'ReviewPage') });
const demo = createRoute({ ...at('/demo'), component: lazyRouteComponent(() => import('./demo/DemoPage.tsx'), 'DemoPage') });

const tables = createRoute({ ...at('/tables'), component: lazyRouteComponent(() => import('./tables/TablesPage.tsx'), 'TablesPage') });
const table = createRoute({
  ...at('/tables/$tableId'),
  validateSearch: (raw: Record<string, unknown>): { tab?: 'versions' | 'used' } =>
    raw['tab'] === 'versions' || raw['tab'] === 'used' ? { tab: raw['tab'] } : {},
  component: lazyRouteComponent(() => import('./tables/TablePage.tsx'), 'TablePage'),
});
const moneyHome = createRoute({
  ...at('/money'),
  beforeLoad: () => {
    throw redirect({ to: '/money/matches' });
  },
});
const moneyMatches = createRoute({
  ...at('/money/matches'),
  validateSearch: (raw: Record<string, unknown>): { payment?: string; state?: 'allocated' } => ({
    ...(typeof raw['payment'] === 'string' ? { payment: raw['payment'] } : {}),
    ...(raw['state'] === 'allocated' ? { state: 'allocated' as const } : {}),
  }),
  component: lazyRouteComponent(() => import('./matches/MatchesPage.tsx'), 'MatchesPage'),
});
const moneyStatements = createRoute({
  ...at('/money/statements'),
  component: lazyRouteComponent(() => import('./statements/StatementsPage.tsx'), 'StatementsPage'),
});
const moneyInvoices = createRoute({
  ...at('/money/invoices'),
  component: lazyRouteComponent(() => import('./invoices/InvoicesPage.tsx'), 'InvoicesPage'),
});
const values = createRoute({ ...at('/values'), component: lazyRouteComponent(() => import('./tables/ValuesPage.tsx'), 'ValuesPage') });

/** Every page and its address. Pages come when first visited. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    flows,
    newFlow,
    flow,
    shadow,
    runs,
    run,
    inbox,
    deliveries,
    connectors,
    newConnection,
    connection,
    demo,
    review,
    environments,
    calendars,
    calendar,
    tables,
    table,
    values,
    moneyHome,
    moneyMatches,
    moneyStatements,
    moneyInvoices,
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: ({ error, reset }) => <PanelError title={en.shell.pageFailed} error={error} onAgain={reset} />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
