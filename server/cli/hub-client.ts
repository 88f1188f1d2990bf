/** Speaks to a running hub as any other program would. */

export interface HubClient {
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; headers: Headers; text: string }>;
  /** The same, with the answer as JSON. */
  json<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T>;
}

/** What went wrong, in words for the terminal; `problems` lists every place. */
export class CommandRefused extends Error {
  readonly code: string;
  readonly problems: { path: string; message: string; code?: string; node?: string }[];
  constructor(code: string, message: string, problems: CommandRefused['problems'] = []) {
    super(message);
    this.code = code;
    this.problems = problems;
  }
}

/** HUB_URL and HUB_TOKEN (or HUB_ADMIN_TOKEN) say where and as whom. */
export function hubClient(env: NodeJS.ProcessEnv, call: typeof fetch = fetch): HubClient {
  const base = (env['HUB_URL'] ?? 'http://127.0.0.1:8300').replace(/\/+$/, '');
  const token = env['HUB_TOKEN'] ?? env['HUB_ADMIN_TOKEN'];

  const ask: HubClient['ask'] = async (method, path, body, headers = {}) => {
    const init = {
      method,
      headers: {
        accept: 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    };
    const answer = await call(base + path, init).catch((cause: unknown) => {
      throw new CommandRefused('hub.unreachable', `No hub answers at ${base}. Start one with "npm start", or set HUB_URL. (${reasonOf(cause)})`);
    });
    const text = await answer.text();
    if (!answer.ok) throw refusalOf(answer.status, text, base);
    return { status: answer.status, headers: answer.headers, text };
  };

  return {
    ask,
    json: async <T>(...args: Parameters<HubClient['ask']>) => {
      const { text } = await ask(...args);
      return (text === '' ? undefined : JSON.parse(text)) as T; // the shapes of server/http/api.ts
    },
  };
}

const reasonOf = (cause: unknown): string => {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error ? inner.message || inner.name : String(inner);
};

function refusalOf(status: number, text: string, base: string): CommandRefused {
  let problem: { code?: string; detail?: string; path?: string; problems?: CommandRefused['problems'] } = {};
  try {
    problem = JSON.parse(text);
  } catch {
    return new CommandRefused('hub.unexpected', `${base} answered ${status} in a way no hub does. Check HUB_URL.`);
  }
  if (status === 401)
    return new CommandRefused('auth', 'The hub does not know this token. Set HUB_TOKEN to an API token, or HUB_ADMIN_TOKEN as the hub was started with.');
  const single = problem.path ? [{ path: problem.path, message: problem.detail ?? '', ...(problem.code ? { code: problem.code } : {}) }] : [];
  return new CommandRefused(problem.code ?? `http.${status}`, problem.detail ?? `The hub answered ${status}.`, problem.problems ?? single);
}
