/** R7: an fsync fails. Nothing is acknowledged after it, the process ends, and the next one finds everything that was. */
import { join } from 'node:path';
import { assertStrace, inject } from './disk-inject.ts';
import { openStage, pause, until } from './disk-stage.ts';
import { random } from './random.ts';
import type { Scenario } from './scenario.ts';

/** EX_IOERR */
const diskFailed = 74;

export const scenario: Scenario<{ faults: number }> = {
  row: 'R7',
  title: 'fsync fails',
  sizes: { ci: { faults: 4 }, long: { faults: 40 } },
  async run({ faults }, { seed, say }) {
    assertStrace();
    const chance = random(seed);
    const stage = await openStage({ perSecond: 200 });
    try {
      const { hub, sender } = stage;
      const recoveries: number[] = [];
      let wrong = 0;
      for (let fault = 1; fault <= faults; fault += 1) {
        await pause(500 + chance() * 700);
        const child = hub.process()!;
        const before = sender.answers.length;
        await inject(child.pid!, 'fdatasync,fsync:error=EIO', [join(hub.dir, 'orderloom.db-wal'), join(hub.dir, 'orderloom.db')]);
        const endedMs = await until('the end of the process', 5_000, () => child.exitCode !== null || child.signalCode !== null);
        const answers = sender.answers.slice(before);
        const first = answers.find(({ status }) => status >= 500);
        const falseAcks = answers.filter(({ status, sentAt }) => status === 202 && first !== undefined && sentAt > first.at).length;
        const refused = answers.filter(({ status }) => status >= 500);
        const badRefusals = refused.filter(({ status, retryAfter }) => status !== 503 || !(retryAfter! >= 1)).length;
        if (falseAcks > 0 || badRefusals > 0 || first === undefined || child.exitCode !== diskFailed) wrong += 1;
        const ms = await hub.start();
        recoveries.push(ms);
        say(
          `fault ${fault}: ${refused.length} × 503, ${falseAcks} acknowledged after the first, ended with ${child.exitCode ?? child.signalCode} after ${Math.round(endedMs)} ms, accepting again ${Math.round(ms)} ms after its start`,
        );
      }
      const { lost, stuck, duplicates, isSound } = await stage.judge();
      const recoveryMs = Math.max(...recoveries);
      const pass = wrong === 0 && lost === 0 && stuck === 0 && duplicates === 0 && isSound;
      const words = `${faults} failed fsyncs, ${sender.acked.size} orders acknowledged, ${lost} lost, ${stuck} stuck, ${duplicates} duplicate effects, ${wrong} ends that were not clean; integrity ${isSound ? 'ok' : 'DAMAGED'}`;
      return { row: 'R7', n: sender.acked.size, k: faults, lost, duplicate: duplicates, stuck, recoveryMs, seed, pass, words };
    } finally {
      await stage.close();
    }
  },
};
