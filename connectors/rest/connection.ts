/** The connection of a system told by a manifest: its form, its address, and how it signs in. */
import type { JsonObject } from '../../flows/flow.ts';
import { textOf } from '../../nodes/json-fields.ts';
import { type Connection, ConnectorError } from '../../nodes/node-type.ts';
import { fields } from '../../nodes/schema.ts';
import type { Manifest } from './manifest.ts';

const secret = (title: string, description?: string): JsonObject => ({
  type: 'string',
  title,
  ...(description === undefined ? {} : { description }),
  'x-secret': true,
});

export function formOf({ auth, baseUrl = {}, settings = {} }: Manifest): JsonObject {
  const scheme = baseUrl.http === true ? '^https?://' : '^https://';
  const address: JsonObject = {
    baseUrl: { type: 'string', title: 'Address', ...(baseUrl.example === undefined ? {} : { description: baseUrl.example }), pattern: scheme },
  };
  const isOwn = auth.kind !== 'url' && baseUrl.fixed === undefined;
  const properties: JsonObject = { ...(isOwn ? address : {}), ...signIn(auth.kind, baseUrl.example), ...settings };
  const required = Object.keys({ ...(isOwn ? address : {}), ...signIn(auth.kind, undefined) });
  return fields(properties, required);
}

function signIn(kind: Manifest['auth']['kind'], example: string | undefined): JsonObject {
  switch (kind) {
    case 'none':
      return {};
    case 'bearer':
    case 'header':
    case 'query':
      return { token: secret('Key') };
    case 'basic':
      return { user: { type: 'string', title: 'User', minLength: 1 }, password: secret('Password') };
    case 'url':
      return { url: secret('Address', example ?? 'Whoever knows it can write here: it is kept as a secret') };
  }
}

/** Address under which a connection is called; secrets go to its host and nowhere else. */
export function baseOf({ title, auth, baseUrl = {} }: Manifest, connection: Connection): string {
  const base = auth.kind === 'url' ? connection.secret('url') : (baseUrl.fixed ?? textOf(connection.settings['baseUrl']));
  if (base === undefined) throw new ConnectorError('connection.missing', `connection ${connection.id} has no address — complete it under Connectors`);
  const url = URL.parse(base);
  if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && baseUrl.http === true)))
    throw new ConnectorError('config.invalid', `the address of connection ${connection.id} is none that ${title} takes — write it with https:// in front`);
  const host = url.hostname.toLowerCase();
  const isListed = baseUrl.hosts?.some((one) => (one.startsWith('.') ? host.endsWith(one) : host === one)) ?? true;
  if (!isListed)
    throw new ConnectorError(
      'connection.host_not_allowed',
      `connection ${connection.id} leads to ${host}, which is none of ${title} — use ${baseUrl.hosts!.join(' or ')}`, // listed, or it would be fine
    );
  return base;
}

/** What a call carries to be let in. */
export function signedIn({ auth }: Manifest, connection: Connection): { headers: Record<string, string>; query: Record<string, string> } {
  switch (auth.kind) {
    case 'none':
    case 'url':
      return { headers: {}, query: {} };
    case 'bearer':
      return { headers: { authorization: `Bearer ${connection.secret('token')}` }, query: {} };
    case 'basic': {
      const pair = `${textOf(connection.settings['user']) ?? ''}:${connection.secret('password')}`;
      return { headers: { authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` }, query: {} };
    }
    case 'header':
      return { headers: { [auth.name.toLowerCase()]: `${auth.prefix ?? ''}${connection.secret('token')}` }, query: {} };
    case 'query':
      return { headers: {}, query: { [auth.name]: connection.secret('token') } };
  }
}
