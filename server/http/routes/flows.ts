import { serialise } from '../../../flows/canonical.ts';
import { writtenOut } from '../../../flows/documents/written-out.ts';
import { type Problem, ProblemError } from '../../../flows/flow.ts';
import type { NodeOutput, NodeType } from '../../../nodes/node-type.ts';
import { errorsOf } from '../../catalogue/checks.ts';
import { portsOf } from '../../engine/plan.ts';
import type { NodeTypeInfo } from '../api.ts';
import { completedLately } from '../completed-lately.ts';
import type { AppDeps } from '../deps.ts';
import { flowDetail, flowSummary } from '../flow-info.ts';
import { ifMatchOf } from '../if-match.ts';
import { refuseFailing } from '../refuse-failing.ts';
import { Reply, type Route, textOf } from '../route.ts';
import { iso } from '../run-info.ts';
import { anyObject, flag } from '../shapes.ts';

// The drawing itself is checked by the catalogue, which knows its words better than a schema here would.
const drawing = anyObject;

/** Drawings: list, read, save, check, export. */
export function flowRoutes(deps: AppDeps): Route[] {
  const { catalogue, reads, nodeTypes } = deps;
  const completed = completedLately(deps);

  return [
    {
      method: 'GET',
      path: '/api/node-types',
      summary: 'List node types for palette and forms',
      group: 'Flows',
      role: 'operator',
      answer: 'NodeTypePage',
      handler: () => ({ items: [...nodeTypes.values()].map(nodeTypeInfo), next: null }),
    },
    {
      method: 'GET',
      path: '/api/flows',
      summary: 'List flows with their open runs and switches',
      group: 'Flows',
      role: 'operator',
      answer: 'FlowPage',
      async handler({ viewer }) {
        const [entries, open, done] = await Promise.all([catalogue.list(viewer.tenant), reads.open(viewer.tenant), completed(viewer.tenant)]);
        return { items: entries.map((entry) => flowSummary(entry, open, done.get(entry.id) ?? 0)), next: null };
      },
    },
    {
      method: 'POST',
      path: '/api/flows',
      summary: 'Create a flow from a drawing, and deploy it when asked',
      group: 'Flows',
      role: 'admin',
      query: { deploy: flag },
      headers: ['x-drawing'],
      body: drawing,
      answer: 'FlowDetail',
      status: 201,
      async handler({ body, viewer, query, requestId }) {
        const id = idOf(body);
        if (query['deploy'] === true) await refuseProblems(catalogue.validate(viewer.tenant, body));
        const saved = await catalogue.saveDraft(viewer, id, body, 'none');
        if (query['deploy'] === true) {
          await refuseFailing(deps, viewer, id, undefined, requestId);
          await catalogue.deploy(viewer, id, { message: 'Imported' });
        }
        const entry = query['deploy'] === true ? await catalogue.detail(viewer.tenant, id) : saved;
        return new Reply(201, flowDetail(entry), { etag: `"${entry.rev}"`, location: `/api/flows/${id}` });
      },
    },
    {
      method: 'GET',
      path: '/api/flows/{id}',
      summary: 'Read a flow: its draft, its problems and what is deployed',
      group: 'Flows',
      role: 'operator',
      answer: 'FlowDetail',
      async handler({ params, viewer }) {
        const entry = await catalogue.detail(viewer.tenant, params['id'] ?? '');
        return new Reply(200, flowDetail(entry), { etag: `"${entry.rev}"` });
      },
    },
    {
      method: 'PUT',
      path: '/api/flows/{id}',
      summary: 'Save the draft; If-Match carries the ETag it was made from',
      group: 'Flows',
      role: 'admin',
      headers: ['if-match', 'x-drawing'],
      body: drawing,
      answer: 'FlowDetail',
      async handler({ params, body, viewer, req }) {
        const entry = await catalogue.saveDraft(viewer, params['id'] ?? '', body, ifMatchOf(req));
        return new Reply(200, flowDetail(entry), { etag: `"${entry.rev}"` });
      },
    },
    {
      method: 'POST',
      path: '/api/flows/{id}/validate',
      summary: 'Check a drawing, or the stored draft, as a deploy would',
      group: 'Flows',
      role: 'operator',
      headers: ['x-drawing'],
      body: drawing,
      bodyOptional: true,
      answer: 'ValidateAnswer',
      async handler({ params, body, viewer }) {
        const isDraft = body === undefined || Object.keys(body as object).length === 0;
        const value = isDraft ? (await catalogue.detail(viewer.tenant, params['id'] ?? '')).draft : body;
        return { problems: await refuseProblems(catalogue.validate(viewer.tenant, value)) };
      },
    },
    {
      method: 'GET',
      path: '/api/flows/{id}/export',
      summary: 'Export the drawing as a file that is stable in git',
      group: 'Flows',
      role: 'admin',
      query: { version: { type: 'string', maxLength: 100 } },
      answer: 'Flow',
      async handler(ask) {
        const id = ask.params['id'] ?? '';
        const version = textOf(ask, 'version');
        const flow =
          version === undefined ? (await catalogue.detail(ask.viewer.tenant, id)).draft : (await catalogue.version(ask.viewer.tenant, id, version)).flow;
        return new Reply(200, Buffer.from(serialise(flow)), {
          'content-type': 'application/json; charset=utf-8',
          'content-disposition': `attachment; filename="${id}.flow.json"`,
        });
      },
    },
    {
      method: 'GET',
      path: '/api/flows/{id}/versions',
      summary: 'List deployed versions, newest first',
      group: 'Flows',
      role: 'operator',
      answer: 'VersionPage',
      async handler({ params, viewer }) {
        const id = params['id'] ?? '';
        const [versions, open] = await Promise.all([catalogue.versions(viewer.tenant, id), openByVersion(deps, viewer.tenant, id)]);
        return { items: versions.map(({ flow: _, at, ...rest }) => ({ ...rest, at: iso(at), open: open.get(rest.version) ?? 0 })), next: null };
      },
    },
    {
      method: 'GET',
      path: '/api/flows/{id}/versions/{version}',
      summary: 'Read one version with its drawing',
      group: 'Flows',
      role: 'operator',
      answer: 'VersionDetail',
      async handler({ params, viewer }) {
        const { at, ...rest } = await catalogue.version(viewer.tenant, params['id'] ?? '', params['version'] ?? '');
        return { version: rest.version, number: rest.number, at: iso(at), by: rest.by, message: rest.message, flow: rest.flow };
      },
    },
  ];
}

