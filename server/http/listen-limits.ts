/** What the listening socket itself refuses, before any request exists: oversized heads, slow heads, what is not HTTP. */
import { type ServerOptions, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** Options for `createServer`, the same for door and app. */
export const limits: ServerOptions = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  // Whole request; the door's own body deadline is shorter and answers in its own words.
  requestTimeout: 60_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
};

const refusals: Record<string, [status: number, code: string, detail: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'headers.too_large', 'the headers have at most 16 KiB together; send fewer or shorter ones'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request.too_slow', 'the request did not arrive in time; send it again'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'body.chunk_extensions', 'chunk extensions are too long; leave them out'],
};

/** Listener for the server's `clientError`: a problem like any other, then the line is closed. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, code, detail] = refusals[error.code ?? ''] ?? [400, 'http.invalid', 'this is not a request HTTP/1.1 allows; check the sender'];
  const body = JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, code, detail, requestId: 'none' });
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`;
  socket.end(head + body);
}
