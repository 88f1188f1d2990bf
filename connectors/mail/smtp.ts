/** One conversation with a mail server: connect, sign in, hand over at most one mail, leave. */
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { ConnectorError, type Dial } from '../../nodes/node-type.ts';
import type { MailServer } from './auth.ts';
import type { Mail } from './message.ts';
import { type SmtpError, smtpFailure } from './smtp-failure.ts';

export interface Conversation {
  /** Largest mail the server takes, bytes; where it says so. */
  largest?: number;
  /** What became of each recipient. Throws ConnectorError, `unknown` where the server did not say whether it took the mail. */
  send(mail: Mail): Promise<{ accepted: string[]; rejected: string[] }>;
  close(): void;
}

/** Longer than any deadline of a socket, so that the socket's own is the one that counts. */
const patience = 60_000;

/** Connects and signs in. Throws ConnectorError. */
export async function converse(dial: Dial | undefined, server: MailServer): Promise<Conversation> {
  if (!dial) throw new ConnectorError('connector.unreachable', `${server.host} cannot be reached: nothing but HTTP is let out here`);
  const { default: SMTPConnection } = await import('nodemailer/lib/smtp-connection');
  const socket = await dial({ host: server.host, port: server.port });
  const smtp = new SMTPConnection({
    connection: socket,
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' },
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    socketCloseTimeout: 1_000,
  });
  let isSent = false;
  let isLate = false;
  socket.once('timeout', () => {
    isLate = true;
  });

  /** One command; a connection that breaks meanwhile is told by an event. */
  function ask<T>(command: (done: (error: Error | null | undefined, answer?: T) => void) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const fail = (error: Error): void => reject(smtpFailure(error as SmtpError, server, { isSent, isLate }));
      smtp.once('error', fail);
      smtp.once('end', () => fail(new Error('Connection closed')));
      command((error, answer) => (error ? fail(error) : resolve(answer as T))); // a command without an answer asks for none
    });
  }

  try {
    smtp.on('error', () => undefined);
    await ask<void>((done) => smtp.connect(done));
    const largest = sizeOf(smtp.lastServerResponse);
    if (server.user) {
      if (!smtp.allowsAuth) throw new ConnectorError('connector.unauthorized', `${server.host} offers no sign-in here — check port and security`);
      const { name: user, password: pass } = server.user;
      await ask<unknown>((done) => smtp.login({ credentials: { user, pass } }, done));
    }
    return {
      ...(largest === undefined ? {} : { largest }),
      async send({ envelope, raw }) {
        const content = Readable.from(pieces(raw), { objectMode: false });
        const { accepted, rejected } = await ask<{ accepted: string[]; rejected: string[] }>((done) =>
          smtp.send({ ...envelope, size: raw.byteLength }, content, done),
        );
        return { accepted, rejected };
      },
      close: () => end(smtp, socket),
    };
  } catch (error) {
    end(smtp, socket);
    throw error;
  }

  /** Read only once the server has asked for the mail. */
  async function* pieces(raw: Buffer): AsyncGenerator<Buffer> {
    isSent = true;
    yield raw;
  }
}

/** Says goodbye where somebody still listens; what it answers changes nothing. */
function end(smtp: { quit(): void; close(): void }, socket: Socket): void {
  if (!socket.destroyed) smtp.quit();
  setTimeout(() => smtp.close(), socket.destroyed ? 0 : 500).unref();
}

const sizeOf = (greeting: string | false): number | undefined => {
  const size = Number(/^250[ -]SIZE[ \t]+(\d{1,15})/im.exec(greeting || '')?.[1] ?? 0);
  return size > 0 ? size : undefined;
};
