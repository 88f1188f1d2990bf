/** One server that plays shop, ERP, warehouse, carrier, installer desk, bank, network and mail, faults included. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openMailServer } from '../mail/system.ts';
import { answerAdmin } from './admin.ts';
import { answerOnce, systems } from './answer-once.ts';
import { type Modes, trackModes } from './modes.ts';
import { type Outgoing, outgoing } from './outgoing.ts';
import { openSandboxStore, type SandboxStore, type SystemReply } from './store.ts';

export { systems } from './answer-once.ts';

export interface SandboxSettings {
  /** SQLite file that outlives the process; in memory when absent. */
  file?: string;
  clock: { now(): number };
  /** Address of the hub, e.g. http://127.0.0.1:8300; may be given later with `reach`. */
  hubUrl?: string;
  /** Signs what is sent to the hub, and is the token the systems ask for. */
  secret: string;
  port?: number;
}

export interface SandboxServer {
  url: string;
  /** Where mails are taken, on 127.0.0.1. */
  mailPort: number;
  store: SandboxStore;
  modes: Modes;
  outgoing: Outgoing;
  clock: { now(): number };
  /** Base address of one system, for its connection. */
  addressOf(system: string): string;
  reach(hubUrl: string): void;
  close(): Promise<void>;
}

const mostBytes = 1_048_576;

export async function sandboxServer(settings: SandboxSettings): Promise<SandboxServer> {
  const store = openSandboxStore(settings.file);
  const modes = trackModes();
  const timers = new Set<NodeJS.Timeout>();
  let { hubUrl } = settings;
  const now = () => settings.clock.now();
  const messages = outgoing({ store, now, secret: settings.secret, address: () => (hubUrl === undefined ? undefined : `${hubUrl}/in`) });

  const server = createServer((request, response) => {
    void serve(request, response).catch((error: unknown) => send(response, { status: 500, body: { error: String(error) } }));
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const [segment, ...path] = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
    const text = await read(request);
    if (segment === '_admin') return send(response, answerAdmin(request.method ?? 'GET', path, url.searchParams, text, { store, modes, systems }));
    const system = systems.find((each) => each.segment === segment);
    if (!system) return send(response, { status: 404, body: { error: `no system ${segment}` } });
    const method = request.method ?? 'GET';
    const key = single(request.headers['idempotency-key']) ?? null;
    const { mode, delay } = modes.take(system.id);
    if (delay > 0) await new Promise<void>((done) => timers.add(setTimeout(done, delay)));
    if (mode === 'fail') return finish({ status: 500, body: { error: `${system.title} is out of order` } });
    if (request.headers.authorization !== `Bearer ${settings.secret}`) return finish({ status: 401, body: { error: 'wrong or missing token' } });
    const reply = store.together(() => answerOnce(system, { method, url, text, key, now: now() }, store));
    if (mode === 'lose-answers' && method !== 'GET') {
      store.record({ at: now(), system: system.id, method, path: url.pathname, key, status: 0, applied: reply.applied === true });
      request.socket.destroy();
      return;
    }
    return finish(reply);

    function finish(reply: SystemReply): void {
      store.record({ at: now(), system: system!.id, method, path: url.pathname, key, status: reply.status, applied: reply.applied === true });
      send(response, reply);
    }
  }

  await new Promise<void>((done) => server.listen(settings.port ?? 0, '127.0.0.1', done));
  const mails = await openMailServer({ store, modes, now });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    mailPort: mails.port,
    store,
    modes,
    outgoing: messages,
    clock: settings.clock,
    addressOf: (id) => `${url}/${systems.find((system) => system.id === id)?.segment ?? id}`,
    reach: (address) => void (hubUrl = address.replace(/\/+$/, '')),
    async close() {
      messages.close();
      await mails.close();
      for (const timer of timers) clearTimeout(timer);
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
      store.close();
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes) throw new Error('the sandbox takes at most 1 MiB');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function send(response: ServerResponse, reply: SystemReply): void {
  if (response.destroyed || response.headersSent) return;
  const text = JSON.stringify(reply.body);
  response.writeHead(reply.status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
}

const single = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);
