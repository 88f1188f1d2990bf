/**
 * Systems that are called: one of class A honours the key, one of class B can be looked up, one of class C neither.
 * Each keeps a book of what took effect, by what it means to the business, so that a wrong key hides nothing.
 */
import type { Json } from '../../flows/flow.ts';
import { ConnectorError, type EffectClass, type EffectTurn, type HttpAnswer, type HttpRequest } from '../../nodes/node-type.ts';
import { lanesOf } from '../../server/adapters/system/lanes.ts';
import type { Effects } from '../../server/engine/drain-deps.ts';
import type { PlanNode } from '../../server/engine/plan.ts';
import type { Dials, Faults, HttpTrouble } from './faults.ts';
import type { Life } from './life.ts';
import type { Scheduler } from './scheduler.ts';
import type { Wire } from './wire.ts';

/** What happened to one thing one order needs once: `order/node/item`. */
export interface Book {
  node: string;
  class: EffectClass;
  policy: string | undefined;
  /** Keys in the order they took effect; a key twice is a second effect. */
  effects: string[];
  /** Calls that reached the receiver. */
  calls: number;
  /** Calls that went wrong. */
  troubles: number;
  /** Calls that left after their process had frozen. */
  zombies: number;
}

export interface Receivers {
  effectsFor(life: Life): Effects;
  books: Map<string, Book>;
  /** The receiver answered a call under this key with success. */
  isDone(key: string): boolean;
  /** Processes that a poisoned order has ended, by order. */
  poisonKills: Map<string, number>;
  /** Calls that a receiver recognised by their key. */
  absorbed(): number;
}

/** All receivers stand behind one connection, which is paused by this name. */
export const everyConnection = 'every connection';

/** A receiver that takes its time has done its work by then; http_request states 5 s as its settle time. */
const longestWork = 4_000;
/** A key is remembered for a day, as http_request states. */
const keptFor = 24 * 3_600_000;

