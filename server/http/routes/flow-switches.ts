import type { RollbackAsk } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import { flowDetail } from '../flow-info.ts';
import { type Ask, Reply, type Route } from '../route.ts';
import { label, object, reason } from '../shapes.ts';

const versionText = { type: 'string', maxLength: 100 };

/** What new orders take: roll back, pause, resume. */
export function flowSwitchRoutes({ catalogue }: AppDeps): Route[] {
  const detail = async ({ params, viewer }: Ask): Promise<Reply> => {
    const entry = await catalogue.detail(viewer.tenant, params['id'] ?? '');
    return new Reply(200, flowDetail(entry), { etag: `"${entry.rev}"` });
  };

  return [
    {
      method: 'POST',
      path: '/api/flows/{id}/rollback',
      summary: 'Make a former version current again',
      group: 'Flows',
      role: 'admin',
      body: object({ 'version?': versionText, 'message?': label(1_000, 0) }),
      bodyOptional: true,
      answer: 'FlowDetail',
      async handler(ask) {
        await catalogue.rollback(ask.viewer, ask.params['id'] ?? '', ask.body as RollbackAsk | undefined);
        return detail(ask);
      },
    },
    {
      method: 'POST',
      path: '/api/flows/{id}/pause',
      summary: 'Pause: orders are accepted and kept, none is started',
      group: 'Flows',
      role: 'admin',
      body: object({ 'reason?': reason }),
      bodyOptional: true,
      answer: 'FlowDetail',
      async handler(ask) {
        await catalogue.pause(ask.viewer, ask.params['id'] ?? '', (ask.body as { reason?: string } | undefined)?.reason ?? '');
        return detail(ask);
      },
    },
    {
      method: 'POST',
      path: '/api/flows/{id}/resume',
      summary: 'Resume: kept orders are started, oldest first',
      group: 'Flows',
      role: 'admin',
      body: object({ 'reason?': reason }),
      bodyOptional: true,
      answer: 'FlowDetail',
      async handler(ask) {
        await catalogue.resume(ask.viewer, ask.params['id'] ?? '', (ask.body as { reason?: string } | undefined)?.reason ?? '');
        return detail(ask);
      },
    },
  ];
}
