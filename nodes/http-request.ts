import type { FlowNode, Json, JsonObject, Problem } from '../flows/flow.ts';
import { isExpr } from '../flows/flow.ts';
import { addressOf, headersOf } from './http-address.ts';
import { config } from './http-request-schema.ts';
import { jsonOf, refusalOf } from './http-status.ts';
import { fieldOf, listOf, objectOf } from './json-fields.ts';
import { ConnectorError, defineNode, type EffectClass, type EffectTurn, type HttpAnswer, type Outcome } from './node-type.ts';
import { flag, gives, number } from './output.ts';

/** Calls any HTTP address. */
export default defineNode({
  type: 'http_request@1',
  title: 'HTTP request',
  summary: 'Calls an HTTP address and goes on with the answer.',
  group: 'connectors',
  icon: 'globe',
  ports: ['done'],
  config,
  effect: { class: classOf, settle: 5_000, lookup: lookUp },
  output: gives({ status: number(), body: { description: 'The answer' }, 'lookedUp?': flag('Found by the look-up after a lost answer') }),
  line: ({ method, url }) => `${String(method ?? 'GET')} ${typeof url === 'string' ? url.replace(/^https?:\/\//, '') : '…'}`,
  check,
  async run(turn) {
    const { config } = turn;
    const method = String(config['method'] ?? 'GET');
    const url = target(turn, config);
    const headers = { accept: 'application/json', ...authOf(turn), ...headersOf(objectOf(config['headers'])) } as Record<string, string>;
    const { body } = config;
    if (body !== undefined && typeof body !== 'string') headers['content-type'] ??= 'application/json';
    if (turn.effectClass === 'A' && method !== 'GET') headers[String(config['keyHeader'] ?? 'idempotency-key').toLowerCase()] = turn.effectKey;
    const answer = await turn.http({
      method,
      url: url.href,
      headers,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return read(turn, url, answer);
  },
});

/** Reads may be repeated; what a write allows, its node has to say. */
function classOf({ config = {} }: FlowNode): EffectClass {
  const stated = config['class'];
  if (stated === 'A' || stated === 'B' || stated === 'C') return stated;
  return (config['method'] ?? 'GET') === 'GET' || config['method'] === 'HEAD' ? 'A' : 'C';
}

function read(turn: EffectTurn, url: URL, answer: HttpAnswer): Outcome {
  const expect = listOf(turn.config['expect']);
  const isFine = expect.length > 0 ? expect.includes(answer.status) : answer.status >= 200 && answer.status < 300;
  if (!isFine) throw refusalOf(url.host, answer, turn.now, turn.effectClass);
  const body: Json = turn.config['answer'] === 'text' ? answer.text : jsonOf(url.host, answer);
  for (const [path, wanted] of Object.entries(objectOf(turn.config['okWhen']))) {
    const found = fieldOf(body, ...path.split('.')) ?? null;
    if (found !== wanted)
      throw new ConnectorError(
        'connector.refused',
        `${url.host} answered ${answer.status}, but ${path} is ${JSON.stringify(found)}: ${answer.text.slice(0, 300)}`,
      );
  }
  return { kind: 'emit', output: { status: answer.status, body } };
}

/** Class B: whether the receiver already has it, by our own reference. */
async function lookUp(turn: EffectTurn): Promise<Outcome | null> {
  const look = objectOf(turn.config['lookup']);
  if (typeof look['url'] !== 'string')
    throw new ConnectorError('connector.effect_unknown', 'the answer was lost and the node names no "lookup" — look at the receiver, then retry or skip');
  const url = target(turn, look);
  const answer = await turn.http({ method: 'GET', url: url.href, headers: { accept: 'application/json', ...authOf(turn) } });
  if (answer.status === 404) return null;
  if (answer.status < 200 || answer.status > 299) throw refusalOf(url.host, answer, turn.now, 'read');
  const body = jsonOf(url.host, answer);
  const found = typeof look['found'] === 'string' ? fieldOf(body, ...look['found'].split('.')) : body;
  const isThere = Array.isArray(found) ? found.length > 0 : found !== undefined && found !== null && found !== false;
  return isThere ? { kind: 'emit', output: { status: answer.status, body, lookedUp: true } } : null;
}

/** With a connection, a bare path is under its base address and no other host gets its secret. */
function target(turn: EffectTurn, from: JsonObject): URL {
  const given = String(from['url'] ?? '');
  const base = turn.connection?.settings['baseUrl'];
  const text = given.startsWith('/') && typeof base === 'string' ? base.replace(/\/+$/, '') + given : given;
  const url = addressOf(text, listOf(from['path']), objectOf(from['query']));
  if (turn.connection && (typeof base !== 'string' || URL.parse(base)?.origin !== url.origin)) {
    throw new ConnectorError(
      'connection.host_not_allowed',
      `connection ${turn.connection.id} is for ${typeof base === 'string' ? base : 'another system'}, not for ${url.host} — use a connection of that system`,
    );
  }
  return url;
}

function authOf({ config, connection }: EffectTurn): Record<string, string> {
  if (!connection) return {};
  const auth = objectOf(config['auth']);
  const header = String(auth['header'] ?? connection.settings['header'] ?? 'authorization');
  const prefix = String(auth['prefix'] ?? (header.toLowerCase() === 'authorization' ? 'Bearer ' : ''));
  return headersOf({ [header]: prefix + connection.secret(String(auth['secret'] ?? 'token')) });
}

function check(node: FlowNode, id: string): Problem[] {
  const { method = 'GET', class: stated, headers, url, lookup } = node.config ?? {};
  const problem = (field: string, code: string, message: string): Problem => ({ code, path: `/nodes/${id}/config/${field}`, node: id, message });
  const broken = Object.entries(objectOf(headers)).filter(([name, value]) => /[\r\n\0]/.test(name) || (typeof value === 'string' && /[\r\n\0]/.test(value)));
  return [
    ...(method !== 'GET' && method !== 'HEAD' && stated === undefined
      ? [
          problem(
            'class',
            'config.class_missing',
            `${id} changes something at the receiver. Say whether it honours our key (A), can be looked up (B) or neither (C).`,
          ),
        ]
      : []),
    ...(stated === 'B' && lookup === undefined
      ? [problem('lookup', 'config.lookup_missing', `${id} is of class B and needs "lookup": where to see whether the receiver already has it.`)]
      : []),
    ...broken.map(([name]) => problem(`headers/${name}`, 'config.invalid_header', `${id} has a header with a line break. Put one line into each header.`)),
    ...(typeof url === 'string' && !isExpr(url) && !/^(https?:\/\/|\/)/i.test(url)
      ? [problem('url', 'url.scheme', `${id} calls "${url.slice(0, 60)}". Write an address with https://, or a path under its connection.`)]
      : []),
  ];
}
