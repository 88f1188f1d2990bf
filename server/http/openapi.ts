/** OpenAPI 3.1 made from the routes, so that it cannot fall behind them. */
import type { JsonObject } from '../../flows/flow.ts';
import { answers } from './answers.ts';
import { queryOf } from './in-environment.ts';
import type { Route } from './route.ts';

const problem = { description: 'Refused: RFC 9457 problem', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemBody' } } } };

/** The whole description of the API. */
export function openApi(routes: Route[], version: string): object {
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    (paths[route.path] as JsonObject)[route.method.toLowerCase()] = operationOf(route) as JsonObject;
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Orderloom', version, description: 'Low-code integration hub for order-to-cash. Every refusal is application/problem+json.' },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: {
      schemas: answers,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'orderloom_session' },
      },
    },
  };
}

function operationOf(route: Route): object {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const inQuery = Object.entries(queryOf(route)).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
  const inHeader = (route.headers ?? [])
    .filter((name) => !name.startsWith('x-'))
    .map((name) => ({ name, in: 'header', required: false, schema: { type: 'string' } }));
  return {
    operationId: `${route.method.toLowerCase()}${route.path.replace(/[^A-Za-z0-9]+(\w)?/g, (_, letter: string | undefined) => (letter ?? '').toUpperCase())}`,
    summary: route.summary,
    tags: [route.group],
    ...(route.role === 'open' ? { security: [] } : { security: [{ token: [] }, { session: [] }], 'x-role': route.role }),
    ...(inPath.length + inQuery.length + inHeader.length > 0 ? { parameters: [...inPath, ...inQuery, ...inHeader] } : {}),
    ...(route.body ? { requestBody: { required: route.bodyOptional !== true, content: { 'application/json': { schema: route.body } } } } : {}),
    ...(route.upload
      ? { requestBody: { required: true, content: Object.fromEntries(route.upload.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])) } }
      : {}),
    responses: { [route.status ?? (route.answer === 'none' ? 204 : 200)]: answerOf(route), default: problem },
  };
}

function answerOf(route: Route): object {
  const description = route.summary;
  if (route.answer === 'none') return { description };
  if (route.answer === 'text') return { description, content: { 'text/plain': { schema: { type: 'string' } } } };
  if (route.answer === 'LiveEvent') return { description, content: { 'text/event-stream': { schema: { $ref: '#/components/schemas/LiveEvent' } } } };
  return { description, content: { 'application/json': { schema: { $ref: `#/components/schemas/${route.answer}` } } } };
}
