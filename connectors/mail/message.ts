/** A mail as bytes. The same step composes the same bytes, so a repeat can be recognised by its Message-ID. */
import type { JsonObject } from '../../flows/flow.ts';
import { objectOf, textOf } from '../../nodes/json-fields.ts';
import { ConnectorError } from '../../nodes/node-type.ts';
import { addressesOf, addressOf, refuseLineBreaks } from './address.ts';

export interface Mail {
  messageId: string;
  /** Whom the server is told; who is in `bcc` stands nowhere else. */
  envelope: { from: string; to: string[] };
  raw: Buffer;
}

/** What is the same for every mail of a connection and a step. */
export interface Sender {
  from: string;
  replyTo?: string;
  effectKey: string;
  /** Instant the step began, ms. */
  since: number;
}

/** Headers that the fields of the node, the server or the form of the message decide. */
const ours =
  /^(from|sender|to|cc|bcc|reply-to|subject|date|message-id|mime-version|content-.*|received|return-path|resent-.*|dkim-signature|arc-.*|authentication-results)$/i;

export interface MailFile {
  filename: string;
  contentType: string;
  content: Buffer;
}

/** Throws `config.invalid_header` where a value would break out of its header, `config.invalid` for what is no address. */
export async function compose(config: JsonObject, { from, replyTo, effectKey, since }: Sender, files: MailFile[] = []): Promise<Mail> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const sender = addressOf(from, 'the sender of the connection');
  const to = addressesOf(config['to'], 'to');
  const cc = addressesOf(config['cc'], 'cc');
  const bcc = addressesOf(config['bcc'], 'bcc');
  const answers = addressesOf(config['replyTo'] ?? replyTo, 'reply to');
  const subject = textOf(config['subject']) ?? '';
  refuseLineBreaks(subject, 'the subject');
  const messageId = `<${effectKey.replace(/[^A-Za-z0-9_-]/g, '-')}@${sender.address.slice(sender.address.indexOf('@') + 1)}>`;
  const html = textOf(config['html']);
  const node = new MailComposer({
    from: sender,
    to,
    cc,
    bcc,
    ...(answers.length > 0 ? { replyTo: answers } : {}),
    subject,
    text: textOf(config['text']) ?? '',
    ...(html === undefined ? {} : { html }),
    headers: headersOf(objectOf(config['headers'])),
    ...(files.length === 0 ? {} : { attachments: files }),
    messageId,
    date: new Date(since),
    baseBoundary: effectKey,
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const { from: envelopeFrom, to: recipients } = node.getEnvelope();
  if (recipients.length === 0) throw new ConnectorError('config.invalid', 'The mail has no recipient — fill in "to", "cc" or "bcc"');
  return { messageId, envelope: { from: String(envelopeFrom), to: recipients }, raw: await node.build() };
}

function headersOf(given: JsonObject): { key: string; value: string }[] {
  return Object.entries(given).flatMap(([key, value]) => {
    if (value === null) return [];
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    if (!/^[A-Za-z0-9-]{1,76}$/.test(key))
      throw new ConnectorError('config.invalid_header', `${JSON.stringify(key.slice(0, 60))} is no name of a header — use letters, digits and hyphens`);
    if (ours.test(key)) throw new ConnectorError('config.invalid_header', `The header ${key} is not set here — use the field of its name, or leave it out`);
    refuseLineBreaks(text, `The header ${key}`);
    return [{ key, value: text }];
  });
}
