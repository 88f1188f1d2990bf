/**
 * R15: a backup is taken while orders come in; the disk is lost some time later, the backup put back and every
 * order sent again. The receivers remember what the hub no longer knows.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HubProcess } from '../support/hub-process.ts';
import { steadySender } from './disk-sender.ts';
import { pause, until } from './disk-stage.ts';
import { fillWithWaits } from './power-fill.ts';
import { openRestoreStage, type Received } from './restore-stage.ts';
import type { Scenario } from './scenario.ts';

/** Shops hang up after five seconds: an intake that pauses for less has not stopped. */
const patienceMs = 5_000;
/** A backup of a million runs has to be back after five minutes. */
const restoreWithinMs = 300_000;

interface Item {
  runId: string;
  keys: string[];
  class: string;
  effectKey: string;
  inBackup: boolean;
}

export const scenario: Scenario<{ stored: number; beforeMs: number; gapMs: number; perSecond: number }> = {
  row: 'R15',
  title: 'backup put back, everything sent again',
  sizes: { ci: { stored: 0, beforeMs: 3_000, gapMs: 4_000, perSecond: 80 }, long: { stored: 1_000_000, beforeMs: 15_000, gapMs: 20_000, perSecond: 200 } },
  async run({ stored, beforeMs, gapMs, perSecond }, { seed, say }) {
    const stage = await openRestoreStage();
    const dir = mkdtempSync(join(tmpdir(), 'orderloom-backup-'));
    try {
      const { hub } = stage;
      if (stored > 0) {
        const { runId } = await must<{ runId: string }>(hub, '/in/idle', { number: 'SAMPLE' });
        await pause(1_000);
        await hub.stop();
        await fillWithWaits(hub.dir, runId, stored);
        await hub.start();
      }
      const sender = steadySender(`${hub.url}/in/disk`, perSecond);
      await pause(beforeMs);
      const file = join(dir, 'copy.db');
      const backupFrom = performance.now();
      const backupMs = await stage.backup(file);
      await pause(gapMs);
      sender.stop();
      const pauseMs = longestPause(
        sender.answers
          .filter(({ status }) => status === 202)
          .map(({ at }) => at)
          .filter((at) => at > backupFrom - 500),
      );
      const refused = sender.answers.filter(({ status }) => status !== 202 && status !== 0).length;
      await hub.kill();
      const known = new Map(sender.acked);
      const before = stage.received();
      say(
        `backup of ${Math.round(statSync(file).size / 1024)} kB in ${Math.round(backupMs)} ms under load: ${refused} refused, longest pause of acknowledgements ${Math.round(pauseMs)} ms; ${known.size} orders acknowledged`,
      );

      const began = performance.now();
      const restored = await stage.restoreElsewhere(file);
      await restored.start();
      const recoveryMs = performance.now() - began;
      const { review } = (await restored.call<{ review?: { backupAt: string } }>('GET', '/api/me')).body;
      let changed = 0;
      await sendAgain(restored, known, (same) => {
        if (!same) changed += 1;
      });
      await settled(restored);
      const listed = await listAll(restored);
      const duringReview = stage.received().slice(before.length);
      const mailsInReview = duringReview.filter(({ path }) => path === '/mail').length;
      const gapMails = before.filter(({ path, at }) => path === '/mail' && at >= Date.parse(review?.backupAt ?? ''));
      const listedNumbers = new Set(listed.map(({ keys }) => keys[0]));
      // The stamp is a moment older than the copy: a mail in between may stand in the backup as done.
      const unlisted: Received[] = [];
      for (const mail of gapMails) if (!listedNumbers.has(mail.number) && !(await isRecorded(restored, known.get(mail.number)))) unlisted.push(mail);
      say(
        `in review: ${listed.length} effects listed, ${gapMails.length} mails of the gap at the receiver, ${unlisted.length} of them not listed, ${mailsInReview} mails sent`,
      );

      // What a person does: compare by order number, since class C carries no key, skip what was done, have the rest done.
      const done = new Set(before.filter(({ path }) => path === '/mail').map(({ number }) => number));
      const toSkip = listed.filter(({ keys }) => done.has(keys[0]!)).map(({ runId }) => runId);
      for (let at = 0; at < toSkip.length; at += 500)
        await must(restored, '/api/runs/bulk', { act: 'skip', ids: toSkip.slice(at, at + 500), reason: 'The receiver has it' });
      await pause(300);
      const { retried } = await must<{ retried: number }>(restored, '/api/review/resume', { reason: 'Compared with the receiver' });
      await settled(restored);
      const parked = (await restored.call<{ items: unknown[] }>('GET', '/api/runs?status=parked&limit=100')).body.items.length;

      const all = stage.received();
      const duplicatesA = keysPerOrder(all, ['/reserve', '/ship']);
      const mailsTwice = [
        ...Map.groupBy(
          all.filter(({ path }) => path === '/mail'),
          ({ number }) => number,
        ).values(),
      ].filter((list) => list.length > 1).length;
      const shipped = new Set(all.filter(({ path }) => path === '/ship').map(({ number }) => number));
      const lost = [...known.keys()].filter((number) => !shipped.has(number)).length;
      const pass =
        pauseMs < patienceMs &&
        recoveryMs <= restoreWithinMs &&
        review !== undefined &&
        changed === 0 &&
        unlisted.length === 0 &&
        mailsInReview === 0 &&
        duplicatesA === 0 &&
        mailsTwice === 0 &&
        lost === 0 &&
        parked === 0;
      const words = `backup ${stored > 0 ? `of ${stored} stored runs in ${Math.round(backupMs / 1_000)} s ` : ''}under load, ${refused} refused for being busy, no pause above ${Math.round(pauseMs)} ms, put back and open after ${Math.round(recoveryMs)} ms; ${known.size} orders sent again: ${lost} lost, ${changed} with another run id, ${duplicatesA} duplicates at class A; ${listed.length} class C effects listed, ${unlisted.length} of ${gapMails.length} done in the gap missing from the list; ${toSkip.length} skipped after comparing, ${retried} done, ${mailsTwice} mailed twice, ${parked} left parked`;
      return { row: 'R15', n: known.size, k: 1, lost, duplicate: duplicatesA + mailsTwice, stuck: parked, recoveryMs, seed, pass, words };
    } finally {
      await stage.close();
      rmSync(dir, { recursive: true, force: true });
    }
  },
};

