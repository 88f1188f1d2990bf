/** A mail server on 127.0.0.1: keeps what it took and answers as it is told. */
import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { Pair } from './self-signed.ts';

export interface Taken {
  from: string;
  to: string[];
  raw: string;
  /** The mail came over TLS. */
  isPrivate: boolean;
  user?: string;
}

/** At a stage the server answers so, breaks the line, or says nothing more. */
export type Mood = { code: number; text?: string } | 'break' | 'silence';
export type Stage = 'connect' | 'auth' | 'from' | 'to' | 'data' | 'taken';

export interface SmtpReceiver {
  port: number;
  /** `host:port`, for EGRESS_ALLOW. */
  place: string;
  taken: Taken[];
  /** How it behaves at a stage; `taken` is after the mail was kept. One mood per call, the last repeats. */
  moods: Partial<Record<Stage, (Mood | 'fine')[]>>;
  /** Connections that stand open. */
  open(): number;
  close(): Promise<void>;
}

export interface SmtpReceiverOptions {
  users?: Record<string, string>;
  pair?: Pair;
  /** TLS from the first byte. */
  tls?: boolean;
  /** STARTTLS is not offered. */
  plain?: boolean;
  largest?: number;
}

type Inner = { connections: Set<{ id: string; _socket: Socket }> };

export async function openSmtpReceiver({ users, pair, tls = false, plain = pair === undefined, largest }: SmtpReceiverOptions = {}): Promise<SmtpReceiver> {
  const taken: Taken[] = [];
  const moods: SmtpReceiver['moods'] = {};
  const lines = new Map<string, Socket>();

  /** Goes on, answers a refusal, breaks the line, or leaves the other side waiting. */
  function answer<T>(stage: Stage, session: { id: string }, done: (error?: Error | null, value?: T) => void, value?: T): void {
    const list = moods[stage];
    const mood = (list && list.length > 1 ? list.shift() : list?.[0]) ?? 'fine';
    if (mood === 'fine') done(null, ...(value === undefined ? [] : [value]));
    else if (mood === 'break') [...(server as unknown as Inner).connections].find(({ id }) => id === session.id)?._socket.destroy();
    else if (mood !== 'silence') done(Object.assign(new Error(mood.text ?? 'not now'), { responseCode: mood.code }));
  }

  const server = new SMTPServer({
    secure: tls,
    ...(pair ?? {}),
    ...(largest === undefined ? {} : { size: largest }),
    hideSTARTTLS: plain,
    disabledCommands: [...(plain && !tls ? ['STARTTLS'] : []), ...(users ? [] : ['AUTH'])],
    allowInsecureAuth: plain,
    authOptional: users === undefined,
    closeTimeout: 100,
    onConnect: (session, done) => answer('connect', session, done),
    onAuth(auth, session, done) {
      const isRight = users?.[auth.username ?? ''] === auth.password;
      if (!isRight) return done(Object.assign(new Error(`no such pair ${auth.username} ${auth.password}`), { responseCode: 535 }));
      answer('auth', session, (error, value) => done(error ?? null, value), { user: auth.username });
    },
    onMailFrom: (_address, session, done) => answer('from', session, done),
    onRcptTo: (_address, session, done) => answer('to', session, done),
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      if (moods.data) stream.once('data', () => answer('data', session, done));
      stream.once('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const mail = { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address), isPrivate: session.secure };
        taken.push({ ...mail, raw: Buffer.concat(pieces).toString('utf8'), ...(session.user === undefined ? {} : { user: String(session.user) }) });
        answer('taken', session, done);
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    const id = `${socket.remotePort}`;
    lines.set(id, socket);
    socket.once('close', () => lines.delete(id));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as { port: number };
  return {
    port,
    place: `127.0.0.1:${port}`,
    taken,
    moods,
    open: () => lines.size,
    close() {
      for (const socket of lines.values()) setImmediate(() => socket.destroy()); // not in a turn in which TLS above it may write: that ends Node 24
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