/** Warnings of a drawing; errors are refused together with them. */
async function refuseProblems(found: Promise<Problem[]>): Promise<Problem[]> {
  const problems = await found;
  if (errorsOf(problems).length > 0) throw new ProblemError(422, problems);
  return problems;
}

function idOf(body: unknown): string {
  const id = (body as { id?: unknown }).id;
  if (typeof id === 'string') return id;
  throw new ProblemError(422, { code: 'flow.required', path: '/id', message: 'The drawing has no id. Give it one such as "my_flow".' });
}

/** Open runs per version, counted up to the first thousand. */
async function openByVersion({ reads }: AppDeps, tenant: string, flow: string): Promise<Map<string, number>> {
  const open = new Map<string, number>();
  let cursor: string | undefined;
  for (let pages = 0; pages < 5; pages += 1) {
    const page = await reads.runs(tenant, { flow, status: ['running', 'waiting', 'parked'], limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    for (const { version } of page.items) open.set(version, (open.get(version) ?? 0) + 1);
    if (page.next === null) break;
    cursor = page.next;
  }
  return open;
}

const outputs = new WeakMap<NodeType, NodeOutput>();

/** What a type gives with its documents written out; made once. */
function outputInfo(type: NodeType): NodeOutput {
  const known = outputs.get(type) ?? writtenOut(type.output!);
  outputs.set(type, known);
  return known;
}

const nodeTypeInfo = (type: NodeType): NodeTypeInfo => ({
  type: type.type,
  title: type.title,
  summary: type.summary,
  group: type.group,
  icon: type.icon,
  ports: portsOf(type, {}),
  config: type.config,
  ...(type.output ? { output: outputInfo(type) } : {}),
  ...(type.trigger ? { trigger: type.trigger.kind } : {}),
  ...(type.effect ? { effect: { class: typeof type.effect.class === 'string' ? type.effect.class : 'C', money: type.effect.money !== false } } : {}),
});
