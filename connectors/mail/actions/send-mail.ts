import type { JsonObject } from '../../../flows/flow.ts';
import { ConnectorError, defineNode } from '../../../nodes/node-type.ts';
import { gives, list, text } from '../../../nodes/output.ts';
import { fields } from '../../../nodes/schema.ts';
import { serverOf } from '../auth.ts';
import { compose } from '../message.ts';
import { converse } from '../smtp.ts';

const address: JsonObject = { type: 'string', minLength: 3, maxLength: 500 };
const addresses = (title: string, description?: string): JsonObject => ({
  title,
  ...(description === undefined ? {} : { description }),
  anyOf: [address, { type: 'array', items: address, maxItems: 100 }],
});

/**
 * Hands one mail to the connection's server. SMTP knows no keys: a mail whose answer was lost may have been taken, and only
 * its Message-ID, derived from the effect key, tells a second copy from a second mail.
 */
export default defineNode({
  type: 'mail.send_mail@1',
  title: 'Send mail',
  summary: 'Hands a mail to the mail server of the connection.',
  group: 'connectors',
  icon: 'mail',
  ports: ['done'],
  config: fields(
    {
      to: addresses('To', 'One address, or a list'),
      cc: addresses('Copy to'),
      bcc: addresses('Hidden copy to'),
      subject: { type: 'string', title: 'Subject', minLength: 1, maxLength: 998 },
      text: { type: 'string', title: 'Text', maxLength: 1_000_000, 'x-widget': 'text' },
      html: { type: 'string', title: 'HTML', description: 'For readers that show it; the text stays for the others', maxLength: 1_000_000, 'x-widget': 'text' },
      replyTo: addresses('Reply to', "Instead of the connection's"),
      headers: { type: 'object', title: 'Further headers', 'x-widget': 'pairs', maxProperties: 30 },
    },
    ['to', 'subject', 'text'],
  ),
  effect: { class: 'C' },
  output: gives({ messageId: text(), accepted: list(text(), 'Addresses the server took'), rejected: list(text()) }),
  line: ({ subject }) => (typeof subject === 'string' ? subject : 'A mail'),
  async run({ config, connection, effectKey, since, dial }) {
    if (!connection) throw new ConnectorError('connection.missing', 'Send mail needs a connection — bind the slot of this node');
    const server = serverOf(connection);
    const mail = await compose(config, { from: server.from, ...(server.replyTo === undefined ? {} : { replyTo: server.replyTo }), effectKey, since });
    const conversation = await converse(dial, server);
    try {
      const { accepted, rejected } = await conversation.send(mail);
      return { kind: 'emit', output: { messageId: mail.messageId, accepted, rejected } };
    } finally {
      conversation.close();
    }
  },
});
