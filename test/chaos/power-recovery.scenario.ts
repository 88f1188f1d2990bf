/** R5: a hub with very many open runs dies under load and comes back; another time it is asked to stop. */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deploy } from '../support/hub-process.ts';
import { openStage, pause, type Stage, until } from './disk-stage.ts';
import { fillWithWaits } from './power-fill.ts';
import { random } from './random.ts';
import type { Scenario } from './scenario.ts';

const acceptWithinMs = 2_000;
const resumeWithinMs = 3_000;
const releaseWithinMs = 1_000;
const answerMs = 200;

export const scenario: Scenario<{ open: number; kills: number }> = {
  row: 'R5',
  title: 'recovery with many open runs',
  isAlone: true,
  sizes: { ci: { open: 100_000, kills: 3 }, long: { open: 100_000, kills: 30 } },
  async run({ open, kills }, { seed, say }) {
    const chance = random(seed);
    const stage = await openStage({ perSecond: 20, answerMs });
    const { hub, sender } = stage;
    try {
      await deploy(hub, idleFlow);
      const { body } = await hub.call<{ runId: string }>('POST', '/in/idle', { number: 'SAMPLE' }, { 'webhook-id': 'SAMPLE' });
      await until(
        'the sample at its wait',
        5_000,
        async () => (await hub.call<{ status: string }>('GET', `/api/runs/${body.runId}`)).body.status === 'waiting',
      );
      await hub.stop();
      const began = performance.now();
      await fillWithWaits(hub.dir, body.runId, open);
      say(`${open} open runs written in ${Math.round(performance.now() - began)} ms`);
      await hub.start();
      const accepting: number[] = [];
      const resumed: number[] = [];
      for (let kill = 1; kill <= kills; kill += 1) {
        await pause(1_200 + chance() * 600);
        await hub.kill();
        const found = await comeBack(stage);
        accepting.push(found.acceptingMs);
        resumed.push(found.resumedMs);
        say(`kill ${kill}: accepting again after ${Math.round(found.acceptingMs)} ms, first step after ${Math.round(found.resumedMs)} ms`);
      }
      // Runs that were in flight at a kill go on one at a time; the stop is asked of a hub that has them behind it.
      const lastLife = Date.now();
      await until('the runs of the lives before', 60_000, () => leftInFlight(hub.dir, lastLife) === 0);
      await pause(answerMs);
      const stop = await stopInOrder(stage);
      say(`SIGTERM: ended after ${Math.round(stop.ms)} ms with ${stop.out} calls out before it, ${stop.inFlight} left in flight in the store`);
      await hub.start();
      const waiting = await countWaits(join(hub.dir, 'orderloom.db'));
      const { lost, stuck, duplicates, isSound } = await stage.judge();
      const [accept, resume] = [Math.max(...accepting), Math.max(...resumed)];
      const missing = open - waiting;
      const pass =
        accept <= acceptWithinMs && resume <= resumeWithinMs && stop.isGood && missing === 0 && lost === 0 && stuck === 0 && duplicates === 0 && isSound;
      const words = `with ${open} open runs: accepting again after ${Math.round(accept)} ms at most (goal ${acceptWithinMs}), first step after ${Math.round(resume)} ms at most (goal ${resumeWithinMs}); SIGTERM ends after ${Math.round(stop.ms)} ms with calls of ${answerMs} ms out, ${stop.inFlight} left in flight; ${missing} waits missing; load of the machine ${loadavg()[0]!.toFixed(1)}`;
      return {
        row: 'R5',
        n: open + sender.acked.size,
        k: kills + 1,
        lost: lost + missing,
        duplicate: duplicates,
        stuck,
        recoveryMs: accept,
        seed,
        pass,
        words,
      };
    } finally {
      await stage.close();
    }
  },
};

/** From the start of the new process to its first 202, and to the first call a run of the old one makes. */
async function comeBack({ hub, sender, calls }: Stage): Promise<{ acceptingMs: number; resumedMs: number }> {
  const before = new Set(sender.acked.keys());
  const answered = sender.answers.length;
  const from = performance.now();
  const wallFrom = Date.now();
  await hub.start();
  await until('an acknowledgement', 10_000, () => sender.answers.slice(answered).some(({ status }) => status === 202));
  const first = sender.answers.slice(answered).find(({ status }) => status === 202)!;
  const isOld = ({ at, number }: { at: number; number: string }): boolean => at >= wallFrom && before.has(number);
  await until('a step of a run that was there', 10_000, () => calls().some(isOld));
  return { acceptingMs: first.at - from, resumedMs: calls().find(isOld)!.at - wallFrom };
}

/** Asked to stop, a hub waits for the calls that are out and for nothing else. */
async function stopInOrder({ hub, calls }: Stage): Promise<{ ms: number; out: number; inFlight: number; isGood: boolean }> {
  const isOut = (): boolean => calls().some(({ at }) => at > Date.now() - answerMs / 2);
  await until('a call that is out', 5_000, isOut);
  const out = calls().filter(({ at }) => at > Date.now() - answerMs).length;
  const from = performance.now();
  await hub.stop();
  const ms = performance.now() - from;
  const inFlight = leftInFlight(hub.dir);
  return { ms, out, inFlight, isGood: ms <= releaseWithinMs + answerMs && inFlight === 0 && out > 0 };
}

/** Runs with a call out, as the store has them; of those that began before an instant, ms, where one is given. */
function leftInFlight(dir: string, before = Number.MAX_SAFE_INTEGER): number {
  const database = new DatabaseSync(join(dir, 'orderloom.db'), { readOnly: true });
  const { n } = database.prepare('SELECT count(*) AS n FROM runs WHERE inflight = 1 AND started < ?').get(before) as { n: number };
  database.close();
  return n;
}

async function countWaits(file: string): Promise<number> {
  const database = new DatabaseSync(file, { readOnly: true });
  const { n } = database.prepare("SELECT count(*) AS n FROM runs WHERE id GLOB 'fill*' AND status = 'waiting' AND wake IS NOT NULL").get() as { n: number };
  database.close();
  return n;
}

const idleFlow = {
  format: 1,
  id: 'idle_test',
  title: 'Idle test',
  key: { $expr: 'trigger.number' },
  nodes: {
    order: { type: 'webhook@1', config: { path: 'idle', signature: 'none' } },
    hold: { type: 'wait@1', config: { for: 'P30D' } },
  },
  edges: [{ from: 'order', to: 'hold' }],
};
