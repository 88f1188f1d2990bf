import { withCalendar } from '../../../flows/calendars/named.ts';
import { checkConfig } from '../../../flows/check-config.ts';
import { type FlowNode, type Problem, ProblemError } from '../../../flows/flow.ts';
import { checkZone } from '../../../flows/zone.ts';
import { nextInstants, zoneOf } from '../../../nodes/schedule/instants.ts';
import { calendarsOf } from '../../calendars/calendars.ts';
import { checkCalendars, frozenCalendars } from '../../catalogue/calendars.ts';
import type { SchedulePreview } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import type { Route } from '../route.ts';
import { iso } from '../run-info.ts';
import { anyObject, label, name, object } from '../shapes.ts';

const count = { type: 'integer', minimum: 1, maximum: 24 };

/** When schedules are due. */
export function scheduleRoutes({ documents, clock, audit, catalogue, nodeTypes }: AppDeps): Route[] {
  const calendars = calendarsOf({ documents, clock, audit });

  function preview(node: FlowNode, zone: string, many: unknown, anchor?: number): SchedulePreview {
    const config = node.config ?? {};
    const instants = nextInstants(config, clock.now(), zone, typeof many === 'number' ? many : 10, anchor);
    return {
      zone: zoneOf(config, zone),
      items: instants.map(({ at, movedFrom }) => ({ at: iso(at), ...(movedFrom === undefined ? {} : { movedFrom: iso(movedFrom) }) })),
    };
  }

  /** The node with the calendar it names, or every problem that keeps it from being due. */
  async function sound(tenant: string, node: FlowNode): Promise<FlowNode> {
    const type = nodeTypes.get('schedule@1');
    const flow = { format: 1 as const, id: 'preview', title: 'Preview', nodes: { node }, edges: [] };
    const problems: Problem[] = [
      ...checkConfig(node.config ?? {}, type?.config ?? {}, '/nodes/node/config'),
      ...(type?.check?.(node, 'node') ?? []),
      ...(await checkCalendars(calendars, tenant, flow)),
    ].map(({ node: _, ...problem }) => ({ ...problem, path: problem.path.replace(/^\/nodes\/node/, '') }));
    if (problems.length > 0) throw new ProblemError(422, problems);
    return withCalendar(node, await frozenCalendars(calendars, tenant, flow));
  }

  return [
    {
      method: 'GET',
      path: '/api/schedules/preview',
      summary: 'Say when a schedule of a deployed flow, or of its draft, is due next',
      group: 'Calendars',
      role: 'operator',
      query: { flow: name, node: name, count },
      answer: 'SchedulePreview',
      async handler({ query, viewer }) {
        const { draft, deployed } = await catalogue.detail(viewer.tenant, String(query['flow'] ?? ''));
        const flow = deployed?.flow ?? draft;
        const node = flow.nodes[String(query['node'] ?? '')];
        if (!node?.type.startsWith('schedule@'))
          throw new ProblemError(404, { code: 'schedule.not_found', path: '', message: 'That flow has no schedule of this name.' });
        const frozen = deployed ? withCalendar(node, flow.lock?.calendars) : await sound(viewer.tenant, node);
        const kept = await documents.get<{ last: number; anchor?: number }>(viewer.tenant, 'schedule', `${flow.id}/${String(query['node'])}`);
        return preview(frozen, flow.zone ?? 'UTC', query['count'], kept?.body.anchor ?? kept?.body.last ?? deployed?.at);
      },
    },
    {
      method: 'POST',
      path: '/api/schedules/preview',
      summary: 'Say when a schedule with this configuration would be due next',
      group: 'Calendars',
      role: 'operator',
      body: object({ config: anyObject, 'zone?': label(64), 'count?': count }),
      answer: 'SchedulePreview',
      async handler({ body, viewer }) {
        const { config, zone = 'UTC', count: many } = body as { config: FlowNode['config'] & object; zone?: string; count?: number };
        const wrong = checkZone(zone, '/zone');
        if (wrong.length > 0) throw new ProblemError(422, wrong);
        return preview(await sound(viewer.tenant, { type: 'schedule@1', config }), zone, many);
      },
    },
  ];
}
