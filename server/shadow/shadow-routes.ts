/** Which version follows the one deployed, and what it would have done. */
import { ProblemError } from '../../flows/flow.ts';
import { project } from '../access/project.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { ShadowAsk, ShadowInfo } from '../http/api.ts';
import { instantOf, type Route, textOf } from '../http/route.ts';
import { iso } from '../http/run-info.ts';
import { instant, label, object, paging } from '../http/shapes.ts';
import type { Report } from './report.ts';

export function shadowRoutes(catalogue: Catalogue, report: Report): Route[] {
  const of = (found: { flow: { id: string } }[], id: string) => found.find(({ flow }) => flow.id === id);
  const standing = ({ tenant }: Viewer, id: string) => of(catalogue.shadows(tenant), id) as ReturnType<Catalogue['shadows']>[number] | undefined; // found among those

  async function infoOf(viewer: Viewer, id: string): Promise<ShadowInfo> {
    const { draft, deployed } = await catalogue.detail(viewer.tenant, id);
    const shadow = standing(viewer, id);
    return {
      flow: id,
      title: draft.title,
      ...(deployed ? { live: { version: deployed.version, number: deployed.number } } : {}),
      ...(shadow ? { shadow: { version: shadow.version, number: shadow.number, at: iso(shadow.at), by: shadow.by, message: shadow.message } } : {}),
    };
  }

  return [
    {
      method: 'GET',
      path: '/api/flows/{id}/shadow',
      summary: 'Say which version runs in shadow beside the one deployed',
      group: 'Flows',
      role: 'operator',
      answer: 'ShadowInfo',
      handler: ({ viewer, params }) => infoOf(viewer, params['id'] ?? ''),
    },
    {
      method: 'POST',
      path: '/api/flows/{id}/shadow',
      summary: 'Run a version, or the draft, in shadow: it follows live deliveries and changes nothing',
      group: 'Flows',
      role: 'admin',
      body: object({ 'version?': { type: 'string', maxLength: 100 }, 'draft?': { const: true }, message: label(1_000) }),
      answer: 'ShadowInfo',
      async handler({ viewer, params, body }) {
        const id = params['id'] ?? '';
        const { version, draft, message } = body as unknown as ShadowAsk; // checked against the schema above
        if ((version === undefined) === (draft === undefined))
          throw new ProblemError(422, { code: 'shadow.which', path: '/version', message: 'Name a version, or say draft: true; one of the two.' });
        await catalogue.shadow(viewer, id, { message, ...(version === undefined ? {} : { version }) });
        return infoOf(viewer, id);
      },
    },
    {
      method: 'DELETE',
      path: '/api/flows/{id}/shadow',
      summary: 'End the shadow of a flow; what it would have done stays in its report',
      group: 'Flows',
      role: 'admin',
      answer: 'ShadowInfo',
      async handler({ viewer, params }) {
        const id = params['id'] ?? '';
        await catalogue.unshadow(viewer, id);
        return infoOf(viewer, id);
      },
    },
    {
      method: 'GET',
      path: '/api/flows/{id}/shadow/report',
      summary: 'Compare runs of the shadow with the live runs of the same deliveries',
      group: 'Flows',
      role: 'operator',
      query: { from: instant, to: instant, ...paging },
      answer: 'ShadowReport',
      async handler(ask) {
        const { viewer, params, query } = ask;
        const id = params['id'] ?? '';
        const info = await infoOf(viewer, id);
        const since = standing(viewer, id)?.at;
        const [from = since, to, cursor] = [instantOf(ask, 'from'), instantOf(ask, 'to'), textOf(ask, 'cursor')];
        const asked = {
          flow: id,
          since,
          limit: Number(query['limit'] ?? 50),
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
          ...(cursor === undefined ? {} : { cursor }),
        };
        const found = await report.page(viewer.tenant, asked);
        return { ...info, totals: await report.totals(viewer.tenant, asked), items: project(viewer, 'run', found.items), next: found.next };
      },
    },
  ];
}
