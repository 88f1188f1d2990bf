/**
 * Dovecot, which takes mail from whoever signs in over TLS, OpenSMTPD, which it hands them to, and Dovecot again, where they
 * are fetched. Both want root, for the users they turn into. OpenSMTPD does no TLS here: Debian's 6.8 fails every handshake.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/hub-process.ts';
import { selfSigned } from '../support/self-signed.ts';
import { isOnPath, ownServer } from './own-server.ts';
import { type Missing, required } from './service.ts';

export interface MailService {
  url: string;
  name: string;
  smtpPort: number;
  imapPort: number;
  /** Who may send, over STARTTLS. */
  user: string;
  password: string;
  /** Addresses that exist, each a mailbox with the same password. */
  mailboxes: string[];
  /** The server's certificate, which nobody signed but itself. */
  cert: string;
  stop(): Promise<void>;
}

const user = 'hub';
const password = 'quite-secret-word';
const mailboxes = ['ap@hub.test', 'books@hub.test'];

/** Both from the PATH; never more than one pair at a time on a machine, since OpenSMTPD has one queue. */
export async function mail(): Promise<MailService | Missing> {
  const absent = ['smtpd', 'dovecot'].filter((program) => !isOnPath(program));
  if (!existsSync('/usr/lib/dovecot/submission')) absent.push('submission of Dovecot');
  if (absent.length > 0)
    return required<MailService>({ reason: `no mail server: ${absent.join(' and ')} missing (opensmtpd, dovecot-imapd, dovecot-lmtpd, dovecot-submissiond)` });
  if (process.getuid?.() !== 0) return required<MailService>({ reason: 'no mail server: OpenSMTPD and Dovecot start as root only' });
  const pair = selfSigned();
  const meeting = mkdtempSync(join(tmpdir(), 'orderloom-lmtp-'));
  chmodSync(meeting, 0o755);
  const lmtp = join(meeting, 'lmtp');
  const smtpPort = await freePort();
  const smtpd = await ownServer({
    name: 'OpenSMTPD',
    command: 'smtpd',
    args: (port, dir) => ['-d', '-f', smtpdConfig(port, dir, lmtp)],
    ready: /OpenSMTPD \S+ starting/,
    url: (port) => `smtp://127.0.0.1:${port}`,
    prepare: listens,
  });
  const dovecot = await ownServer({
    name: 'Dovecot',
    command: 'dovecot',
    args: (port, dir) => ['-F', '-c', dovecotConfig({ imap: port, submission: smtpPort, relay: Number(new URL(smtpd.url).port), lmtp, pair }, dir)],
    ready: /starting up/,
    url: (port) => `imap://127.0.0.1:${port}`,
    prepare: listens,
  }).catch(async (error: unknown) => {
    await smtpd.stop();
    throw error;
  });
  await listens(smtpPort);
  return {
    url: `smtp://127.0.0.1:${smtpPort}`,
    name: `OpenSMTPD behind Dovecot ${execFileSync('dovecot', ['--version'], { encoding: 'utf8' }).split(' ')[0]}`,
    smtpPort,
    imapPort: Number(new URL(dovecot.url).port),
    user,
    password,
    mailboxes,
    cert: pair.cert,
    async stop() {
      await dovecot.stop();
      await smtpd.stop();
      rmSync(meeting, { recursive: true, force: true });
    },
  };
}

interface DovecotPlan {
  imap: number;
  submission: number;
  /** Port of OpenSMTPD. */
  relay: number;
  lmtp: string;
  pair: { key: string; cert: string };
}

function dovecotConfig({ imap, submission, relay, lmtp, pair }: DovecotPlan, dir: string): string {
  const { uid, gid } = idsOf('mail');
  chmodSync(dir, 0o755);
  for (const name of ['run', 'state', 'mail']) mkdirSync(join(dir, name), { recursive: true });
  chownSync(join(dir, 'mail'), uid, gid);
  const people = [user, ...mailboxes].map((one) => `${one}:{PLAIN}${password}::::::\n`).join('');
  return written(
    join(dir, 'dovecot.conf'),
    `
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = /dev/stderr
protocols = imap lmtp submission
listen = 127.0.0.1
hostname = mail.hub.test
ssl = yes
ssl_cert = <${written(join(dir, 'cert.pem'), pair.cert)}
ssl_key = <${written(join(dir, 'key.pem'), pair.key, 0o600)}
first_valid_uid = 1
mail_location = maildir:${dir}/mail/%u
submission_max_mail_size = 25 M
submission_relay_host = 127.0.0.1
submission_relay_port = ${relay}
passdb {
  driver = passwd-file
  args = ${written(join(dir, 'users'), people)}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${dir}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${imap}
  }
  inet_listener imaps {
    port = 0
  }
}
service submission-login {
  chroot =
  inet_listener submission {
    port = ${submission}
  }
  inet_listener submissions {
    port = 0
  }
}
service lmtp {
  unix_listener ${lmtp} {
    mode = 0666
  }
}
service anvil {
  chroot =
}
`,
  );
}

function smtpdConfig(port: number, dir: string, lmtp: string): string {
  chmodSync(dir, 0o755);
  return written(
    join(dir, 'smtpd.conf'),
    `
table boxes { ${mailboxes.map((one) => `${one} = mail`).join(', ')} }
listen on 127.0.0.1 port ${port} hostname mail.hub.test
action "box" lmtp "${lmtp}" rcpt-to virtual <boxes>
match from any for domain "hub.test" action "box"
`,
  );
}

function written(file: string, text: string, mode = 0o644): string {
  writeFileSync(file, text, { mode });
  return file;
}

function idsOf(name: string): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

/** Resolves once somebody takes connections there. */
async function listens(port: number): Promise<void> {
  for (const end = Date.now() + 25_000; ; ) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    if (Date.now() > end) throw new Error(`nobody listens on port ${port} after 25 s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
