/** Tries a connection and says honestly how far it got: what was called, what came back, and after how long. */
import type { Connector, Send } from '../../connectors/connector.ts';
import { type Connection, ConnectorError, type Dial, type HttpRequest } from '../../nodes/node-type.ts';
import type { ConnectionTest } from './api.ts';

type Tried = ConnectionTest['tried'][number] & { status?: number };

export interface TestMeans {
  connection: Connection;
  /** Hides secrets in what comes back; what goes out is told by method and address alone. */
  http: Send;
  dial?: Dial | undefined;
}

const longestText = 600;

/** `now` in ms. What the connector cannot say in words of its own rises. */
export async function tryConnection(connector: Connector, { connection, http, dial }: TestMeans, now: () => number): Promise<ConnectionTest> {
  const began = now();
  const tried: Tried[] = [];
  let host: string | undefined;
  async function watch<T>(call: string, to: string | undefined, act: () => Promise<T>, found: (came: T) => Omit<Tried, 'call' | 'ms'>): Promise<T> {
    const sent = now();
    host = to ?? host;
    try {
      const came = await act();
      tried.push({ call, ms: spanOf(sent, now()), ...found(came) });
      return came;
    } catch (error) {
      tried.push({ call, ms: spanOf(sent, now()), ok: false, answer: error instanceof ConnectorError ? error.message : 'No answer' });
      throw error;
    }
  }
  const watchedSend: Send = (request) =>
    watch(
      callOf(request),
      URL.parse(request.url)?.host,
      () => http(request),
      ({ status, text }) => ({ answer: String(status), ok: status < 400, status, ...textOf(text) }),
    );
  const watchedDial: Dial | undefined =
    dial &&
    ((to) =>
      watch(
        `Connect to ${to.host}:${to.port}`,
        `${to.host}:${to.port}`,
        () => dial(to),
        () => ({ answer: 'Connected', ok: true }),
      ));
  const answer = await connector.test(connection, watchedSend, watchedDial).catch((error: unknown) => {
    if (error instanceof ConnectorError) return { ok: false, words: error.message };
    throw error;
  });
  return {
    ok: answer.ok,
    words: answer.words,
    ms: spanOf(began, now()),
    reach: answer.ok ? 'signed-in' : reachOf(tried.at(-1)),
    ...(host === undefined ? {} : { host }),
    tried: tried.map(({ status: _, ...step }) => step),
  };
}

function reachOf(last: Tried | undefined): ConnectionTest['reach'] {
  if (last === undefined) return 'nothing';
  if (last.status === undefined) return last.ok ? 'trouble' : 'nobody';
  if (last.status === 401 || last.status === 403) return 'no-right';
  return last.status === 404 || last.status === 410 ? 'no-place' : 'trouble';
}

/** Values of a query may be secrets in some systems; their names are enough. */
function callOf({ method, url }: HttpRequest): string {
  const parsed = URL.parse(url);
  if (!parsed) return `${method} ${url}`;
  const names = [...parsed.searchParams.keys()];
  return `${method} ${parsed.origin}${parsed.pathname}${names.length > 0 ? `?${names.map((name) => `${name}=…`).join('&')}` : ''}`;
}

function textOf(said: string): { text?: string } {
  const text = said.replace(/\s+/g, ' ').trim().slice(0, longestText);
  return text === '' ? {} : { text };
}

const spanOf = (from: number, to: number): number => Math.max(0, Math.round(to - from));
