import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import type { Json } from '../../flows/flow.ts';
import { parseStrict } from '../../flows/json.ts';
import { ConnectorError, type HttpAnswer, type HttpRequest } from '../../nodes/node-type.ts';

export const largestBody = 10 * 1024 * 1024;

/** Headers that belong to the connection; set by data they would send a request somewhere else or split it in two. */
const ours = new Set('host content-length transfer-encoding connection keep-alive upgrade te trailer expect'.split(' '));
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const fieldText = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Headers as they go out, in lower case; refuses those that would change the request itself. */
export function headersOf(request: HttpRequest): Record<string, string> {
  const headers: Record<string, string> = { 'user-agent': 'orderloom', 'accept-encoding': 'identity' };
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    const key = name.toLowerCase();
    if (!token.test(name) || ours.has(key) || key.startsWith('proxy-')) throw invalid(`the header name ${JSON.stringify(name.slice(0, 60))} cannot be set`);
    if (!fieldText.test(String(value))) throw invalid(`the value of header "${name}" holds a line break or a character headers cannot carry`);
    headers[key] = String(value);
  }
  return headers;
}

const invalid = (what: string): ConnectorError =>
  new ConnectorError('config.invalid_header', `The request was not sent: ${what} — correct it in the node's settings or in the data.`);

/** Reads a body to its end, at most 10 MiB of it. */
export async function readBody(chunks: AsyncIterable<Uint8Array>, host: string, encoding: string | undefined): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > largestBody) throw tooLarge(host);
    parts.push(chunk);
  }
  return unpack(Buffer.concat(parts), host, encoding);
}

const tooLarge = (host: string): ConnectorError =>
  new ConnectorError('connector.response_too_large', `${host} answered with more than ${largestBody} bytes — ask for fewer rows or a smaller page.`);

const unpackers: { [encoding: string]: (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer> } = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/** We ask for plain bodies; some servers pack them all the same. */
async function unpack(body: Buffer, host: string, encoding = 'identity'): Promise<Buffer> {
  const name = encoding.trim().toLowerCase();
  if (name === 'identity' || name === '' || body.byteLength === 0) return body;
  const unpacker = unpackers[name];
  if (!unpacker) throw new ConnectorError('connector.unexpected_answer', `${host} answered in the encoding "${name.slice(0, 40)}", which we do not read.`);
  try {
    return await unpacker(body, { maxOutputLength: largestBody });
  } catch (cause) {
    if ((cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(host);
    throw new ConnectorError('connector.unexpected_answer', `${host} answered with a broken ${name} body.`, { cause });
  }
}

/** What a node gets to see of an answer. */
export function answerOf(host: string, status: number, headers: Record<string, string>, body: Buffer): HttpAnswer {
  const type = headers['content-type'] ?? '';
  return {
    status,
    headers,
    text: textOf(body, type),
    json() {
      if (status === 204 || status === 205) return null;
      if (!/[/+]json\s*(;|$)/i.test(type)) {
        const shown = type === '' ? 'without a content type' : `with ${type.slice(0, 80)}`;
        throw new ConnectorError(
          'connector.unexpected_content_type',
          `${host} answered ${status} ${shown} instead of JSON — check the address and whether a sign-in page is in the way.`,
        );
      }
      return parse(host, status, body);
    },
  };
}

function parse(host: string, status: number, body: Buffer): Json {
  try {
    return parseStrict(body, { numbers: 'string', nodes: 1_000_000 });
  } catch (cause) {
    throw new ConnectorError('connector.unexpected_answer', `${host} answered ${status} with JSON we cannot read: ${(cause as Error).message}`, { cause });
  }
}

function textOf(body: Buffer, type: string): string {
  const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(type)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return body.toString('utf8');
  }
}
