/** What is wrong in a drawing, or missing around it, is said before it counts; once it is mended the same drawing is deployed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Flow, FlowNode } from '../../../flows/flow.ts';
import type { FlowDetail, ProblemBody } from '../../../server/http/api.ts';
import { openTestHub, type TestHub } from '../../support/open-test-hub.ts';
import { expectWords, type Said } from './sentence.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
  await hub.connect('mailer', {
    connector: 'mail',
    title: 'Office mail',
    settings: { host: 'mail.example.com', from: 'Office <office@shop.example>' },
    secrets: {},
  });
  wms = await hub.connect('store', { connector: 'http_api', title: 'WMS', settings: { baseUrl: hub.receiver.url }, secrets: { token: 'good' } });
  await must('PUT', '/api/tables/carriers', { title: 'Carriers', columns, key: 'code', rows: [['dhl', 'DHL']] });
});
afterAll(() => hub?.close());

let wms = '';
let count = 0;
const columns = [
  { name: 'code', type: 'text' },
  { name: 'name', type: 'text' },
];

async function must(method: string, path: string, body: unknown, headers?: Record<string, string>): Promise<void> {
  const answer = await hub.call(method, path, body, headers);
  if (answer.status >= 300) throw new Error(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}

interface Kind extends Said {
  name: string;
  /** What is drawn wrongly, or rightly around something that is missing. */
  wrong: Partial<FlowNode> & { type: string };
  more?: Partial<Flow>;
  code: string;
  path: string;
  /** The drawing as it should be; the same one when what is missing lies elsewhere. */
  right?: { node?: FlowNode; more?: Partial<Flow> };
  /** Mends what lies elsewhere. */
  mend?: (flow: Flow) => Promise<void>;
}

const bind = (slot: string) => (): Promise<void> => must('PUT', `/api/environments/production/slots/${slot}`, { connection: wms });
const callIn = (slot: string) => ({ type: 'http_request@1', title: 'Book', slot, config: { method: 'POST', url: '/book', class: 'A' } });
const say = ($expr: string): FlowNode => ({ type: 'transform@1', title: 'Say who', config: { output: { name: { $expr } } } });
const windowIn = (calendar: string): FlowNode => ({
  type: 'cancellation_window@1',
  title: 'Window',
  config: { for: 'PT30M', clock: 'received', calendar },
});

const kinds: Kind[] = [
  {
    name: 'a slot that nothing is bound to',
    wrong: callIn('wms'),
    more: { slots: { wms: 'http_api' } },
    code: 'flow.slot_unbound',
    path: '/slots/wms',
    who: /wms/,
    what: /no connection|not bound|nothing/i,
    help: /bind|choose/i,
    mend: bind('wms'),
  },
  {
    name: 'a slot bound to a connection of another connector',
    wrong: callIn('mailer'),
    more: { slots: { mailer: 'http_api' } },
    code: 'flow.slot_mismatch',
    path: '/slots/mailer',
    who: /mailer/,
    what: /mail/i,
    help: /HTTP|http_api/,
    mend: bind('mailer'),
  },
  {
    name: 'a zone that is none',
    wrong: say('order.number'),
    more: { zone: 'Europe/Stokholm' },
    code: 'flow.unknown_zone',
    path: '/zone',
    who: /Stokholm/,
    what: /not a time zone/,
    help: /Europe\/Stockholm/,
    right: { more: { zone: 'Europe/Stockholm' } },
  },
  {
    name: 'a calendar nobody has made',
    wrong: windowIn('se_bank'),
    code: 'config.unknown_calendar',
    path: '/nodes/call/config/calendar',
    who: /se_bank/,
    what: /no calendar/i,
    help: /choose se, de, nl, or make it under Calendars/,
    right: { node: windowIn('se') },
  },
  {
    name: 'a table nobody has made',
    wrong: { type: 'lookup@1', title: 'Find', config: { table: 'warehouses', key: 'w1' } },
    code: 'table.unknown',
    path: '/nodes/call/config/table',
    who: /warehouses/,
    what: /no table/,
    help: /Create it under Tables/,
    mend: () => must('PUT', '/api/tables/warehouses', { title: 'Warehouses', columns, key: 'code', rows: [['w1', 'One']] }),
  },
  {
    name: 'a column the table has not',
    wrong: say('$lookup("carriers", "dhl", "nmae")'),
    code: 'table.unknown_column',
    path: '/nodes/call/config/output/name/$expr',
    who: /carriers/,
    what: /no column "nmae"/,
    help: /Did you mean name/,
    right: { node: say('$lookup("carriers", "dhl", "name")') },
  },
  {
    name: 'a value the environment has not',
    wrong: say('env.warehouse'),
    code: 'env.unknown_value',
    path: '/nodes/call/config/output/name/$expr',
    who: /production/,
    what: /no value "warehouse"/,
    help: /\bSet\b|Values|Add/,
    mend: () => must('PUT', '/api/environments/production/values', { values: { warehouse: 'W1' } }, { 'if-match': '*' }),
  },
  {
    name: 'a flow below that is not deployed',
    wrong: { type: 'subflow@1', title: 'Ship it', config: { flow: 'ship_it' } },
    code: 'flow.subflow_not_deployed',
    path: '/nodes/call/config/flow',
    who: /ship_it/,
    what: /not deployed|no deployed/i,
    help: /deploy/i,
    mend: () =>
      hub.deploy({
        format: 1,
        id: 'ship_it',
        title: 'Ship',
        nodes: { start: { type: 'manual@1' }, end: say('order.number') },
        edges: [{ from: 'start', to: 'end' }],
      }),
  },
  {
    name: 'a wait that may never end',
    wrong: { type: 'wait_for@1', title: 'Booked', config: { any: ['installer.booked'] } },
    code: 'flow.unbounded_wait',
    path: '/nodes/call/config/deadline',
    who: /Booked/,
    what: /wait for ever/,
    help: /deadline, such as P14D/,
    right: { node: { type: 'wait_for@1', title: 'Booked', config: { any: ['installer.booked'], deadline: 'P14D' } } },
  },
  {
    name: 'a time limit that is none',
    wrong: { ...callIn('store'), timeout: 'P10Y' },
    more: { slots: { store: 'http_api' } },
    code: 'config.out_of_range',
    path: '/nodes/call/timeout',
    who: /P10Y/,
    what: /outside what is allowed/,
    help: /PT1S/,
    right: { node: { ...callIn('store'), timeout: 'PT30S' } },
  },
  {
    name: 'a private address nobody listed',
    wrong: { type: 'http_request@1', title: 'Ask', config: { method: 'GET', url: 'http://10.1.2.3/orders' } },
    code: 'url.blocked_address',
    path: '/nodes/call/config/url',
    who: /10\.1\.2\.3/,
    what: /not an address on the internet/,
    help: /EGRESS_ALLOW/,
    right: { node: { type: 'http_request@1', title: 'Ask', config: { method: 'GET', url: 'https://erp.example/orders' } } },
  },
  {
    name: 'a file of a newer format',
    wrong: say('order.number'),
    more: { format: 2 as 1 },
    code: 'flow.unsupported_version',
    path: '/format',
    who: /format 2/,
    what: /supported range 1/,
    help: /update the hub/,
    right: { more: { format: 1 } },
  },
  {
    name: 'a task for no role',
    wrong: { type: 'task@1', title: 'Look', config: { title: 'Look at it', role: '' } },
    code: 'config.out_of_range',
    path: '/nodes/call/config/role',
    who: /role/,
    what: /length|empty/,
    help: /at least 1/,
    right: { node: { type: 'task@1', title: 'Look', config: { title: 'Look at it', role: 'operator', deadline: 'P1D' } } },
  },
];

