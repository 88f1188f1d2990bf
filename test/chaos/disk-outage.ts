/** What senders and readers saw while the disk took nothing, and whether that is what they were promised. */
import type { HubProcess } from '../support/hub-process.ts';
import type { Answer, SteadySender } from './disk-sender.ts';
import { pause, until } from './disk-stage.ts';

export interface Outage {
  isGood: boolean;
  /** From the end of the fault to the next acknowledgement, ms. */
  resumedMs: number;
  /** The process ended meanwhile. */
  ended: boolean;
  words: string;
}

const answerWithinMs = 1_000;
const resumeWithinMs = 10_000;
/** Once it takes orders again it keeps doing so. */
const steadyMs = 2_000;

/** The fault is in since `began`; it is looked at for `ms`, then `mend`ed. */
export async function judgeOutage(hub: HubProcess, sender: SteadySender, began: number, ms: number, mend: () => unknown): Promise<Outage> {
  const child = hub.process();
  let reads = 0;
  let readsFailed = 0;
  for (const end = performance.now() + ms; performance.now() < end; await pause(100)) {
    const answer = await hub.call('GET', '/api/runs?limit=5').catch(() => undefined);
    if (answer?.status === 200) reads += 1;
    else readsFailed += 1;
  }
  const mended = performance.now();
  await mend();
  await until(
    'an acknowledgement',
    30_000,
    () => child?.exitCode !== null || sender.answers.some(({ status, at, sentAt }) => status === 202 && sentAt > mended && at > mended),
  );
  await pause(steadyMs);
  const after = sender.answers.find(({ status, sentAt }) => status === 202 && sentAt > mended);
  const resumedMs = (after?.at ?? performance.now()) - mended;
  return verdict(sender.answers, { began, mended, resumedMs, reads, readsFailed, ended: child?.exitCode !== null });
}

function verdict(answers: Answer[], seen: { began: number; mended: number; resumedMs: number; reads: number; readsFailed: number; ended: boolean }): Outage {
  const { began, mended, resumedMs, reads, readsFailed, ended } = seen;
  const during = answers.filter(({ at }) => at > began && at < mended);
  const first = during.find(({ status }) => status !== 202);
  const refused = during.filter(({ status }) => status !== 202);
  const falseAcks = during.filter(({ status, sentAt }) => status === 202 && first !== undefined && sentAt > first.at).length;
  const slowest = Math.max(0, ...refused.map(({ sentAt, at }) => at - sentAt));
  const relapses = answers.filter(({ sentAt, status }) => sentAt > mended + resumedMs && status !== 202 && status !== 0).length;
  const wrong = refused.filter(({ status, retryAfter }) => (status !== 503 && status !== 507) || !(retryAfter! >= 1)).length;
  const isGood =
    first !== undefined &&
    falseAcks === 0 &&
    wrong === 0 &&
    slowest <= answerWithinMs &&
    readsFailed === 0 &&
    reads > 0 &&
    resumedMs <= resumeWithinMs &&
    !ended;
  const statuses = Object.entries(Object.groupBy(refused, ({ status, code }) => `${status} ${code ?? ''}`)).map(
    ([status, list]) => `${list?.length} × ${status}`,
  );
  const words = `${first ? `refused after ${Math.round(first.at - began)} ms (${statuses.join(', ')}), slowest answer ${Math.round(slowest)} ms` : 'nothing was refused'}, ${falseAcks} acknowledged after it, ${wrong} refusals without 503/507 and Retry-After, ${reads} of ${reads + readsFailed} reads answered, taken again after ${Math.round(resumedMs)} ms, ${relapses} refused after that${ended ? ', the process ENDED' : ''}`;
  return { isGood, resumedMs, ended, words };
}
