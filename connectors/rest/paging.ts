/** Reads page after page until the list ends or there is enough of it. */
import type { Json } from '../../flows/flow.ts';
import { fieldOf, textOf } from '../../nodes/json-fields.ts';
import { ConnectorError, type EffectTurn, type HttpAnswer } from '../../nodes/node-type.ts';
import { answerTo, type Request } from './call.ts';
import type { Manifest, RestAction, RestPaging } from './manifest.ts';

const mostPages = 200;

/** The items in their order; `more` says that the list goes on behind the limit. */
export async function collect(
  manifest: Manifest,
  action: RestAction & { paging: RestPaging },
  turn: EffectTurn,
  first: Request,
): Promise<{ items: Json[]; more: boolean }> {
  const { paging } = action;
  const items: Json[] = [];
  const seen = new Set<string>();
  let request: Request | undefined = withPage(first, paging, 1);
  for (let page = 1; request; page += 1) {
    if (page > mostPages || seen.has(request.url.href))
      throw new ConnectorError('connector.unexpected_answer', `${manifest.title} goes on for ever: ${page - 1} pages, and the next one was named again`);
    seen.add(request.url.href);
    const { answer, body } = await answerTo(manifest, action, turn, request);
    const found = listIn(manifest, body, paging);
    items.push(...found);
    const next: Request | undefined = found.length === 0 && paging.kind === 'page' ? undefined : nextOf(manifest, request, paging, answer, body, page);
    if (items.length >= paging.limit) return { items: items.slice(0, paging.limit), more: items.length > paging.limit || next !== undefined };
    request = next;
  }
  return { items, more: false };
}

function listIn(manifest: Manifest, body: Json, { items: path }: RestPaging): Json[] {
  const list = path === undefined ? body : fieldOf(body, ...path.split('.'));
  if (Array.isArray(list)) return list;
  throw new ConnectorError('connector.unexpected_answer', `${manifest.title} answered without a list${path === undefined ? '' : ` under ${path}`}`);
}

function nextOf(manifest: Manifest, request: Request, paging: RestPaging, answer: HttpAnswer, body: Json, page: number): Request | undefined {
  switch (paging.kind) {
    case 'page':
      return withPage(request, paging, page + 1);
    case 'link': {
      const link = linkTo(answer.headers['link'] ?? '', 'next');
      return link === undefined ? undefined : atAddress(manifest, request, link);
    }
    case 'cursor': {
      const cursor = textOf(fieldOf(body, ...(paging.next ?? '').split('.')));
      if (cursor === undefined) return undefined;
      return paging.param === undefined ? atAddress(manifest, request, cursor) : withParam(request, paging.param, cursor);
    }
  }
}

const withPage = (request: Request, { kind, param }: RestPaging, page: number): Request =>
  kind === 'page' && param !== undefined ? withParam(request, param, String(page)) : request;

function withParam(request: Request, param: string, value: string): Request {
  const url = new URL(request.url);
  url.searchParams.set(param, value);
  return { ...request, url };
}

/** The key goes to the system it belongs to, whatever address an answer names. */
function atAddress(manifest: Manifest, request: Request, address: string): Request {
  const url = URL.parse(address, request.url.href);
  if (url?.origin !== request.url.origin || url.username !== '' || url.password !== '')
    throw new ConnectorError(
      'connection.host_not_allowed',
      `${manifest.title} names ${url?.host ?? 'no address'} for its next page, where the connection does not lead`,
    );
  return { ...request, url };
}

/** Address of a relation in a header Link, RFC 8288. */
function linkTo(header: string, relation: string): string | undefined {
  for (const [, address, rest = ''] of header.matchAll(/<([^<>]{1,4000})>((?:\s*;\s*[^,;<>]{0,500})*)/g)) {
    const relations = /;\s*rel\s*=\s*"?([^";]*)"?/i.exec(rest)?.[1]?.toLowerCase().split(/\s+/);
    if (relations?.includes(relation)) return address;
  }
  return undefined;
}
