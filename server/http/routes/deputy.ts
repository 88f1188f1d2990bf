import { deputiesOf } from '../../access/deputies.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { DeputyAsk, DeputyInfo } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import type { Route } from '../route.ts';
import { iso } from '../run-info.ts';
import { instant, object } from '../shapes.ts';

/** Who stands in for me while I am away. */
export function deputyRoutes(deps: AppDeps): Route[] {
  const deputies = deputiesOf(deps);
  const infoFor = async (viewer: Viewer): Promise<DeputyInfo> => {
    const [mine, actsFor] = await Promise.all([deputies.of(viewer), deputies.actsFor(viewer)]);
    return {
      mine: mine ? { name: mine.deputy.name, email: mine.deputy.email, from: iso(mine.from), until: iso(mine.until) } : null,
      for: actsFor.map(({ name, email }) => ({ name, email })),
    };
  };
  const about = { path: '/api/me/deputy', group: 'Tasks', role: 'operator' as const };

  return [
    { method: 'GET', ...about, summary: 'Say who stands in for me, and for whom I do', answer: 'DeputyInfo', handler: ({ viewer }) => infoFor(viewer) },
    {
      method: 'PUT',
      ...about,
      summary: 'Name a deputy for a time: they see and may take my tasks',
      body: object({ email: { type: 'string', maxLength: 254 }, 'from?': instant, until: instant }),
      answer: 'DeputyInfo',
      async handler({ viewer, body, requestId }) {
        const { email, from, until } = body as unknown as DeputyAsk; // checked against the schema above
        await deputies.name(viewer, { email, from: from === undefined ? deps.clock.now() : Date.parse(from), until: Date.parse(until) }, requestId);
        return infoFor(viewer);
      },
    },
    {
      method: 'DELETE',
      ...about,
      summary: 'End the time of my deputy',
      answer: 'DeputyInfo',
      async handler({ viewer, requestId }) {
        await deputies.end(viewer, requestId);
        return infoFor(viewer);
      },
    },
  ];
}
