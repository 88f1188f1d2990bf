import { ConnectorError } from '../../nodes/node-type.ts';
import { defineConnector } from '../connector.ts';
import sendMail from './actions/send-mail.ts';
import { auth, type MailServer, serverOf } from './auth.ts';
import { invoiceByMail } from './invoice-channel.ts';
import { converse } from './smtp.ts';

/** A mail server that sends for us, by SMTP. */
export const mail = defineConnector({
  id: 'mail',
  title: 'Mail',
  summary: 'A mail server that sends mails, by SMTP.',
  baseUrl: {},
  rateLimit: { perSecond: 10, concurrent: 4 },
  effectClass: 'C',
  auth,
  async test(connection, _http, dial) {
    const server = serverOf(connection);
    try {
      const conversation = await converse(dial, server);
      conversation.close();
      return { ok: true, words: greetingOf(server, conversation.largest) };
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      if (error.code === 'connector.unauthorized' && server.user && error.message.includes('answered'))
        return { ok: false, words: `${server.host} refuses this password for ${server.user.name}: ${error.message}` };
      return { ok: false, words: error.message };
    }
  },
  actions: [sendMail],
  triggers: [],
  invoiceChannel: invoiceByMail,
});

function greetingOf({ host, port, user }: MailServer, largest: number | undefined): string {
  const who = user ? `Signed in as ${user.name} at ${host}:${port}` : `${host}:${port} answers and asks for no password`;
  return largest === undefined ? `${who}; it names no limit for a mail` : `${who}; it takes mails up to ${sizeInWords(largest)}`;
}

function sizeInWords(bytes: number): string {
  const mega = 1024 * 1024;
  return bytes >= mega ? `${Math.floor(bytes / mega)} MB` : `${Math.max(1, Math.floor(bytes / 1024))} kB`;
}
