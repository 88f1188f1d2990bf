/** What a connection to a mail server needs. */
import type { JsonObject } from '../../flows/flow.ts';
import { textOf } from '../../nodes/json-fields.ts';
import { type Connection, ConnectorError } from '../../nodes/node-type.ts';
import { fields } from '../../nodes/schema.ts';

export type Security = 'none' | 'starttls' | 'tls';

export interface MailServer {
  host: string;
  port: number;
  security: Security;
  /** Whoever signs in; nobody does where the server asks for none. */
  user?: { name: string; password: string };
  from: string;
  replyTo?: string;
}

export const auth: JsonObject = fields(
  {
    host: { type: 'string', title: 'Server', description: 'smtp.example.com', minLength: 1, maxLength: 253 },
    port: { type: 'integer', title: 'Port', description: '587 with STARTTLS, 465 with TLS', minimum: 1, maximum: 65_535, default: 587 },
    security: {
      type: 'string',
      title: 'Security',
      description: 'none is meant for servers on this machine or a private net',
      enum: ['starttls', 'tls', 'none'],
      default: 'starttls',
    },
    user: { type: 'string', title: 'User', description: 'Empty where the server asks for no password', maxLength: 320 },
    password: { type: 'string', title: 'Password', 'x-secret': true },
    from: { type: 'string', title: 'From', description: 'Billing <billing@example.com>', minLength: 3, maxLength: 500 },
    replyTo: { type: 'string', title: 'Reply to', maxLength: 500 },
  },
  ['host', 'from'],
);

const usualPort: Record<Security, number> = { none: 25, starttls: 587, tls: 465 };

/** The server of a connection, with its password in clear. */
export function serverOf({ id, settings, secret }: Connection): MailServer {
  const host = textOf(settings['host']);
  const from = textOf(settings['from']);
  if (host === undefined || from === undefined)
    throw new ConnectorError('connection.missing', `connection ${id} names no ${host === undefined ? 'server' : 'sender'} — complete it under Connectors`);
  const security = (settings['security'] ?? 'starttls') as Security;
  const name = textOf(settings['user']);
  const replyTo = textOf(settings['replyTo']);
  return {
    host,
    port: Number(settings['port'] ?? usualPort[security]),
    security,
    from,
    ...(name === undefined ? {} : { user: { name, password: secret('password') } }),
    ...(replyTo === undefined ? {} : { replyTo }),
  };
}
