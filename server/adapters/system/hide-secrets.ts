/** A receiver may repeat what we sent it: our secrets are cut out of its words before anybody keeps or shows them. */
import type { Json } from '../../../flows/flow.ts';
import { type Connection, ConnectorError, type HttpAnswer, type HttpRequest } from '../../../nodes/node-type.ts';

export interface Hidden {
  /** The connection, each secret read through it remembered. */
  connection: Connection;
  /** The same way out, its answers and failures without the secrets that were read. */
  http(request: HttpRequest): Promise<HttpAnswer>;
}

/** Shorter values would cut ordinary words to pieces. */
const shortest = 6;
const mark = '•••';

export function hideSecrets(connection: Connection, http: (request: HttpRequest) => Promise<HttpAnswer>): Hidden {
  const read = new Set<string>();
  return {
    connection: {
      ...connection,
      secret(field) {
        const value = connection.secret(field);
        if (value.length >= shortest) read.add(value);
        return value;
      },
    },
    async http(request) {
      const secrets = [...new Set([...read, ...sentAs(request, read)].flatMap(spellings))];
      const clean = (text: string): string => secrets.reduce((rest, secret) => rest.replaceAll(secret, mark), text);
      try {
        const answer = await http(request);
        const said = answer.text + Object.values(answer.headers).join('\n');
        // JSON may spell a character in another way, so the value is looked at too, once it is asked for.
        const json = (): Json => cleanJson(answer.json(), clean);
        if (!secrets.some((secret) => said.includes(secret))) return { ...answer, json };
        const headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, clean(value)]));
        return { ...answer, headers, text: clean(answer.text), json };
      } catch (error) {
        if (!(error instanceof ConnectorError) || clean(error.message) === error.message) throw error;
        const { code, retryable, retryAfter, unknown } = error;
        throw new ConnectorError(code, clean(error.message), { retryable, unknown, ...(retryAfter === undefined ? {} : { retryAfter }) });
      }
    },
  };
}

/** As it is, inside a JSON text, and inside an address. */
const spellings = (secret: string): string[] => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];

/** What stands after the scheme of `authorization`: a secret in another dress, such as Basic's. */
function sentAs({ headers = {} }: HttpRequest, read: ReadonlySet<string>): string[] {
  if (read.size === 0) return [];
  const value = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  const credential = value?.slice(value.indexOf(' ') + 1) ?? '';
  return credential.length >= shortest && !read.has(credential) ? [credential] : [];
}

function cleanJson(value: Json, clean: (text: string) => string): Json {
  if (typeof value === 'string') return clean(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((inner) => cleanJson(inner, clean));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [clean(key), cleanJson(inner, clean)]));
}
