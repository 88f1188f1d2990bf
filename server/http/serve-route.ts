/** From a request to a route's answer: who asks, may they, is it well formed, then the handler. */
import type { RequestHandler } from 'express';
import { type JsonObject, ProblemError } from '../../flows/flow.ts';
import type { Environments } from '../access/environments.ts';
import { type Identity, identify, refuseForeign } from '../access/identify.ts';
import type { Sessions } from '../access/sessions.ts';
import type { Tokens } from '../access/tokens.ts';
import { may, type Viewer } from '../access/viewer.ts';
import { checkShape } from './check-shape.ts';
import { inEnvironment, isPerEnvironment, queryOf } from './in-environment.ts';
import { readJson } from './read-body.ts';
import { type Ask, Reply, type Route, streamed } from './route.ts';

export interface Guard {
  sessions: Sessions;
  tokens: Tokens;
  environments: Pick<Environments, 'get'>;
  /** Origin the designer is served from, as the browser names it. */
  originOf(host: string | undefined): string;
}

/** Express handler of one route. */
export function serveRoute(route: Route, guard: Guard): RequestHandler {
  const query: JsonObject = { type: 'object', additionalProperties: false, properties: queryOf(route) };
  const headers = route.headers ?? [];

  return async (req, res) => {
    const origin = guard.originOf(req.headers.host);
    const secure = origin.startsWith('https:');
    const identity = route.role === 'open' ? undefined : await identify(req, { ...guard, secure });
    if (route.role !== 'open') {
      if (!identity) throw new ProblemError(401, { code: 'auth.required', path: '', message: 'Sign in, or send an API token as "Authorization: Bearer …".' });
      if (!may(identity.viewer, route.role)) {
        throw new ProblemError(403, { code: 'auth.role', path: '', message: `Only the role ${route.role} may do this. Ask an admin.` });
      }
    }
    if (identity?.session !== undefined || route.path === '/api/session') refuseForeign(req, origin);

    const asked = { ...req.query } as Record<string, string | number | boolean>;
    await checkShape(query, asked, '', true);
    const body = route.body || (req.method !== 'GET' && !route.upload) ? await readJson(req).catch(explainKeys) : undefined;
    if (route.body && (body !== undefined || !route.bodyOptional)) {
      if (body === undefined) throw new ProblemError(422, { code: 'body.missing', path: '', message: 'This call needs a JSON body.' });
      await checkShape(route.body, body);
    } else if (!route.body && body !== undefined && Object.keys(body ?? {}).length > 0) {
      throw new ProblemError(422, { code: 'body.unexpected', path: '', message: 'This call takes no body.' });
    }

    const asks = isPerEnvironment(route) ? asked['environment'] : undefined;
    if (asks !== undefined) delete asked['environment'];
    const viewer = (identity as Identity | undefined)?.viewer as Viewer; // open routes do not look at it
    const ask: Ask = {
      params: req.params as Record<string, string>,
      query: asked,
      body,
      viewer: viewer && isPerEnvironment(route) ? inEnvironment(viewer, req, asks, guard.environments) : viewer,
      requestId: res.getHeader('x-request-id') as string,
      req,
      res,
    };
    const answer = await route.handler(ask);
    if (answer === streamed) return;
    const reply = answer instanceof Reply ? answer : new Reply(route.status ?? (route.answer === 'none' ? 204 : 200), answer);
    res.status(reply.status).set({ 'cache-control': 'no-store', ...reply.headers });
    if (reply.body === undefined || reply.body instanceof Buffer) res.end(reply.body);
    else res.json(reply.body);
  };

  /** A drawing whose node is named like a forbidden key was readable; it is the name that is wrong. */
  function explainKeys(error: unknown): never {
    const [problem] = error instanceof ProblemError ? error.problems : [];
    if (headers.includes('x-drawing') && problem?.code === 'json.forbidden_key') throw new ProblemError(422, problem);
    throw error;
  }
}
