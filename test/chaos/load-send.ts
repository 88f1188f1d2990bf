/** Sends orders from a process of its own and tells what became of each: `node load-send.ts` is that process, `send` its handle. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { orderText } from '../bench/order-text.ts';
import { type Answer, type Wire, wireTo } from './load-wire.ts';

export interface Load {
  url: string;
  /** Order numbers are this and a number from 1 up. */
  prefix: string;
  /** Ends after so many orders or so many seconds, whichever comes first. */
  count?: number;
  seconds?: number;
  /** Orders offered a second, whatever the answers; as fast as answers come when absent. */
  rate?: number;
  connections: number;
  /** Every order is sent so many times at the same moment. */
  copies?: number;
  /** What was not taken is sent again, a moment later, until it is. */
  again?: boolean;
  /** Each `every`th order carries further fields, one set after the other. */
  mixed?: { every: number; fields: Record<string, string>[] };
}

export interface Sent {
  /** Order number → run ids it was answered with; two of them are a fault. */
  acked: Map<string, string[]>;
  /** Answers by status; 0 is a lost connection. */
  statuses: Record<number, number>;
  refusedWithoutRetryAfter: number;
  /** Orders that were not offered since every connection was busy. */
  held: number;
  offered: number;
  seconds: number;
  /** Of the accepted, ms. */
  p50: number;
  p99: number;
  worst: number;
  /** Longest time between two acknowledgements, ms. */
  gap: number;
}

export interface Sending {
  done: Promise<Sent>;
  /** No more orders. */
  stop(): void;
}

/** Starts sending; `done` resolves once all answers are in. */
export function send(load: Load): Sending {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), [], { serialization: 'advanced', execArgv: ['--disable-warning=ExperimentalWarning'] });
  const done = new Promise<Sent>((resolve, reject) => {
    child.once('message', (sent) => resolve(sent as Sent));
    child.once('exit', (code) => reject(new Error(`the sender ended with ${code}`)));
  });
  child.send(load);
  return { done, stop: () => child.connected && child.send('stop') };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const digits = 9;

async function play(load: Load, isStopped: () => boolean): Promise<Sent> {
  const sent: Sent = { acked: new Map(), statuses: {}, refusedWithoutRetryAfter: 0, held: 0, offered: 0, seconds: 0, p50: 0, p99: 0, worst: 0, gap: 0 };
  const times: number[] = [];
  const began = performance.now();
  let lastAck = began;
  let next = 0;
  const template = orderText('\u0001');
  const place = template.indexOf('\\u0001');
  const isOver = (): boolean =>
    isStopped() || (load.count !== undefined && next >= load.count) || (load.seconds !== undefined && performance.now() - began >= load.seconds * 1_000);

  const bodyOf = (number: string, at: number): string => {
    const body = template.slice(0, place) + number + template.slice(place + 6);
    if (!load.mixed || at % load.mixed.every !== 0) return body;
    const { every, fields } = load.mixed;
    return `{${JSON.stringify(fields[(at / every) % fields.length]).slice(1, -1)},${body.slice(1)}`;
  };
  const note = (number: string, answer: Answer): boolean => {
    sent.statuses[answer.status] = (sent.statuses[answer.status] ?? 0) + 1;
    if (answer.status !== 202) {
      if (answer.status !== 0 && !answer.retryAfter) sent.refusedWithoutRetryAfter += 1;
      return false;
    }
    const now = performance.now();
    sent.gap = Math.max(sent.gap, now - lastAck);
    lastAck = now;
    times.push(answer.ms);
    const runId = /"runId":"([^"]+)"/.exec(answer.body)?.[1] ?? '';
    const known = sent.acked.get(number);
    if (!known) sent.acked.set(number, [runId]);
    else if (!known.includes(runId)) known.push(runId);
    return true;
  };
  const order = async (wires: Wire[]): Promise<void> => {
    next += 1;
    sent.offered += 1;
    const number = `${load.prefix}${String(next).padStart(digits, '0')}`;
    const body = bodyOf(number, next);
    const deliver = async (wire: Wire): Promise<void> => {
      while (!note(number, await wire.post(body, number)) && load.again) await pause(50);
    };
    await Promise.all(wires.map(deliver));
  };

  const lanes = Array.from({ length: load.connections }, () => Array.from({ length: load.copies ?? 1 }, () => wireTo(load.url)));
  if (load.rate === undefined) {
    await Promise.all(
      lanes.map(async (lane) => {
        while (!isOver()) await order(lane);
      }),
    );
  } else {
    const idle = [...lanes];
    const open = new Set<Promise<void>>();
    while (!isOver()) {
      const due = Math.floor(((performance.now() - began) / 1_000) * load.rate);
      while (sent.offered + sent.held < due) {
        const lane = idle.pop();
        if (!lane) {
          sent.held += 1;
          continue;
        }
        const one = order(lane).finally(() => {
          idle.push(lane);
          open.delete(one);
        });
        open.add(one);
      }
      await pause(1);
    }
    await Promise.all(open);
  }
  for (const lane of lanes) for (const wire of lane) wire.close();
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { ...sent, seconds: (performance.now() - began) / 1_000, p50: at(0.5), p99: at(0.99), worst: at(1) };
}

if (import.meta.main) {
  let isStopped = false;
  process.on('disconnect', () => process.exit());
  process.on('message', (message: Load | 'stop') => {
    if (message === 'stop') isStopped = true;
    else void play(message, () => isStopped).then((sent) => process.send!(sent, () => process.disconnect()));
  });
}
