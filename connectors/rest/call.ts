/** One call of a system told by a manifest: address, sign-in, key, and what the answer means. */
import type { Json, JsonObject } from '../../flows/flow.ts';
import { addressOf, headersOf } from '../../nodes/http-address.ts';
import { jsonOf, refusalOf } from '../../nodes/http-status.ts';
import { fieldOf, textOf } from '../../nodes/json-fields.ts';
import { type Connection, ConnectorError, type EffectTurn, type HttpAnswer } from '../../nodes/node-type.ts';
import { baseOf, signedIn } from './connection.ts';
import type { Manifest, RestAction } from './manifest.ts';
import { type Fields, fill, fillAll } from './template.ts';

export interface Request {
  url: URL;
  headers: Record<string, string>;
  body?: Json;
}

/** Fields a template may ask for. */
export function fieldsOf(turn: EffectTurn, connection: Connection): Fields {
  const own = Object.entries(turn.config);
  const settings = Object.entries(connection.settings).map(([name, value]) => [`settings.${name}`, value] as const);
  return new Map<string, Json>([...own, ...settings, ['effectKey', turn.effectKey]]);
}

export function requestOf(manifest: Manifest, action: RestAction, turn: EffectTurn, connection: Connection): Request {
  const fields = fieldsOf(turn, connection);
  const signed = signedIn(manifest, connection);
  const body = action.body === undefined ? undefined : fill(action.body, fields);
  const { keyHeader } = manifest;
  return {
    url: addressOf(baseOf(manifest, connection), segmentsOf(action.path, fields), { ...queryOf(action, fields), ...signed.query }),
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(keyHeader === undefined || action.method === 'GET' ? {} : { [keyHeader.toLowerCase()]: turn.effectKey }),
      ...headersOf({ ...fillAll(action.headers ?? {}, fields), ...signed.headers }),
    },
    ...(body === undefined ? {} : { body }),
  };
}

/** Sends it; everything unwanted is a ConnectorError. */
export async function answerTo(
  manifest: Manifest,
  action: RestAction,
  turn: EffectTurn,
  { url, headers, body }: Request,
): Promise<{ answer: HttpAnswer; body: Json }> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await turn.http({ method: action.method, url: url.href, headers, ...sent });
  const isFine = action.expect?.includes(answer.status) ?? (answer.status >= 200 && answer.status < 300);
  if (!isFine) throw refusalOf(manifest.title, answer, turn.now, action.method === 'GET' ? 'read' : turn.effectClass);
  const said = bodyOf(manifest.title, action, answer);
  for (const [path, wanted] of Object.entries(action.okWhen ?? {})) {
    const found = fieldOf(said, ...path.split('.')) ?? null;
    if (JSON.stringify(found) === JSON.stringify(wanted)) continue;
    throw new ConnectorError(
      'connector.refused',
      `${manifest.title} answered ${answer.status}, but ${path} is ${JSON.stringify(found)}: ${answer.text.slice(0, 300)}`,
    );
  }
  return { answer, body: said };
}

/** Where nothing of the answer goes on, any text is as good as JSON. */
function bodyOf(who: string, { output, okWhen, paging }: RestAction, answer: HttpAnswer): Json {
  const isRead = output !== undefined || okWhen !== undefined || paging !== undefined;
  if (isRead || /\bjson\b/i.test(answer.headers['content-type'] ?? '')) return jsonOf(who, answer);
  return answer.text;
}

const queryOf = ({ query }: RestAction, fields: Fields): JsonObject => fillAll(query ?? {}, fields);

function segmentsOf(path: string | undefined, fields: Fields): string[] {
  const parts = (path ?? '').split('/').filter((part) => part !== '');
  return parts.map((part) => {
    const text = textOf(fill(part, fields));
    if (text === undefined) throw new ConnectorError('config.invalid', `${part} of the address has no value — check the expression it comes from`);
    return text;
  });
}
