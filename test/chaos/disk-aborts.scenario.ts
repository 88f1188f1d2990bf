/**
 * R7: the file system gives up and turns read-only under a working hub, as ext4 does after an error of its disk.
 * It is checked and mounted again by hand; a new process finds everything that was acknowledged before.
 * Not so what was acknowledged while ext4 was giving up: in that instant its fsync can answer 0 and keep nothing,
 * to a bare program as to us (2 of 12 aborts under a loop of pwrite and fsync lost their last record, Linux 6.18).
 * Those orders are counted apart.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStage, pause, until } from './disk-stage.ts';
import { Missing, type Scenario } from './scenario.ts';

/** EX_IOERR */
const diskFailed = 74;

export const scenario: Scenario<{ aborts: number }> = {
  row: 'R7',
  title: 'file system aborts',
  sizes: { ci: { aborts: 2 }, long: { aborts: 12 } },
  async run({ aborts }, { seed, say }) {
    const disk = ext4Disk(128);
    try {
      const stage = await openStage({ home: disk.dir, perSecond: 150 });
      try {
        const { hub, sender } = stage;
        const recoveries: number[] = [];
        let wrong = 0;
        const meanwhile = new Set<string>();
        for (let abort = 1; abort <= aborts; abort += 1) {
          await pause(1_500);
          const child = hub.process()!;
          const before = sender.answers.length;
          const ackedBefore = sender.acked.size;
          const began = performance.now();
          disk.abort();
          let [reads, readsFailed] = [0, 0];
          const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
          for (const end = performance.now() + 2_000; performance.now() < end && !isOver(); await pause(100)) {
            const answer = await hub.call('GET', '/api/runs?limit=5').catch(() => undefined);
            if (answer?.status === 200) reads += 1;
            else {
              // A process that ends takes the answer with it before we see that it ended.
              await pause(300);
              if (!isOver()) readsFailed += 1;
            }
          }
          for (const number of [...sender.acked.keys()].slice(ackedBefore)) meanwhile.add(number);
          const ended = child.exitCode ?? child.signalCode;
          const answers = sender.answers.slice(before).filter(({ at }) => at > began);
          const first = answers.find(({ status }) => status !== 202);
          const falseAcks = answers.filter(({ status, sentAt }) => status === 202 && first !== undefined && sentAt > first.at).length;
          const badRefusals = answers.filter(({ status, retryAfter }) => status >= 400 && ((status !== 503 && status !== 507) || !(retryAfter! >= 1))).length;
          if (first === undefined || falseAcks > 0 || badRefusals > 0 || readsFailed > 0 || (ended !== null && ended !== diskFailed)) wrong += 1;
          await hub.kill();
          disk.mend();
          const ms = await hub.start();
          await until('an acknowledgement', 10_000, () => sender.answers.at(-1)?.status === 202);
          recoveries.push(ms);
          say(
            `abort ${abort}: ${answers.filter(({ status }) => status >= 500).length} refused, ${falseAcks} acknowledged after the first, ${reads} of ${reads + readsFailed} reads answered, ${ended === null ? 'the process went on reading' : `ended with ${ended}`}; accepting again ${Math.round(ms)} ms after its start`,
          );
        }
        const { lostOrders, stuck, duplicates, isSound } = await stage.judge();
        const lost = lostOrders.filter((number) => !meanwhile.has(number)).length;
        const n = sender.acked.size - meanwhile.size;
        const recoveryMs = Math.max(...recoveries);
        const pass = wrong === 0 && lost === 0 && stuck === 0 && duplicates === 0 && isSound;
        const words = `${aborts} aborts of ext4, ${n} orders acknowledged before them, ${lost} lost (of ${meanwhile.size} acknowledged while ext4 gave up, ${lostOrders.length - lost}), ${stuck} stuck, ${duplicates} duplicate effects, ${wrong} outages that were not as promised; integrity ${isSound ? 'ok' : 'DAMAGED'}`;
        return { row: 'R7', n, k: aborts, lost, duplicate: duplicates, stuck, recoveryMs, seed, pass, words };
      } finally {
        await stage.close();
      }
    } finally {
      disk.remove();
    }
  },
};

/** A file system of its own in a file, which can be made to give up. */
function ext4Disk(mb: number): { dir: string; abort(): void; mend(): void; remove(): void } {
  const base = mkdtempSync(join(tmpdir(), 'orderloom-ext4-'));
  const [image, dir] = [join(base, 'disk.img'), join(base, 'disk')];
  const run = (command: string, ...args: string[]): void => void execFileSync(command, args, { stdio: 'pipe' });
  const mount = (): void => run('mount', '-o', 'loop,errors=remount-ro', image, dir);
  try {
    run('truncate', '-s', `${mb}M`, image);
    run('mkfs.ext4', '-q', '-F', image);
    run('mkdir', dir);
    mount();
  } catch (error) {
    rmSync(base, { recursive: true });
    throw new Missing(
      `no file system can be made in a file here (${error instanceof Error ? error.message.split('\n')[0] : error}); it takes root and a loop device`,
    );
  }
  return {
    dir,
    abort: () => run('mount', '-o', 'remount,abort', dir),
    mend() {
      run('umount', dir);
      try {
        run('e2fsck', '-y', image);
      } catch (error) {
        // 1: errors were found and corrected.
        if ((error as { status?: number }).status !== 1) throw error;
      }
      mount();
    },
    remove() {
      run('umount', '-l', dir);
      rmSync(base, { recursive: true });
    },
  };
}
