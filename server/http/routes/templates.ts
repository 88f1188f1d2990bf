import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Flow, ProblemError } from '../../../flows/flow.ts';
import { freeId } from '../../../flows/free-id.ts';
import { parseStrict } from '../../../flows/json.ts';
import { madeOf, type Template, templates } from '../../../flows/templates.ts';
import { samplesOf } from '../../catalogue/samples.ts';
import type { TemplateInfo, TemplateUse } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import { flowDetail } from '../flow-info.ts';
import { Reply, type Route } from '../route.ts';
import { label, name, object } from '../shapes.ts';

const shipped = join(import.meta.dirname, '../../../flows');

/** Templates: the shipped flows, to look at and to make flows of one's own from. */
export function templateRoutes({ documents, audit, clock, catalogue, connectors, nodeTypes }: AppDeps): Route[] {
  const samples = samplesOf({ documents, audit, clock });
  const drawings = new Map<string, Flow>();

  function drawingOf({ id }: Template): Flow {
    const flow = drawings.get(id) ?? (parseStrict(readFileSync(join(shipped, `${id}.flow.json`))) as unknown as Flow); // a test checks every shipped flow
    drawings.set(id, flow);
    return flow;
  }

  function infoOf(template: Template): TemplateInfo {
    const flow = drawingOf(template);
    return {
      id: template.id,
      title: flow.title,
      text: template.text,
      for: template.for,
      steps: Object.values(flow.nodes).map((node) => node.title ?? nodeTypes.get(node.type)?.title ?? node.type),
      systems: Object.entries(flow.slots ?? {}).map(([slot, connector]) => ({ slot, connector, title: titleOf(connector) })),
      tables: tablesOf(flow),
      minutes: template.minutes,
    };
  }

  const titleOf = (connector: string): string => connectors.find(({ id }) => id === connector)?.title ?? connector;

  return [
    {
      method: 'GET',
      path: '/api/templates',
      summary: 'List the flows that ship with the hub',
      group: 'Flows',
      role: 'operator',
      answer: 'TemplatePage',
      handler: () => ({ items: templates.map(infoOf), next: null }),
    },
    {
      method: 'GET',
      path: '/api/templates/{id}',
      summary: 'Read a template with its drawing and a first message',
      group: 'Flows',
      role: 'operator',
      answer: 'TemplateDetail',
      handler({ params }) {
        const template = known(params['id']);
        return { ...infoOf(template), flow: drawingOf(template), sample: template.sample(clock.now()) };
      },
    },
    {
      method: 'POST',
      path: '/api/templates/{id}/use',
      summary: 'Make a draft from a template, with its first message as a sample',
      group: 'Flows',
      role: 'admin',
      body: object({ 'id?': name, 'title?': label() }),
      bodyOptional: true,
      answer: 'FlowDetail',
      status: 201,
      async handler({ params, body, viewer }) {
        const template = known(params['id']);
        const drawing = drawingOf(template);
        const ask = (body ?? {}) as TemplateUse; // checked against the schema above
        const others = await catalogue.list(viewer.tenant);
        const free = freeId(
          ask.title ?? template.id,
          others.map(({ id }) => id),
        );
        const id = ask.id ?? free.id;
        const title = ask.title ?? (ask.id === undefined && free.number > 1 ? `${drawing.title} ${free.number}` : drawing.title);
        const entry = await catalogue.saveDraft(viewer, id, madeOf(template, drawing, id, title), 'none');
        await samples.add(viewer, id, { name: 'From the template', body: template.sample(clock.now()) });
        return new Reply(201, flowDetail(entry), { etag: `"${entry.rev}"`, location: `/api/flows/${id}` });
      },
    },
  ];
}

function known(id: string | undefined): Template {
  const template = templates.find((one) => one.id === id);
  if (template) return template;
  throw new ProblemError(404, { code: 'template.not_found', path: '', message: 'There is no such template. See /api/templates for those there are.' });
}

const tablesOf = ({ nodes }: Flow): string[] =>
  [...new Set(Object.values(nodes).flatMap(({ type, config }) => (type.startsWith('lookup@') ? [String(config?.['table'])] : [])))].sort();
