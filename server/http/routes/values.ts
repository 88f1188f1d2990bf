import { ProblemError } from '../../../flows/flow.ts';
import { usedBy } from '../../tables/used-by.ts';
import type { EnvironmentValues, ValuesAt } from '../../tables/values.ts';
import type { ValuesDetail } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import { ifMatchOf } from '../if-match.ts';
import { type Ask, Reply, type Route, textOf } from '../route.ts';
import { iso } from '../run-info.ts';
import { label, object, paging, record } from '../shapes.ts';

const named = /^[a-z][a-z0-9_]{0,47}$/;

/** Values of environments, which expressions read as `env.name`. */
export function valueRoutes({ values, environment, catalogue, nodeTypes }: AppDeps): Route[] {
  const envOf = ({ params }: Ask): string => {
    const env = params['env'] ?? '';
    if (named.test(env)) return env;
    throw new ProblemError(422, { code: 'environment.name', path: '', message: 'Name an environment in small letters, digits and underscores.' });
  };
  const detailOf = ({ environment: name, rev, version, values: own }: ValuesAt): ValuesDetail => ({
    environment: name,
    active: name === environment,
    rev,
    values: own,
    ...(version ? { version: version.number, at: iso(version.at), by: version.by, message: version.message } : {}),
  });
  const replied = (found: ValuesAt): Reply => new Reply(200, detailOf(found), { etag: `"${found.rev}"` });
  const group = 'Tables';

  return [
    {
      method: 'GET',
      path: '/api/environments/{env}/values',
      summary: 'Read the values of an environment',
      group,
      role: 'operator',
      answer: 'ValuesDetail',
      handler: async (ask) => replied(await values.read(envOf(ask))),
    },
    {
      method: 'PUT',
      path: '/api/environments/{env}/values',
      summary: 'Save the values of an environment as a new version; If-Match carries the ETag they were made from',
      group,
      role: 'admin',
      headers: ['if-match'],
      body: object({ values: record({ type: ['string', 'number', 'boolean'] }), 'message?': label(400, 0) }),
      answer: 'ValuesDetail',
      async handler(ask) {
        const { values: own, message } = ask.body as { values: EnvironmentValues; message?: string };
        return replied(await values.save(ask.viewer, envOf(ask), own, { ifMatch: ifMatchOf(ask.req), message }));
      },
    },
    {
      method: 'GET',
      path: '/api/environments/{env}/values/versions',
      summary: 'List the versions of the values, newest first',
      group,
      role: 'operator',
      query: paging,
      answer: 'ValuesVersionPage',
      async handler(ask) {
        const cursor = textOf(ask, 'cursor');
        const page = await values.versions(envOf(ask), { limit: Number(ask.query['limit'] ?? 50), ...(cursor === undefined ? {} : { cursor }) });
        const items = page.items.map(({ number, at, from, by, message, facts }) => ({
          number,
          at: iso(at),
          from: iso(from),
          by,
          message,
          values: facts.names.length,
        }));
        return { items, next: page.next };
      },
    },
    {
      method: 'GET',
      path: '/api/environments/{env}/values/versions/{number}',
      summary: 'Read a version of the values',
      group,
      role: 'operator',
      answer: 'ValuesDetail',
      handler: async (ask) => replied(await values.read(envOf(ask), Number(/^\d{1,8}$/.exec(ask.params['number'] ?? '')?.[0] ?? 0))),
    },
    {
      method: 'GET',
      path: '/api/environments/{env}/values/used-by',
      summary: 'List the flows that read values of the environment',
      group,
      role: 'operator',
      answer: 'UsedByPage',
      handler: async ({ viewer }) => ({ items: await usedBy({ catalogue, nodeTypes }, viewer.tenant, ({ kind }) => kind === 'value'), next: null }),
    },
  ];
}
