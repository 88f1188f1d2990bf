/** The mail server of the demo: speaks SMTP on 127.0.0.1, takes every mail and sends none. */

import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

export interface TakenMail {
  from: string;
  to: string[];
  raw: Buffer;
}

/** What becomes of a mail: `taken`, `later` for one to be sent again, `silence` where the answer is lost. */
export type MailFate = 'taken' | 'later' | 'silence';

export interface SmtpDoor {
  port: number;
  close(): Promise<void>;
}

export const mostMailBytes = 10 * 1024 * 1024;
const mostLine = 2_000;
const idleMs = 60_000;

export async function openSmtpDoor(take: (mail: TakenMail) => Promise<MailFate>): Promise<SmtpDoor> {
  const lines = new Set<Socket>();
  const server = createServer((socket) => {
    lines.add(socket);
    socket.once('close', () => lines.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setTimeout(idleMs, () => socket.destroy());
    converse(socket, take);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of lines) socket.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

function converse(socket: Socket, take: (mail: TakenMail) => Promise<MailFate>): void {
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  let envelope: { from?: string; to: string[] } = { to: [] };
  let isData = false;
  let came = '';

  function command(line: string): void {
    const [verb = ''] = line.toUpperCase().split(/[ :]/, 1);
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    if (verb === 'EHLO') say(`250-sandbox\r\n250-SIZE ${mostMailBytes}\r\n250 8BITMIME`);
    else if (verb === 'MAIL') {
      envelope = { from: address, to: [] };
      say('250 go on');
    } else if (verb === 'RCPT' && envelope.from !== undefined) {
      envelope.to.push(address);
      say('250 go on');
    } else if (verb === 'DATA' && envelope.to.length > 0) {
      isData = true;
      say('354 end with a dot');
    } else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else if (verb === 'RSET' || verb === 'NOOP' || verb === 'HELO') say('250 yes');
    else say('503 not now');
  }

  async function keep(text: string): Promise<void> {
    const { from = '', to } = envelope;
    envelope = { to: [] };
    const fate = await take({ from, to, raw: Buffer.from(text.replace(/^\.\./gm, '.'), 'latin1') }).catch(() => 'later' as const);
    if (fate === 'silence') socket.destroy();
    else say(fate === 'taken' ? '250 taken' : '451 not now, send it again');
  }

  function read(): void {
    for (;;) {
      if (isData) {
        const end = came.startsWith('.\r\n') ? 0 : came.indexOf('\r\n.\r\n') + 2;
        if (end < 2 && !came.startsWith('.\r\n')) {
          if (came.length > mostMailBytes) socket.destroy();
          return;
        }
        const text = came.slice(0, end);
        came = came.slice(end + 3);
        isData = false;
        void keep(text);
      } else {
        const end = came.indexOf('\r\n');
        if (end < 0) {
          if (came.length > mostLine) socket.destroy();
          return;
        }
        const line = came.slice(0, end);
        came = came.slice(end + 2);
        command(line);
      }
    }
  }

  socket.on('data', (chunk) => {
    came += chunk.toString('latin1');
    read();
  });
  say('220 sandbox takes mail');
}
