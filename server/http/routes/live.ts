import { identify } from '../../access/identify.ts';
import type { AppDeps } from '../deps.ts';
import { type Route, streamed } from '../route.ts';

/** News for live screens. */
export function liveRoutes({ live, sessions, tokens, origin }: AppDeps): Route[] {
  const secure = origin?.startsWith('https:') === true;
  return [
    {
      method: 'GET',
      path: '/api/events',
      summary: 'Stream what changes, as server-sent events',
      group: 'Live',
      role: 'operator',
      headers: ['last-event-id'],
      answer: 'LiveEvent',
      handler({ req, res, viewer }) {
        // A session that ended or a token that was revoked also ends the stream, within one keep-alive.
        const isStill = (): Promise<boolean> =>
          identify(req, { sessions, tokens, secure }).then(
            (identity) => identity?.viewer.role === viewer.role,
            () => false,
          );
        live.connect(req, res, viewer, isStill);
        return streamed;
      },
    },
  ];
}
