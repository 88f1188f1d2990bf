/** What is wrong around a run stops it with a sentence; once that is mended a retry carries it on, and nothing was done twice. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Flow, FlowNode, Json, JsonObject } from '../../../flows/flow.ts';
import type { Held } from '../../../server/http/api.ts';
import { freePort } from '../../support/hub-process.ts';
import { openTestHub, type TestHub } from '../../support/open-test-hub.ts';
import { fine, openReceiver, type Receiver } from '../../support/receiver.ts';
import { openSmtpReceiver, type SmtpReceiver } from '../../support/smtp-receiver.ts';
import { expectWords, type Said } from './sentence.ts';

let hub: TestHub;
let mails: SmtpReceiver;
let inside: Receiver;
let closed = 0;
let count = 0;

beforeAll(async () => {
  [mails, inside, closed] = [await openSmtpReceiver(), await openReceiver(), await freePort()];
  hub = await openTestHub({ egressAllow: [mails.place, `127.0.0.1:${closed}`] });
});
afterAll(async () => {
  await hub?.close();
  await mails?.close();
  await inside?.close();
});
beforeEach(() => {
  hub.receiver.log.length = 0;
  hub.receiver.answer = fine;
});

async function must<T = unknown>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T> {
  const answer = await hub.call<T>(method, path, body, headers);
  if (answer.status >= 300) throw new Error(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

interface Made {
  flow: string;
  connection: string;
}

interface Kind extends Said {
  name: string;
  node?: FlowNode;
  /** Another connector than the HTTP system. */
  connector?: { connector: string; settings: () => JsonObject };
  message?: JsonObject;
  /** Before the flow is deployed. */
  before?: () => unknown;
  /** Breaks it, once it is deployed. */
  broken?: (set: Made) => unknown;
  code: string;
  mend?: (set: Made) => unknown;
  /** What is changed at the retry, where the message itself is at fault. */
  patch?: JsonObject;
  /** Calls that reached the receiver before the mend. */
  reached?: number;
}

const book: FlowNode = {
  type: 'http_request@1',
  title: 'Book',
  slot: 'erp',
  config: { method: 'POST', url: '/book', class: 'A', body: { number: { $expr: 'trigger.number' } } },
  retry: { attempts: 1 },
};
const say = ($expr: string): FlowNode => ({ type: 'transform@1', title: 'Say who', config: { output: { name: { $expr } } } });

const settings = ({ connection }: Made, more: JsonObject) =>
  must('PUT', `/api/connections/${connection}`, { settings: { baseUrl: hub.receiver.url, ...more } });
const moved = (baseUrl: () => string) => (set: Made) => settings(set, { baseUrl: baseUrl() });
const back = (set: Made) => settings(set, {});
const answers =
  (status: number, body: Json, headers: Record<string, string> = {}) =>
  (): void => {
    hub.receiver.answer = () => ({ status, body, headers });
  };
const answersAgain = (): void => {
  hub.receiver.answer = fine;
};
/** The column takes another name where nobody asks which flows need it. */
const carriers = (column: string, rows: string[][]) =>
  must(
    'PUT',
    '/api/tables/carriers',
    {
      title: 'Carriers',
      columns: [
        { name: 'code', type: 'text' },
        { name: column, type: 'text' },
      ],
      key: 'code',
      rows,
    },
    { 'if-match': '*' },
  );
const newCarriers = () =>
  must('PUT', '/api/tables/carriers', {
    title: 'Carriers',
    columns: [
      { name: 'code', type: 'text' },
      { name: 'name', type: 'text' },
    ],
    key: 'code',
    rows: [['dhl', 'DHL']],
  });
const values = (own: JsonObject) => must('PUT', '/api/environments/production/values', { values: own }, { 'if-match': '*' });

