/** What became of the orders of one flow, by three logs: the sender's, the receiver's and the hub's. */
import { duplicatesIn, type LoadReceiver, type Seen } from './load-receiver.ts';
import { fateOf, runsOf, settled } from './load-runs.ts';
import type { Sent } from './load-send.ts';
import type { Target } from './target.ts';

export interface Judgement {
  /** Acknowledged orders without a run, or with an effect missing. */
  lost: number;
  /** Neither ended nor still under way: parked counts. */
  stuck: number;
  /** Second effects at class A, and second runs of one order. */
  duplicate: number;
  doubled: number;
  seen: Seen;
  /** From a call whose caller died until it was made again, ms: how many, 99 of 100, the longest. */
  taken: { count: number; p99: number; worst: number };
  words: string;
}

/** Waits until nothing of the flow is under way, `patienceMs` at most, then counts. */
export async function judge(hub: Target, flow: string, sent: Pick<Sent, 'acked'>, receiver: LoadReceiver, patienceMs = 60_000): Promise<Judgement> {
  await settled(hub, flow, patienceMs);
  const fate = fateOf(sent.acked, await runsOf(hub, `flow=${flow}`));
  const seen = await receiver.seen();
  const missing = [...sent.acked.keys()].filter((number) => !seen.effects.has(`/reserve ${number}`) || !seen.effects.has(`/ship ${number}`)).length;
  const lost = fate.lost + missing;
  const stuck = fate.stuck + fate.parked;
  const second = duplicatesIn(seen);
  const gaps = seen.gaps.toSorted((a, b) => a - b);
  const taken = { count: gaps.length, p99: gaps[Math.max(0, Math.ceil(gaps.length * 0.99) - 1)] ?? 0, worst: gaps.at(-1) ?? 0 };
  const words = `${sent.acked.size} acknowledged, ${lost} lost, ${stuck} stuck or parked, ${second} second effects at class A, ${fate.doubled} doubled runs; ${seen.calls} calls for ${seen.effects.size} effects`;
  return { lost, stuck, duplicate: second + fate.doubled, doubled: fate.doubled, seen, taken, words };
}

export const inWords = ({ count, p99, worst }: Judgement['taken']): string => `${count} calls taken over, p99 ${p99} ms, worst ${worst} ms`;
