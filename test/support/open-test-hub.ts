/** A whole hub inside the test: a place of its own, a free port, one receiver it may call; spoken to over HTTP only. */
import { pino } from 'pino';
import type { Flow, Json } from '../../flows/flow.ts';
import type { Config } from '../../server/config.ts';
import type { RunDetail, RunStatus, StepInfo } from '../../server/http/api.ts';
import { openHub } from '../../server/hub.ts';
import { openReceiver, type Receiver } from './receiver.ts';
import { type HubPlace, openPlace, type ProfileName } from './stages/hub-place.ts';

export interface Answered<T> {
  status: number;
  body: T;
  headers: Headers;
}

export interface TestHub {
  url: string;
  receiver: Receiver;
  environment: string;
  /** Speaks to the API as the admin; a text or bytes are sent as they stand. */
  call<T = Record<string, Json>>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered<T>>;
  /** A message to `/in/{path}`, without any identity. */
  deliver<T = Record<string, Json>>(path: string, body: string | Json, headers?: Record<string, string>): Promise<Answered<T>>;
  /** Saves a drawing and deploys it; throws when it is refused. */
  deploy(flow: Flow): Promise<void>;
  /** Stores a connection and binds it to a slot; answers with its id. */
  connect(slot: string, ask: { connector: string; title: string; settings: Record<string, Json>; secrets: Record<string, string> }): Promise<string>;
  run(id: string): Promise<RunDetail>;
  steps(id: string): Promise<StepInfo[]>;
  /** Resolves with the run once it is in one of these states. */
  until(id: string, ...status: RunStatus[]): Promise<RunDetail>;
  /** Resolves with the run once a step of this node waits. */
  waitsAt(id: string, node: string): Promise<RunDetail>;
  /** Every place the hub has written a text to: its answers, its log and what it keeps. */
  placesWith(text: string): Promise<string[]>;
  place: HubPlace;
  close(): Promise<void>;
}

export const adminToken = 'test-admin-token-0123456789abcdef';
const patience = 10_000;

export interface TestHubOptions {
  profile?: ProfileName;
  role?: Config['role'];
  /** Another process on the servers of this hub, calling the same receiver. */
  beside?: TestHub;
  /** Instead of the profile's. */
  servers?: Pick<Partial<Config>, 'mongodbUrl' | 'redisUrl'>;
  demo?: boolean;
  egressAllow?: string[];
}

export async function openTestHub(options: TestHubOptions = {}): Promise<TestHub> {
  const { profile = 'embedded', role = 'all', beside, servers = {}, demo = false, egressAllow = [] } = options;
  const place = beside?.place ?? (await openPlace(profile));
  const receiver = beside?.receiver ?? (await openReceiver());
  const lines: string[] = [];
  const answers: string[] = [];
  const log = pino({ level: 'trace', base: null }, { write: (line: string) => lines.push(line) });
  const environment = demo ? 'demo' : 'production';
  const leave = async (): Promise<void> => {
    if (beside) return;
    await receiver.close();
    await place.close();
  };
  const opening = openHub(
    {
      port: 0,
      host: '127.0.0.1',
      ...place.config,
      ...servers,
      role,
      hubKeyFile: undefined,
      adminEmail: undefined,
      adminPassword: undefined,
      adminToken,
      demo,
      environment,
      egressAllow: [receiver.place, ...egressAllow],
      logLevel: 'trace',
    },
    log,
    'test',
  );
  const hub = await opening.catch(async (error: unknown) => {
    await leave();
    throw error;
  });

  async function speak<T>(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Answered<T>> {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const answer = await fetch(hub.url + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: isRaw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    answers.push(`${method} ${path}: ${text}`);
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    return { status: answer.status, body: (isJson ? JSON.parse(text) : text) as T, headers: answer.headers };
  }

  async function eventually<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    for (const end = Date.now() + patience; ; ) {
      const found = await look();
      if (found !== undefined) return found;
      if (Date.now() > end) throw new Error(`${what} did not come within ${patience} ms`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  async function must<T>(method: string, path: string, body: unknown, headers?: Record<string, string>): Promise<T> {
    const answer = await test.call<T>(method, path, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  const test: TestHub = {
    url: hub.url,
    receiver,
    environment,
    call: (method, path, body, headers = {}) => speak(method, path, body, { authorization: `Bearer ${adminToken}`, ...headers }),
    async deliver<T>(path: string, body: string | Json, headers: Record<string, string> = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      for (const end = Date.now() + patience; ; ) {
        const answer = await speak<T>('POST', `/in/${path}`, text, headers);
        // On a machine that has much else to do the hub asks senders to come again.
        const isBusy = String((answer.body as { code?: string } | null)?.code).startsWith('busy.');
        if (!isBusy || Date.now() > end) return answer;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
    async deploy(flow) {
      const known = await test.call('GET', `/api/flows/${flow.id}`);
      if (known.status === 404) await must('POST', '/api/flows', flow);
      else await must('PUT', `/api/flows/${flow.id}`, flow, { 'if-match': '*' });
      await must('POST', `/api/flows/${flow.id}/deploy`, { message: 'for the test' });
    },
    async connect(slot, ask) {
      const { id } = await must<{ id: string }>('POST', '/api/connections', ask);
      await must('PUT', `/api/environments/${environment}/slots/${slot}`, { connection: id });
      return id;
    },
    run: (id) => must('GET', `/api/runs/${id}`, undefined),
    steps: async (id) => (await must<{ items: StepInfo[] }>('GET', `/api/runs/${id}/steps`, undefined)).items,
    async until(id, ...status) {
      let last: RunDetail | undefined;
      return eventually(`run ${id} as ${status.join(' or ')}`, async () => {
        last = await test.run(id);
        return status.includes(last.status) ? last : undefined;
      }).catch((error: unknown) => {
        throw new Error(`${String(error)}; it is ${last?.status} ${last?.code ?? ''}: ${last?.reason ?? ''}`);
      });
    },
    waitsAt: (id, node) =>
      eventually(`run ${id} waiting at ${node}`, async () =>
        (await test.steps(id)).some((step) => step.node === node && step.status === 'waiting') ? test.run(id) : undefined,
      ),
    place,
    async placesWith(text) {
      return [...(await place.placesWith(text)), ...[...lines, ...answers].filter((line) => line.includes(text))];
    },
    async close() {
      await hub.stop();
      await leave();
    },
  };
  return test;
}
