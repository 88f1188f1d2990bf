/** A mail server inside a play: SMTP over a pair of streams in this thread, and nothing that takes time. */
import type { Socket } from 'node:net';
import { type Duplex, duplexPair } from 'node:stream';
// Loaded ahead, so that a play never waits for the disk.
import 'nodemailer/lib/mail-composer';
import 'nodemailer/lib/smtp-connection';
import { ConnectorError } from '../../../nodes/node-type.ts';

export interface MailLines {
  /** Somebody is about to write a mail, and will dial. */
  begin(): void;
  /** Told of each mail once it is the server's; what it throws is what the sender hears, or never hears. */
  dial(take: (messageId: string) => Promise<unknown>): Promise<Socket>;
  /** Resolves once nobody is talking; false when nobody was. */
  wasBusy(): Promise<boolean>;
}

export function mailLines(): MailLines {
  const waiting: (() => void)[] = [];
  let open = 0;
  return {
    begin() {
      open += 1;
    },
    async dial(take) {
      const [ours, theirs] = duplexPair();
      ours.once('close', () => {
        open -= 1;
        if (open === 0) for (const go of waiting.splice(0)) go();
      });
      ours.on('error', () => undefined);
      serve(theirs, take, () => ours.destroy());
      return Object.assign(ours, { setTimeout: () => ours }) as unknown as Socket; // all that a mail client asks of one
    },
    async wasBusy() {
      if (open === 0) return false;
      await new Promise<void>((resolve) => waiting.push(resolve));
      return true;
    },
  };
}

function serve(line: Duplex, take: (messageId: string) => Promise<unknown>, hangUp: () => void): void {
  const say = (text: string): void => void line.write(`${text}\r\n`);
  let mail: string | undefined;
  let rest = '';

  async function taken(text: string): Promise<void> {
    try {
      await take(/^message-id: (.*)$/im.exec(text)?.[1] ?? '');
      say('250 taken');
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      if (error.unknown) hangUp();
      else say(error.retryable ? '451 not now' : '554 not like this');
    }
  }
  line.on('error', () => undefined);
  line.on('data', (piece: Buffer) => {
    const lines = (rest + piece.toString('utf8')).split('\r\n');
    rest = lines.pop() ?? '';
    for (const one of lines) {
      if (mail !== undefined) {
        if (one === '.') void taken(mail);
        mail = one === '.' ? undefined : `${mail}${one}\n`;
      } else if (one === 'DATA') {
        mail = '';
        say('354 go on');
      } else if (one === 'QUIT') {
        line.end('221 bye\r\n');
      } else say('250 fine');
    }
  });
  line.on('end', () => line.end());
  say('220 case.test');
}