const kinds: Kind[] = [
  {
    name: 'a slot is unbound later',
    broken: ({ flow }) => must('PUT', `/api/environments/production/slots/${flow}.erp`, { connection: null }),
    code: 'connection.missing',
    who: /erp|Book/,
    what: /connection/,
    help: /bind/i,
    mend: ({ flow, connection }) => must('PUT', `/api/environments/production/slots/${flow}.erp`, { connection }),
  },
  {
    name: 'a secret that ended (401)',
    broken: answers(401, { error: 'token expired' }),
    code: 'connector.unauthorized',
    who: /127\.0\.0\.1/,
    what: /401.*token expired/,
    help: /check the connection/,
    mend: answersAgain,
    reached: 1,
  },
  {
    name: 'a secret without the right (403)',
    broken: answers(403, { error: 'no rights for orders' }),
    code: 'connector.unauthorized',
    who: /127\.0\.0\.1/,
    what: /403.*no rights/,
    help: /check the connection and its rights/,
    mend: answersAgain,
    reached: 1,
  },
  {
    name: 'a host nobody knows',
    broken: moved(() => 'https://erp.nowhere.invalid'),
    code: 'connector.unreachable',
    who: /erp\.nowhere\.invalid/,
    what: /no such host|cannot be found/,
    help: /check the address/,
    mend: back,
  },
  {
    name: 'a port that is closed',
    broken: moved(() => `http://127.0.0.1:${closed}`),
    code: 'connector.unreachable',
    who: /127\.0\.0\.1/,
    what: /refuses the connection|nobody listens/,
    help: /check|port/,
    mend: back,
  },
  {
    name: 'https where the other side speaks none',
    broken: moved(() => hub.receiver.url.replace('http:', 'https:')),
    code: 'connector.unreachable',
    who: /127\.0\.0\.1/,
    what: /TLS/,
    help: /http:|port/,
    mend: back,
  },
  {
    name: 'a redirect into the private net',
    broken: () => answers(302, null, { location: `${inside.url}/inside` })(),
    code: 'url.redirect_blocked',
    who: /127\.0\.0\.1/,
    what: /redirect/,
    help: /address|EGRESS_ALLOW/,
    mend: answersAgain,
    reached: 1,
  },
  {
    name: 'a login page instead of JSON',
    broken: answers(200, '<html><h1>Sign in</h1></html>', { 'content-type': 'text/html' }),
    code: 'connector.unexpected_content_type',
    who: /127\.0\.0\.1/,
    what: /text\/html instead of JSON/,
    help: /check the address/,
    mend: answersAgain,
    reached: 1,
  },
  {
    name: 'a receiver slower than its limit',
    node: { ...book, timeout: 'PT1S' },
    broken() {
      hub.receiver.answer = () => ({ ...fine(), after: new Promise((resolve) => setTimeout(resolve, 2_500)) });
    },
    code: 'connector.timeout',
    who: /127\.0\.0\.1/,
    what: /did not answer/,
    help: /retry|time|tried again/,
    mend: answersAgain,
    reached: 1,
  },
  {
    name: 'a row that was deleted',
    node: say('$lookup("carriers", "dhl", "name")'),
    before: () => carriers('name', [['dhl', 'DHL']]),
    broken: () => carriers('name', [['ups', 'UPS']]),
    code: 'expr.undefined_value',
    who: /Say who|carriers|output\.name/,
    what: /found nothing|finds nothing|no row/i,
    help: /check the spelling or give a default/,
    mend: () => carriers('name', [['dhl', 'DHL']]),
  },
  {
    name: 'a column that was renamed',
    node: say('$lookup("carriers", "dhl", "name")'),
    before: () => carriers('name', [['dhl', 'DHL']]),
    broken: () => carriers('label', [['dhl', 'DHL']]),
    code: 'expr.failed',
    who: /carriers/,
    what: /no column "name"/,
    help: /It has code, label|Did you mean/,
    mend: () => carriers('name', [['dhl', 'DHL']]),
  },
  {
    name: 'a value that was taken out of the environment',
    node: say('env.warehouse'),
    before: () => values({ warehouse: 'W1' }),
    broken: () => values({}),
    code: 'expr.undefined_value',
    who: /env\.warehouse/,
    what: /nothing/,
    help: /check the spelling or give a default/,
    mend: () => values({ warehouse: 'W1' }),
  },
  {
    name: 'an expression that finds nothing in the message',
    node: { ...book, config: { ...book.config, body: { to: { $expr: 'trigger.adress' } } } },
    code: 'expr.undefined_value',
    who: /trigger\.adress/,
    what: /nothing/,
    help: /check the spelling or give a default/,
  },
  {
    name: 'money without a currency',
    node: say('$plus(trigger.total, $money("1.00", "EUR"))'),
    message: { total: { amount: '10.00' } },
    code: 'expr.failed',
    who: /\$plus/,
    what: /works on money/,
    help: /make it money with \$money/,
  },
  {
    name: 'a mail server that refuses the sender',
    connector: { connector: 'mail', settings: () => ({ host: '127.0.0.1', port: mails.port, security: 'none', from: 'Shop <shop@elsewhere.example>' }) },
    node: {
      type: 'mail.send_mail@1',
      title: 'Confirm',
      slot: 'erp',
      config: { to: 'kim@shop.example', subject: 'Thanks', text: 'It is on its way' },
      policy: 'at-most-once',
      retry: { attempts: 1 },
    },
    broken() {
      mails.moods.from = [{ code: 553, text: 'sender not allowed' }];
    },
    code: 'connector.refused',
    who: /127\.0\.0\.1/,
    what: /553.*sender not allowed/,
    help: /check the sender of the connection/,
    mend() {
      mails.moods.from = ['fine'];
    },
  },
];

