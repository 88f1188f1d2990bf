/** R7: the disk fills up under load, again and again; nothing is acknowledged meanwhile, and work goes on once there is room. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeOutage, type Outage } from './disk-outage.ts';
import { openStage, pause, until } from './disk-stage.ts';
import { Missing, type Scenario } from './scenario.ts';

export const scenario: Scenario<{ fills: number }> = {
  row: 'R7',
  title: 'disk full',
  sizes: { ci: { fills: 2 }, long: { fills: 12 } },
  async run({ fills }, { seed, say }) {
    const disk = mountSmallDisk(96);
    try {
      const stage = await openStage({ home: disk.dir, perSecond: 200 });
      try {
        const { hub, sender } = stage;
        const outages: Outage[] = [];
        const ballast = join(hub.dir, 'ballast');
        let thrown = 0;
        for (let fill = 1; fill <= fills; fill += 1) {
          // The first fill meets a hub that had no time to lay its ballast, every other one whose log file has to grow.
          if (fill > 1) await until('the ballast', 15_000, () => existsSync(ballast));
          if (fill % 2 === 0) {
            await hub.stop();
            await hub.start();
          }
          await pause(1_500);
          const hadBallast = existsSync(ballast);
          const filler = join(disk.dir, 'filler');
          const began = performance.now();
          fillUp(disk.dir, filler);
          const outage = await judgeOutage(hub, sender, began, 3_000, () => rmSync(filler));
          outages.push(outage);
          if (hadBallast && !existsSync(ballast)) thrown += 1;
          say(`fill ${fill}: ${outage.words}${hadBallast ? `, ballast ${existsSync(ballast) ? 'kept' : 'thrown off'}` : ''}`);
          if (outage.ended) await hub.start();
        }
        const { lost, stuck, duplicates, isSound } = await stage.judge();
        const recoveryMs = Math.max(...outages.map(({ resumedMs }) => resumedMs));
        const pass = outages.every(({ isGood }) => isGood) && lost === 0 && stuck === 0 && duplicates === 0 && isSound;
        const words = `${fills} fills, ${sender.acked.size} orders acknowledged, ${lost} lost, ${stuck} stuck, ${duplicates} duplicate effects; taken again ${Math.round(recoveryMs)} ms after there was room, without restart; ballast thrown off ${thrown} times; integrity ${isSound ? 'ok' : 'DAMAGED'}`;
        return { row: 'R7', n: sender.acked.size, k: fills, lost, duplicate: duplicates, stuck, recoveryMs, seed, pass, words };
      } finally {
        await stage.close();
      }
    } finally {
      disk.remove();
    }
  },
};

/** A disk in memory of so many MB. */
function mountSmallDisk(mb: number): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'orderloom-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mb}m`, 'tmpfs', dir], { stdio: 'pipe' });
  } catch (error) {
    rmSync(dir, { recursive: true });
    throw new Missing(`no small disk can be mounted here (${error instanceof Error ? error.message.split('\n')[0] : error}); it takes root`);
  }
  return {
    dir,
    remove() {
      execFileSync('umount', ['-l', dir]);
      rmSync(dir, { recursive: true });
    },
  };
}

/** Takes the last byte. */
function fillUp(disk: string, file: string): void {
  const block = Buffer.alloc(1024 * 1024);
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(file, '');
  try {
    for (let left = bavail * bsize + block.length; left > 0; left -= block.length) writeFileSync(file, block, { flag: 'a' });
    for (;;) writeFileSync(file, block.subarray(0, 4_096), { flag: 'a' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
