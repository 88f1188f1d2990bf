/** A system downstream on 127.0.0.1: keeps a log of what reached it and answers as it is told. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { Json } from '../../flows/flow.ts';

export interface Reached {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Json;
}

export interface Answer {
  status: number;
  body?: Json;
  headers?: Record<string, string>;
  /** Answers only once this has settled. */
  after?: Promise<unknown>;
}

export interface Receiver {
  url: string;
  /** `host:port`, for EGRESS_ALLOW. */
  place: string;
  log: Reached[];
  /** What reached it at a path. */
  at(path: string): Reached[];
  /** How the next calls are answered; 200 with the count of calls unless told otherwise. */
  answer: (reached: Reached) => Answer;
  close(): Promise<void>;
}

export const fine = (): Answer => ({ status: 200, body: { done: true } });

export async function openReceiver(): Promise<Receiver> {
  const log: Reached[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const reached: Reached = { method: req.method ?? '', path: req.url ?? '', headers: req.headers, body: text === '' ? null : (JSON.parse(text) as Json) };
    log.push(reached);
    const { status, body, headers, after } = receiver.answer(reached);
    await after;
    res.writeHead(status, { 'content-type': 'application/json', ...headers });
    res.end(body === undefined ? '' : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}`,
    place: `127.0.0.1:${port}`,
    log,
    at: (path) => log.filter((reached) => reached.path === path),
    answer: fine,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return receiver;
}
