/** Reads a file sent as the body of a call: media type and size first. */
import type { IncomingMessage } from 'node:http';
import { ProblemError } from '../../flows/flow.ts';

/** Bytes an upload may have. */
export const mostUpload = 25 * 1024 * 1024;

const refuse = (status: number, code: string, message: string): ProblemError => new ProblemError(status, { code, path: '', message });
const tooLarge = (): ProblemError =>
  refuse(413, 'upload.too_large', `The file is larger than ${mostUpload} bytes. Send it in parts, or read it with the command line.`);

/** The bytes; 413 beyond 25 MiB, 415 for a media type that is not in `types`. No type at all is taken as bytes. */
export async function readUpload(req: IncomingMessage, types: readonly string[]): Promise<Buffer> {
  if (Number(req.headers['content-length'] ?? 0) > mostUpload) throw tooLarge();
  const [type = ''] = (req.headers['content-type'] ?? 'application/octet-stream').split(';');
  if (!types.includes(type.trim().toLowerCase())) throw refuse(415, 'body.media_type', `Send the file as ${types.join(', ')}.`);
  const encoding = req.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw refuse(415, 'body.encoding', 'Send the file without content-encoding.');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostUpload) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