async function isRecorded(hub: HubProcess, runId: string | undefined): Promise<boolean> {
  const { body } = await hub.call<{ items: { node: string; status: string }[] }>('GET', `/api/runs/${runId}/steps`);
  return body.items.some(({ node, status }) => node === 'mail' && status === 'completed');
}

function longestPause(times: number[]): number {
  let longest = 0;
  for (let place = 1; place < times.length; place += 1) longest = Math.max(longest, times[place]! - times[place - 1]!);
  return longest;
}

/** The sender does not know what we lost: it sends everything once more, under the ids it used. */
async function sendAgain(hub: HubProcess, known: Map<string, string>, tell: (same: boolean) => void): Promise<void> {
  const left = [...known];
  const lane = async (): Promise<void> => {
    for (let one = left.shift(); one; one = left.shift()) {
      const [number, runId] = one;
      const body = { number, total: { amount: '199.95', currency: 'EUR' }, note: number.repeat(200) };
      const send = () => hub.call<{ runId: string }>('POST', '/in/disk', body, { 'webhook-id': number });
      let answer = await send();
      for (let tries = 0; answer.status !== 202 && tries < 300; tries += 1) {
        await pause(100);
        answer = await send();
      }
      if (answer.status !== 202) throw new Error(`order ${number} was answered ${answer.status} when it was sent again`);
      tell(answer.body.runId === runId);
    }
  };
  await Promise.all(Array.from({ length: 16 }, lane));
}

async function settled(hub: HubProcess): Promise<void> {
  await until('the rest of every run', 60_000, async () => {
    const { body } = await hub.call<{ items: unknown[] }>('GET', '/api/runs?status=running,waiting&flow=restore_test&limit=1');
    return body.items.length === 0;
  });
}

async function listAll(hub: HubProcess): Promise<Item[]> {
  const items: Item[] = [];
  let cursor = '';
  do {
    const { body } = await hub.call<{ items: Item[]; next: string | null }>('GET', `/api/review?limit=100${cursor}`);
    items.push(...body.items);
    cursor = body.next === null ? '' : `&cursor=${encodeURIComponent(body.next)}`;
  } while (cursor !== '');
  return items;
}

async function must<T>(hub: HubProcess, path: string, body: unknown): Promise<T> {
  const answer = await hub.call<T>('POST', path, body);
  if (answer.status >= 300) throw new Error(`${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Second keys of one order at one receiver: effects it could not recognise as the same. */
function keysPerOrder(calls: readonly Received[], paths: string[]): number {
  const keys = new Map<string, Set<string>>();
  for (const { path, number, key } of calls) if (paths.includes(path)) keys.set(`${path} ${number}`, (keys.get(`${path} ${number}`) ?? new Set()).add(key));
  return [...keys.values()].reduce((sum, set) => sum + set.size - 1, 0);
}
