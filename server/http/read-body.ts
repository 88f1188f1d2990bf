/** Reads a request's JSON body: media type, encoding and size first, then strictly. */
import type { IncomingMessage } from 'node:http';
import { type Json, ProblemError } from '../../flows/flow.ts';
import { parseStrict } from '../../flows/json.ts';

const most = 1_048_576;

const refuse = (status: number, code: string, message: string): ProblemError => new ProblemError(status, { code, path: '', message });
const tooLarge = (): ProblemError => refuse(413, 'body.too_large', `The body is larger than ${most} bytes. Send less in one call.`);

/** The body as JSON; undefined when none was sent. */
export async function readJson(req: IncomingMessage): Promise<Json | undefined> {
  const length = Number(req.headers['content-length'] ?? 0);
  if (length > most) throw tooLarge();
  if (length === 0 && req.headers['transfer-encoding'] === undefined) return undefined;
  const [type = ''] = (req.headers['content-type'] ?? '').split(';');
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(req.headers['content-type'] ?? '')?.[1];
  if (type.trim().toLowerCase() !== 'application/json') throw refuse(415, 'body.media_type', 'Send the body as application/json.');
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw refuse(415, 'body.charset', 'Send the body as UTF-8.');
  const encoding = req.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw refuse(415, 'body.encoding', 'Send the body without content-encoding.');
  const bytes = await readBytes(req);
  return bytes.length === 0 ? undefined : parseStrict(bytes);
}

async function readBytes(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
