/** Receivers as a case scripts them, with a log of what reached them. */
import type { Json } from '../../../flows/flow.ts';
import { type Books, type Connection, ConnectorError, type Through } from '../../../nodes/node-type.ts';
import type { Effects } from '../../../server/engine/drain-deps.ts';
import type { Clock } from '../../../server/engine/ports.ts';
import type { MailLines } from './mail-line.ts';

/** What each successive call meets; the last one repeats. */
export type Script = ('ok' | 'fail' | 'lose-answer' | 'refuse' | { ms: number } | { answer: Json })[];

/** Distinct effect keys by node that took effect at its receiver (of a mail, its Message-ID), and how many calls reached it. */
export type Calls = Record<string, { keys: string[]; reached: number }>;

/** All of them stand behind one connection; steps write into `books` where they are given. */
export function receivers(
  scripts: Record<string, Script>,
  clock: Clock,
  calls: Calls,
  connection: { isPaused: boolean },
  lines: MailLines,
  books?: Books,
): Effects {
  const answers = new Map<string, Json>();
  const met = new Map<string, number>();
  return {
    enter: () => () => undefined,
    heldBy: () => (connection.isPaused ? { by: 'wms', reason: 'WMS is paused' } : undefined),
    async equip(turn, node, call) {
      const log = (calls[node.id] ??= { keys: [], reached: 0 });
      const send = async (key = call.effectKey): Promise<Json> => {
        const script = scripts[node.id] ?? ['ok'];
        const count = met.get(node.id) ?? 0;
        met.set(node.id, count + 1);
        const meets = script[Math.min(count, script.length - 1)]!;
        log.reached += 1;
        if (typeof meets === 'object' && 'ms' in meets) await new Promise<void>((resolve) => clock.wake(clock.now() + meets.ms, resolve));
        if (meets === 'fail') throw new ConnectorError('connector.unavailable', `${node.title} answered 500`);
        if (meets === 'refuse') throw new ConnectorError('connector.refused', `${node.title} answered 422: not like this`);
        if (!log.keys.includes(key)) log.keys.push(key);
        const answer = answers.get(call.effectKey) ?? (typeof meets === 'object' && 'answer' in meets ? meets.answer : { done: node.id });
        answers.set(call.effectKey, answer);
        if (meets === 'lose-answer') throw new ConnectorError('connector.lost_answer', `the answer of ${node.title} was lost`, { unknown: true });
        return answer;
      };
      return {
        ...turn,
        effectKey: call.effectKey,
        effectClass: node.effectClass!,
        signal: call.signal,
        ...(books === undefined ? {} : { books, through: async (slot: string) => way(slot, send) }),
        ...(node.spec.type.startsWith('mail.')
          ? { connection: mailbox(lines), dial: () => lines.dial(send) }
          : node.spec.slot === undefined
            ? {}
            : { connection: office(node.spec.slot) }),
        async http(request) {
          if (request.method === 'LOOKUP') {
            const known = answers.get(call.effectKey);
            return answerOf(known === undefined ? 404 : 200, known ?? null);
          }
          return answerOf(200, await send());
        },
      };
    },
  };
}

/** How an invoice leaves in a case: nobody is on the network, the mail server is the receiver of the step. */
const way = (slot: string, send: () => Promise<Json>): Through => ({
  connection: office(slot),
  http: async () => answerOf(200, await send()),
  channel:
    slot === 'mail'
      ? { name: 'email', honoursKey: true, submit: async (_, { number, email }) => ({ id: number, because: `${email} ${JSON.stringify(await send())}` }) }
      : {
          name: 'network',
          honoursKey: true,
          lookup: async () => ({ reachable: false, because: 'not registered' }),
          submit: async () => ({ id: '', because: '' }),
        },
});

/** Whoever reads its settings is about to write a mail. */
const mailbox = (lines: MailLines): Connection => ({
  id: 'mail-1',
  connector: 'mail',
  get settings() {
    lines.begin();
    return { host: 'case.test', port: 25, security: 'none', from: 'hub@case.test' };
  },
  secret: () => '',
});

/** Any other system a step calls by name. */
const office = (slot: string): Connection => ({ id: slot, connector: slot, settings: { baseUrl: 'http://case.test' }, secret: () => 'secret' });

const answerOf = (status: number, body: Json) => ({ status, headers: { 'content-type': 'application/json' }, text: JSON.stringify(body), json: () => body });