export function receiversOf(deps: {
  scheduler: Scheduler;
  wire: Wire;
  faults: Faults;
  dials: Dials;
  lane: number;
  poisoned: ReadonlySet<string>;
  manners: { work: number | undefined; isRefused: boolean } | undefined;
  /** The connection to all of them is paused. */
  isPaused(): boolean;
  kill(life: Life): void;
}): Receivers {
  const { scheduler, wire, faults, dials } = deps;
  const books = new Map<string, Book>();
  const answers = new Map<string, { answer: HttpAnswer; at: number }>();
  const poisonKills = new Map<string, number>();
  const refusals = new Set<string>();
  const done = new Set<string>();
  let absorbed = 0;

  function bookOf(ref: string, node: PlanNode): Book {
    const known = books.get(ref);
    if (known) return known;
    const book: Book = { node: node.id, class: node.effectClass!, policy: node.spec.policy, effects: [], calls: 0, troubles: 0, zombies: 0 };
    books.set(ref, book);
    return book;
  }

  /** The effect itself, under the receiver's own rules. */
  function take(book: Book, ref: string, key: string, lies: boolean): HttpAnswer {
    if (book.class === 'A') {
      const known = answers.get(key);
      if (known && scheduler.now() - known.at < keptFor) {
        absorbed += 1;
        return known.answer;
      }
      // One that keeps even its failures under the key, and repeats them for ever.
      if (lies) refusals.add(ref);
      const answer = lies ? answerOf(500, { error: 'stored' }) : answerOf(200, { done: ref });
      answers.set(key, { answer, at: scheduler.now() });
      if (!lies) book.effects.push(key);
      return answer;
    }
    book.effects.push(key);
    return answerOf(200, { done: ref });
  }

  function send(life: Life, node: PlanNode, ref: string, key: string, request: HttpRequest, deadline: number): Promise<HttpAnswer> {
    const book = bookOf(ref, node);
    const isRead = request.method === 'GET';
    book.calls += 1;
    const number = ref.slice(0, ref.indexOf('/'));
    if (deps.poisoned.has(number)) {
      if (life.alive) poisonKills.set(number, (poisonKills.get(number) ?? 0) + 1);
      deps.kill(life);
      return new Promise(() => undefined);
    }
    const thaws = life.thaws;
    const name = `${ref} call ${book.calls}`;
    const drawn = faults.draw(name, dials.http) as HttpTrouble | undefined;
    const trouble = deps.manners?.isRefused && book.calls === 1 ? 'refused' : drawn;
    if (trouble) book.troubles += 1;
    const works = deps.manners?.work ?? (faults.isCalm() || faults.amount(`${name} works`, 0, 1) < 0.7 ? 0 : faults.amount(`${name} work`, 0, longestWork));
    const perform = (): HttpAnswer => (isRead ? read(node, ref, request, book) : take(book, ref, key, trouble === 'stored500'));

    const meet = (): HttpAnswer | Promise<HttpAnswer | undefined> | undefined => {
      if (life.isFrozen || life.thaws > thaws) book.zombies += 1;
      switch (trouble) {
        case 'swallowed':
          return undefined;
        case 'busy':
          return answerOf(500, { error: 'busy' });
        case 'limited':
          return answerOf(429, { error: 'later' }, { 'retry-after': '3' });
        case 'refused':
          refusals.add(ref);
          return answerOf(422, { error: 'not like this' });
        case 'gateway':
          if (faults.amount(name, 0, 1) < 0.5) perform();
          return answerOf(504, { error: 'gateway' });
        default:
          if (works === 0) return perform();
          // What honours keys has taken note at once, and answers later.
          if (book.class === 'A') {
            const answer = perform();
            return new Promise((resolve) => scheduler.after(works, () => resolve(answer)));
          }
          return new Promise((resolve) => scheduler.after(works, () => resolve(perform())));
      }
    };

    return new Promise((resolve, reject) => {
      scheduler.after(deadline, () => reject(new ConnectorError('connector.timeout', `${node.title} did not answer in time`, { unknown: true })), life);
      if (trouble === 'unreachable') {
        scheduler.after(wire.latency(name), () => reject(new ConnectorError('connector.unreachable', `${node.title} cannot be reached`)), life);
        return;
      }
      void wire
        .call(life, `${node.id} ${request.method}`, 'effect', meet, () => `${ref} ${key.slice(0, 6)}${trouble ? ` (${trouble})` : ''}`)
        .then((answer) => {
          if (!answer) return;
          if (trouble === 'lost') reject(new ConnectorError('connector.lost_answer', `the answer of ${node.title} was lost`, { unknown: true }));
          else {
            const resolved = (): void => {
              if (answer.status === 200) done.add(key);
              resolve(answer);
            };
            if (trouble === 'slow') scheduler.after(60_000, resolved, life);
            else resolved();
          }
        }, reject);
    });
  }

  return {
    books,
    isDone: (key) => done.has(key),
    poisonKills,
    absorbed: () => absorbed,
    effectsFor(life) {
      const lanes = lanesOf(deps.lane);
      return {
        enter: (node, tenant) => lanes.enter(`${tenant} ${node.id}`),
        heldBy: () => (deps.isPaused() ? { by: everyConnection, reason: 'it is paused' } : undefined),
        async equip(turn, node, call): Promise<EffectTurn> {
          const item = turn.item === undefined ? '' : `/${JSON.stringify(turn.item)}`;
          const ref = `${turn.run.keys[0] ?? turn.run.id}/${node.id}${item}`;
          return {
            ...turn,
            effectKey: call.effectKey,
            effectClass: node.effectClass!, // only nodes with an effect are equipped
            signal: call.signal,
            ...(node.spec.slot === undefined
              ? {}
              : {
                  connection: {
                    id: node.spec.slot,
                    connector: node.spec.slot,
                    settings: { baseUrl: `http://${node.spec.slot}.example` },
                    secret: () => 'secret',
                  },
                }),
            http: (request) => {
              const honoured = node.effectClass === 'A' && request.method !== 'GET' ? (request.headers?.['idempotency-key'] ?? '') : call.effectKey;
              return send(life, node, ref, honoured, request, call.timeoutMs);
            },
          };
        },
      };
    },
  };
}

function read(node: PlanNode, ref: string, request: HttpRequest, book: Book): HttpAnswer {
  if (node.spec.type.startsWith('check_stock@')) return answerOf(200, { stock: Object.fromEntries(skusIn(request.url).map((sku) => [sku, 100])) });
  if (node.spec.type.startsWith('credit_gate@')) return answerOf(200, { limit: { amount: '100000.00', currency: 'EUR' } });
  if (book.class === 'B') return book.effects.length > 0 ? answerOf(200, { done: ref }) : answerOf(404, {});
  return answerOf(200, { read: ref });
}

const skusIn = (url: string): string[] => new URL(url).searchParams.get('skus')?.split(',') ?? [];

const answerOf = (status: number, body: Json, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  text: JSON.stringify(body),
  json: () => body,
});