/** A flow of its own with a connection of its own, deployed while all is well. */
async function deployed({ node = book, connector, before }: Kind): Promise<Made> {
  const flow = `stops_${(count += 1)}`;
  await before?.();
  const ask = connector
    ? { connector: connector.connector, title: 'Office mail', settings: connector.settings(), secrets: {} }
    : { connector: 'http_api', title: 'ERP', settings: { baseUrl: hub.receiver.url }, secrets: { token: 'good' } };
  const connection = await hub.connect(`${flow}.erp`, ask);
  await hub.deploy({
    format: 1,
    id: flow,
    title: flow,
    slots: { erp: ask.connector },
    nodes: { start: { type: 'webhook@1', config: { path: flow, dedupe: { $expr: 'trigger.number' } } }, call: node },
    edges: [{ from: 'start', to: 'call' }],
  } satisfies Flow);
  return { flow, connection };
}

beforeAll(() => newCarriers());

test.each(kinds)('$name: the run stops with words, and goes on once it is mended', async (kind) => {
  const set = await deployed(kind);
  await kind.broken?.(set);
  const { body } = await hub.deliver<{ runId: string }>(set.flow, { number: `N-${count}`, ...kind.message });
  const run = await hub.until(body.runId, 'parked', 'completed');
  if (process.env['SHOW_WORDS']) console.log(`${kind.name}: ${run.status} ${run.code}: ${run.reason}`);
  expect({ status: run.status, code: run.code }).toEqual({ status: 'parked', code: kind.code });
  expectWords(run.reason, kind);
  expect(run.at.map(({ node }) => node)).toEqual(['call']);
  expect(hub.receiver.log).toHaveLength(kind.reached ?? 0);
  expect(inside.log).toEqual([]);
  if (!kind.mend) return;
  await kind.mend(set);
  await must('POST', `/api/runs/${run.id}/retry`, { reason: 'it is mended' });
  await hub.until(run.id, 'completed');
  // One key for every attempt: the receiver may tell a repetition from a second order.
  expect(new Set(hub.receiver.log.map(({ headers }) => headers['idempotency-key'])).size).toBeLessThanOrEqual(1);
});

test('a paused connection holds its orders and says so; they go on by themselves once it is resumed', async () => {
  const { flow, connection } = await deployed({ name: 'paused' } as Kind);
  await must('POST', `/api/connections/${connection}/pause`, { reason: 'stocktaking' });
  const { body } = await hub.deliver<{ runId: string }>(flow, { number: 'P-1' });
  await hub.until(body.runId, 'waiting');
  const held = (await must<{ items: Held[] }>('GET', '/api/held')).items.find(({ id }) => id === connection);
  expect(held).toMatchObject({ title: 'ERP', reason: 'stocktaking' });
  expect(hub.receiver.log).toEqual([]);
  await must('POST', `/api/connections/${connection}/resume`, { reason: 'counted' });
  await hub.until(body.runId, 'completed');
  expect(hub.receiver.at('/book')).toHaveLength(1);
});
