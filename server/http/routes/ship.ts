import type { Viewer } from '../../access/viewer.ts';

import type { DeployAnswer, MoveAnswer, MoveAsk, ShipAsk } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import { flowDetail } from '../flow-info.ts';
import { ifMatchOf } from '../if-match.ts';
import { refuseFailing } from '../refuse-failing.ts';
import { Reply, type Route, textOf } from '../route.ts';
import { flag, label, object, oneOf, reason } from '../shapes.ts';

/** Deploying, said before it is done: what becomes of the orders under way, and moving those that are safe. */
export function shipRoutes(deps: AppDeps): Route[] {
  const { catalogue, ship, audit } = deps;
  const moveSafe = async (viewer: Viewer, id: string, why: string, requestId: string): Promise<MoveAnswer | undefined> => {
    const moved = await ship?.moveSafe(viewer, id, why);
    if (moved) await audit.commit(viewer.tenant, { by: viewer, what: 'runs.moved', on: `flow/${id}`, reason: why, after: { ...moved }, requestId });
    return moved;
  };
  const deploy: Route = {
    method: 'POST',
    path: '/api/flows/{id}/deploy',
    summary: 'Deploy the draft: new orders take it, running ones keep theirs unless those that are safe are to move',
    group: 'Flows',
    role: 'admin',
    headers: ['if-match'],
    body: object({ 'message?': label(1_000, 0), 'pause?': flag, 'move?': oneOf('leave', 'safe'), 'skipTests?': label(1_000) }),
    bodyOptional: true,
    answer: 'DeployAnswer',
    async handler({ params, body, viewer, req, requestId }) {
      const id = params['id'] ?? '';
      const { move, skipTests, ...ask } = (body ?? {}) as ShipAsk;
      const ifMatch = ifMatchOf(req);
      await refuseFailing(deps, viewer, id, skipTests, requestId);
      await catalogue.deploy(viewer, id, { ...ask, ...(ifMatch === undefined ? {} : { ifMatch }) });
      const moved = move === 'safe' ? await moveSafe(viewer, id, ask.message ?? '', requestId) : undefined;
      const entry = await catalogue.detail(viewer.tenant, id);
      const answer: DeployAnswer = { ...flowDetail(entry), ...(moved ? { moved } : {}) };
      return new Reply(200, answer, { etag: `"${entry.rev}"` });
    },
  };
  if (!ship) return [deploy];
  return [
    deploy,
    {
      method: 'GET',
      path: '/api/flows/{id}/deploy-preview',
      summary: 'Say what a deploy of the draft, or a rollback to a version, would do to the orders under way',
      group: 'Flows',
      role: 'operator',
      query: { version: { type: 'string', maxLength: 100 } },
      answer: 'DeployPreview',
      handler: (ask) => ship.preview(ask.viewer, ask.params['id'] ?? '', textOf(ask, 'version')),
    },
    {
      method: 'POST',
      path: '/api/flows/{id}/move',
      summary: 'Move waiting runs of older versions to the one deployed, where that is safe',
      group: 'Flows',
      role: 'admin',
      body: object({ 'reason?': reason }),
      bodyOptional: true,
      answer: 'MoveAnswer',
      async handler({ params, body, viewer, requestId }) {
        const id = params['id'] ?? '';
        const why = ((body ?? {}) as MoveAsk).reason ?? '';
        return moveSafe(viewer, id, why, requestId);
      },
    },
  ];
}
