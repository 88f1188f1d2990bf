/** The API and the designer behind one Express app; server/main.ts hands in everything it needs. */
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { ProblemError } from '../../flows/flow.ts';
import type { AppDeps } from './deps.ts';
import { serveDesigner } from './designer.ts';
import { serveDocs } from './docs.ts';
import { secureHeaders } from './headers.ts';
import { openApi } from './openapi.ts';
import { sendProblem } from './problem.ts';
import { requestIds } from './request-id.ts';
import type { Route } from './route.ts';
import { allRoutes } from './routes/index.ts';
import { serveRoute } from './serve-route.ts';

/** Everything but `/in`, which the door answers before Express. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('case sensitive routing', true);
  const nextId = requestIds();

  app.use((req, res, next) => {
    const id = nextId();
    const began = performance.now();
    res.setHeader('x-request-id', id);
    // The path alone: a query may carry what does not belong into a log.
    res.on('close', () =>
      deps.log?.info(
        { requestId: id, method: req.method, path: withoutToken(req.path), status: res.statusCode, ms: Math.round(performance.now() - began) },
        'request',
      ),
    );
    next();
  });
  app.use(secureHeaders(deps.origin?.startsWith('https:') === true));

  const routes = allRoutes(deps);
  const { sessions, tokens, environments } = deps;
  const guard = { sessions, tokens, environments, originOf: (host: string | undefined) => deps.origin ?? `http://${host ?? 'localhost'}` };
  for (const [path, methods] of byPath(routes)) {
    const place = app.route(path.replace(/\{(\w+)\}/g, ':$1'));
    for (const route of methods) place[route.method.toLowerCase() as Lowercase<Route['method']>](serveRoute(route, guard));
    place.all(refuseMethod(methods.map(({ method }) => method)));
  }
  serveDocs(app, () => openApi(routes, deps.version));
  app.use(['/api', '/in'], (req) => {
    throw new ProblemError(404, { code: 'not_found', path: '', message: `There is no ${req.method} here. GET /api/openapi.json names every call.` });
  });
  if (deps.designer !== undefined) serveDesigner(app, deps.designer);
  app.use(() => {
    throw new ProblemError(404, { code: 'not_found', path: '', message: 'There is nothing here.' });
  });

  const answerError: ErrorRequestHandler = (error, _req, res, _next) => {
    const requestId = res.getHeader('x-request-id') as string;
    const known = readable(error);
    if (!(known instanceof Error) || !isExpected(known)) deps.log?.error({ requestId, err: error }, 'request failed');
    sendProblem(res, known, requestId);
  };
  app.use(answerError);
  return app;
}

/** Calls by path, fixed paths before those with a name in them: `/api/runs/bulk` is no run. */
function byPath(routes: Route[]): [string, Route[]][] {
  const names = (path: string): number => path.split('{').length;
  return [...Map.groupBy(routes, ({ path }) => path)].sort(([a], [b]) => names(a) - names(b));
}

/** Whoever has the token of a link may answer with it: no log has it. */
const withoutToken = (path: string): string => path.replace(/^(\/api)?\/t\/.+/, '$1/t/…');

/** HEAD is answered by GET; anything else is named. */
function refuseMethod(methods: Route['method'][]): RequestHandler {
  return (req, res) => {
    res.setHeader('allow', methods.join(', '));
    throw new ProblemError(405, {
      code: 'method.not_allowed',
      path: '',
      message: `${req.method} is not possible here; ${methods.join(' and ')} ${methods.length > 1 ? 'are' : 'is'}.`,
    });
  };
}

const isExpected = (error: Error): boolean => error instanceof ProblemError || error.name === 'ConnectorError';

/** Express refuses an address it cannot decode with an error of its own. */
function readable(error: unknown): unknown {
  const status = (error as { status?: unknown }).status;
  if (error instanceof URIError || (error instanceof Error && status === 400 && !(error instanceof ProblemError))) {
    return new ProblemError(400, { code: 'address.invalid', path: '', message: 'The address cannot be read. Check its % escapes.' });
  }
  return error;
}
