/** Calls about what runs take `?environment=test`, or the header `x-environment`; without it they mean the hub's own one. */
import type { IncomingMessage } from 'node:http';
import type { JsonObject } from '../../flows/flow.ts';
import type { Environments } from '../access/environments.ts';
import { shadowOf, type Viewer } from '../access/viewer.ts';
import type { Route } from './route.ts';
import { name } from './shapes.ts';

/** People, connections, audit, drafts and samples are the same everywhere, so that calls about them name none. */
const about = /^\/api\/(runs|signals|tasks|metrics|orders|funnel|kpis|deliveries|held|switches|review|events|expressions|invoices)(\/|$)/;
const ofFlows = /^\/api\/flows(\/\{id\}(\/(validate|deploy|rollback|pause|resume|runs|versions|example|expressions\/.*|triggers\/.*))?)?$/;

export const isPerEnvironment = ({ path }: Pick<Route, 'path'>): boolean => about.test(path) || ofFlows.test(path);

/** The query of a route, with what every call of its kind takes. */
export const queryOf = (route: Route): Record<string, JsonObject> => (isPerEnvironment(route) ? { ...route.query, environment: name } : (route.query ?? {}));

/** The viewer, standing in the environment asked for. Throws ProblemError 404 for one there is not. */
export function inEnvironment(viewer: Viewer, req: IncomingMessage, asked: unknown, environments: Pick<Environments, 'get'>): Viewer {
  const wanted = asked ?? req.headers['x-environment'];
  // Runs that only follow are looked at, and nobody acts on them.
  if (wanted === 'shadow' && req.method === 'GET') return { ...viewer, tenant: shadowOf(viewer.tenant) };
  return wanted === undefined ? viewer : { ...viewer, tenant: environments.get(String(wanted)).tenant };
}
