/** A connector out of a manifest: form, connection test and actions all follow from it. */
import { type Json, type JsonObject, ProblemError } from '../../flows/flow.ts';
import { fieldOf } from '../../nodes/json-fields.ts';
import { ConnectorError, defineNode, type EffectTurn, type NodeType } from '../../nodes/node-type.ts';
import { flag, gives, list } from '../../nodes/output.ts';
import { fields } from '../../nodes/schema.ts';
import { type Connector, defineConnector } from '../connector.ts';
import { answerTo, requestOf } from './call.ts';
import { checkManifest } from './check-manifest.ts';
import { formOf } from './connection.ts';
import type { Manifest, RestAction, RestPaging } from './manifest.ts';
import { collect } from './paging.ts';
import { testOf } from './test-connection.ts';

/** Throws ProblemError with everything that is wrong with the manifest. */
export function defineRest(given: unknown): Connector {
  const problems = checkManifest(given);
  if (problems.length > 0) throw new ProblemError(422, problems);
  return restConnector(given as Manifest); // checked
}

/** The same for a manifest of ours: a test checks it, so that a start need not. */
export function restConnector(manifest: Manifest): Connector {
  const { id, title, summary, logo, baseUrl = {}, keyHeader, keyLifetimeHours, rateLimit, actions } = manifest;
  return defineConnector({
    id,
    title,
    summary,
    ...(logo === undefined ? {} : { logo }),
    baseUrl: {
      ...(baseUrl.hosts === undefined ? {} : { hosts: baseUrl.hosts }),
      ...(baseUrl.http === undefined ? {} : { http: baseUrl.http }),
      ...(baseUrl.fixed === undefined ? {} : { fallback: () => baseUrl.fixed }),
    },
    ...(rateLimit === undefined ? {} : { rateLimit }),
    effectClass: keyHeader !== undefined && keyLifetimeHours !== undefined ? 'A' : 'C',
    ...(keyHeader === undefined ? {} : { keyHeader }),
    ...(keyLifetimeHours === undefined ? {} : { keyLifetimeMs: keyLifetimeHours * 3_600_000 }),
    auth: formOf(manifest),
    test: testOf(manifest),
    actions: actions.map((action) => nodeOf(manifest, action)),
    triggers: [],
  });
}

function nodeOf(manifest: Manifest, action: RestAction): NodeType {
  return defineNode({
    type: `${manifest.id}.${action.name}@1`,
    title: action.title,
    summary: action.summary,
    group: 'connectors',
    icon: action.icon ?? 'plug',
    ports: ['done'],
    config: fields(action.input.properties, action.input.required ?? []),
    effect: { class: action.class ?? (action.method === 'GET' ? 'A' : 'C') },
    output: givenBy(action),
    line: () => action.title,
    async run(turn) {
      return { kind: 'emit', output: await outputOf(manifest, action, turn) };
    },
  });
}

async function outputOf(manifest: Manifest, action: RestAction, turn: EffectTurn): Promise<Json> {
  const { connection } = turn;
  if (!connection) throw new ConnectorError('connection.missing', `${manifest.title} needs a connection — bind the slot of this node`);
  const request = requestOf(manifest, action, turn, connection);
  if (isPaged(action)) {
    const { items, more } = await collect(manifest, action, turn, request);
    return { items: items.map((item) => pick(item, action.output)), more };
  }
  const { body } = await answerTo(manifest, action, turn, request);
  return pick(body, action.output);
}

/** The fields a manifest picks; what they hold is the other side's matter. */
function givenBy(action: RestAction): JsonObject {
  const { output } = action;
  const one: JsonObject = typeof output === 'object' ? gives(Object.fromEntries(Object.keys(output).map((name) => [name, {}]))) : { description: 'The answer' };
  return isPaged(action) ? gives({ items: list(one), more: flag('There is more than was read') }) : one;
}

const isPaged = (action: RestAction): action is RestAction & { paging: RestPaging } => action.paging !== undefined;

function pick(body: Json, output: RestAction['output']): Json {
  if (output === undefined) return body;
  if (typeof output === 'string') return fieldOf(body, ...output.split('.')) ?? null;
  return Object.fromEntries(Object.entries(output).map(([name, path]) => [name, fieldOf(body, ...path.split('.')) ?? null]));
}
