/** An invoice by mail: the PDF to look at with the invoice as XML inside. The mail of a step is the same to the byte each time. */
import { ConnectorError } from '../../nodes/node-type.ts';
import type { InvoiceChannel } from '../../nodes/send-invoice/channel.ts';
import { serverOf } from './auth.ts';
import { compose } from './message.ts';
import { converse } from './smtp.ts';

export const invoiceByMail: InvoiceChannel = {
  name: 'email',
  honoursKey: false,
  async submit({ connection, dial }, { number, invoice, email, subject, key, since, pdf }) {
    if (email === undefined) throw new ConnectorError('data.invalid', `Nobody knows the mail address for ${number} — fill it in at the customer`);
    const server = serverOf(connection);
    const { name, content } = await pdf();
    const isCredit = invoice.typeCode === '381';
    const title = subject ?? `${isCredit ? 'Credit note' : 'Invoice'} ${number}${invoice.seller?.name === undefined ? '' : ` of ${invoice.seller.name}`}`;
    const owed = isCredit
      ? ''
      : ` over ${invoice.totals?.payable ?? ''} ${invoice.currency ?? ''}${invoice.dueDate === undefined ? '' : `, due ${invoice.dueDate}`}`;
    const sender = { from: server.from, ...(server.replyTo === undefined ? {} : { replyTo: server.replyTo }), effectKey: key, since };
    const text = `${isCredit ? 'Credit note' : 'Invoice'} ${number}${owed} is attached.\nThe file holds the same invoice as data for your own system.\n`;
    const mail = await compose({ to: email, subject: title, text }, sender, [
      { filename: name, contentType: 'application/pdf', content: Buffer.from(content) },
    ]);
    const conversation = await converse(dial, server);
    try {
      const { accepted } = await conversation.send(mail);
      if (accepted.length === 0) throw new ConnectorError('connector.refused', `${server.host} took no recipient of ${number}`);
      return { id: mail.messageId, because: `${server.host} took the mail to ${email}` };
    } finally {
      conversation.close();
    }
  },
};