const drawn = (id: string, node: FlowNode, more: Partial<Flow> = {}): Flow => ({
  format: 1,
  id,
  title: id,
  nodes: { start: { type: 'webhook@1', config: { path: id } }, call: node },
  edges: [{ from: 'start', to: 'call' }],
  ...more,
});

async function saysAndMends(kind: Kind, wrong: Flow, right: Flow): Promise<void> {
  const answer = await hub.call<ProblemBody>('POST', '/api/flows?deploy=true', wrong);
  const problem = answer.body.problems?.find(({ code }) => code === kind.code) ?? {
    code: answer.body.code,
    path: answer.body.path,
    message: answer.body.detail,
  };
  if (process.env['SHOW_WORDS']) console.log(`${kind.name}: ${answer.status} ${problem.code} ${problem.path}: ${problem.message}`);
  expect({ status: answer.status, code: problem.code, path: problem.path }).toEqual({ status: 422, code: kind.code, path: kind.path });
  expectWords(problem.message, kind);
  expect((await hub.call('GET', `/api/flows/${wrong.id}`)).status, 'nothing is left half-written').toBe(404);
  await kind.mend?.(right);
  await hub.deploy(right);
  expect((await hub.call<FlowDetail>('GET', `/api/flows/${right.id}`)).body.deployed?.number).toBe(1);
}

test.each(kinds)('$name is said at deploy, with the place and what helps', async (kind) => {
  const id = `drawn_${(count += 1)}`;
  const { right = {} } = kind;
  await saysAndMends(kind, drawn(id, kind.wrong, kind.more), drawn(id, right.node ?? kind.wrong, { ...kind.more, ...right.more }));
});

/** What starts a flow is drawn wrongly. */
const starts: (Omit<Kind, 'wrong' | 'right' | 'mend'> & { start: FlowNode; better: FlowNode })[] = [
  {
    name: 'a schedule that cannot be read',
    start: { type: 'schedule@1', config: { cron: '0 25 * * *' } },
    better: { type: 'schedule@1', config: { cron: '0 5 * * *' } },
    code: 'config.invalid',
    path: '/nodes/start/config/cron',
    who: /0 25/,
    what: /no cron pattern/,
    help: /five fields such as/,
  },
  {
    name: 'a webhook that checks signatures without a secret',
    start: { type: 'webhook@1', config: { path: 'signed', signature: 'hmac' } },
    better: { type: 'webhook@1', config: { path: 'signed', signature: 'hmac', secret: 'store.webhookSecret' } },
    more: { slots: { store: 'http_api' } },
    code: 'config.invalid',
    path: '/nodes/start/config/secret',
    who: /start/,
    what: /needs the secret/,
    help: /slot\.field/,
  },
];

test.each(starts)('$name is said at deploy, with the place and what helps', async ({ start, better, ...kind }) => {
  const id = `starts_${(count += 1)}`;
  const flow = drawn(id, say('order.number'), kind.more);
  const withStart = (one: FlowNode): Flow => ({ ...flow, nodes: { ...flow.nodes, start: one } });
  await saysAndMends({ ...kind, wrong: start }, withStart(start), withStart(better));
});
