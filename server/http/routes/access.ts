import { type JsonObject, ProblemError } from '../../../flows/flow.ts';
import { sessionCookie, sessionSecret } from '../../access/identify.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Me, SignInAsk } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import { Reply, type Route } from '../route.ts';
import { iso } from '../run-info.ts';
import { label, object, oneOf } from '../shapes.ts';

const signIn: JsonObject = object({ email: { type: 'string', maxLength: 254 }, password: { type: 'string', maxLength: 1_024 } });
const tokenAsk: JsonObject = object({ name: label(), 'role?': oneOf('admin', 'operator'), 'days?': { type: 'integer', minimum: 1, maximum: 3_650 } });

/** Signing in and out, who am I, and API tokens. */
export function accessRoutes(deps: AppDeps): Route[] {
  const { people, sessions, tokens, limit, audit } = deps;
  const secure = deps.origin?.startsWith('https:') === true;
  const environment = deps.environment === 'demo' ? 'Demo' : deps.environment === 'test' ? 'Test' : 'Production';
  const meOf = ({ id, email, name, role }: Viewer): Me => {
    const mark = deps.review?.mark();
    const review = mark && { review: { backupAt: iso(mark.backupAt), restoredAt: iso(mark.restoredAt) } };
    return { id, email, name, role, demo: deps.demo !== undefined, environment, version: deps.version, ...review };
  };

  return [
    {
      method: 'POST',
      path: '/api/session',
      summary: 'Sign in with email and password',
      group: 'Access',
      role: 'open',
      body: signIn,
      answer: 'Me',
      async handler(ask) {
        const { email, password } = ask.body as unknown as SignInAsk; // checked against the schema above
        const from = ask.req.socket.remoteAddress ?? '';
        limit.begin(email, from);
        const viewer = await people.check(email, password);
        if (!viewer) throw new ProblemError(401, { code: 'sign_in.refused', path: '', message: 'Email or password is wrong.' });
        limit.succeed(email, from);
        const former = sessionSecret(ask.req, secure);
        if (former !== undefined) await sessions.close(former);
        const secret = await sessions.open(viewer);
        await audit.commit(viewer.tenant, { by: viewer, what: 'session.opened', on: `person/${viewer.id}`, from, requestId: ask.requestId });
        return new Reply(200, meOf(viewer), { 'set-cookie': sessionCookie(secret, secure) });
      },
    },
    {
      method: 'DELETE',
      path: '/api/session',
      summary: 'Sign out',
      group: 'Access',
      role: 'open',
      answer: 'none',
      async handler(ask) {
        const secret = sessionSecret(ask.req, secure);
        if (secret !== undefined) await sessions.close(secret);
        return new Reply(204, undefined, { 'set-cookie': sessionCookie(undefined, secure) });
      },
    },
    { method: 'GET', path: '/api/me', summary: 'Say who is asking', group: 'Access', role: 'operator', answer: 'Me', handler: ({ viewer }) => meOf(viewer) },
    {
      method: 'GET',
      path: '/api/tokens',
      summary: 'List API tokens',
      group: 'Access',
      role: 'admin',
      answer: 'TokenPage',
      handler: async () => ({ items: await tokens.list(), next: null }),
    },
    {
      method: 'POST',
      path: '/api/tokens',
      summary: 'Create an API token; it is shown this once',
      group: 'Access',
      role: 'admin',
      body: tokenAsk,
      answer: 'TokenInfo',
      status: 201,
      handler({ body, viewer }) {
        const { name, role = 'operator', days = 365 } = body as { name: string; role?: 'admin' | 'operator'; days?: number };
        return tokens.create(viewer, { name, role, days });
      },
    },
    {
      method: 'DELETE',
      path: '/api/tokens/{id}',
      summary: 'Revoke an API token',
      group: 'Access',
      role: 'admin',
      answer: 'none',
      async handler({ params, viewer }) {
        if (!(await tokens.revoke(viewer, params['id'] ?? '')))
          throw new ProblemError(404, { code: 'token.not_found', path: '', message: 'There is no such token.' });
        return undefined;
      },
    },
  ];
}
