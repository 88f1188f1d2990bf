/** From a request's headers to who asks: a bearer token, or a session cookie guarded against foreign pages. */
import type { IncomingMessage } from 'node:http';
import { ProblemError } from '../../flows/flow.ts';
import type { Sessions } from './sessions.ts';
import type { Tokens } from './tokens.ts';
import type { Viewer } from './viewer.ts';

export interface Identity {
  viewer: Viewer;
  /** Present when the identity came by cookie. */
  session?: string;
}

const cookieName = 'orderloom_session';

/** With https the cookie is Secure and bound to the host. */
const nameOf = (secure: boolean): string => (secure ? `__Host-${cookieName}` : cookieName);

/** Set-Cookie text that keeps a session, or ends it when `secret` is undefined. */
export function sessionCookie(secret: string | undefined, secure: boolean): string {
  const end = secret === undefined ? '; Max-Age=0' : '';
  return `${nameOf(secure)}=${secret ?? ''}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}${end}`;
}

/** Session secret in the Cookie header, if any. */
export function sessionSecret(req: IncomingMessage, secure: boolean): string | undefined {
  const wanted = `${nameOf(secure)}=`;
  const found = (req.headers.cookie ?? '').split(';').find((part) => part.trim().startsWith(wanted));
  return found?.trim().slice(wanted.length) || undefined;
}

/** Who asks; undefined for a request without any identity. A wrong token or an ended session is refused with 401. */
export async function identify(req: IncomingMessage, deps: { sessions: Sessions; tokens: Tokens; secure: boolean }): Promise<Identity | undefined> {
  const authorization = req.headers.authorization;
  if (authorization !== undefined) {
    const token = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(authorization)?.[1];
    const viewer = token === undefined ? undefined : await deps.tokens.read(token);
    if (!viewer)
      throw new ProblemError(401, { code: 'auth.token', path: '', message: 'This API token is unknown or has ended. Create one under Settings, API tokens.' });
    return { viewer };
  }
  const session = sessionSecret(req, deps.secure);
  if (session === undefined) return undefined;
  const viewer = await deps.sessions.read(session);
  if (!viewer) throw new ProblemError(401, { code: 'auth.session', path: '', message: 'The session has ended. Sign in again.' });
  return { viewer, session };
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses a changing request that a foreign page sent with our cookie. */
export function refuseForeign(req: IncomingMessage, origin: string): void {
  if (safe.has(req.method ?? 'GET')) return;
  const from = req.headers.origin;
  const site = req.headers['sec-fetch-site'];
  const isOurs = from === undefined ? site === undefined || site === 'same-origin' || site === 'none' : from === origin;
  if (isOurs) return;
  throw new ProblemError(403, { code: 'csrf', path: '', message: `This request came from another site. Send it from ${origin}, or use an API token.` });
}
