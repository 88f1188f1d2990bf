/** R7: the file system takes no writes any more and then does again, as after a read-only remount that somebody mends. */
import { join } from 'node:path';
import { assertStrace, inject } from './disk-inject.ts';
import { judgeOutage, type Outage } from './disk-outage.ts';
import { openStage, pause } from './disk-stage.ts';
import { random } from './random.ts';
import type { Scenario } from './scenario.ts';

export const scenario: Scenario<{ outages: number }> = {
  row: 'R7',
  title: 'read-only',
  sizes: { ci: { outages: 3 }, long: { outages: 20 } },
  async run({ outages: count }, { seed, say }) {
    assertStrace();
    const chance = random(seed);
    const stage = await openStage({ perSecond: 200 });
    try {
      const { hub, sender } = stage;
      const files = ['orderloom.db', 'orderloom.db-wal'].map((name) => join(hub.dir, name));
      const outages: Outage[] = [];
      for (let outage = 1; outage <= count; outage += 1) {
        await pause(300 + chance() * 700);
        const error = chance() < 0.7 ? 'EROFS' : 'EIO';
        const began = performance.now();
        const fault = await inject(hub.process()!.pid!, `pwrite64:error=${error}`, files);
        const seen = await judgeOutage(hub, sender, began, 1_000 + chance() * 2_000, () => fault.end());
        outages.push(seen);
        say(`outage ${outage}, ${error} on write: ${seen.words}`);
        if (seen.ended) await hub.start();
      }
      const { lost, stuck, duplicates, isSound } = await stage.judge();
      const recoveryMs = Math.max(...outages.map(({ resumedMs }) => resumedMs));
      const pass = outages.every(({ isGood }) => isGood) && lost === 0 && stuck === 0 && duplicates === 0 && isSound;
      const words = `${count} outages, ${sender.acked.size} orders acknowledged, ${lost} lost, ${stuck} stuck, ${duplicates} duplicate effects; taken again after ${Math.round(recoveryMs)} ms at most, without restart; integrity ${isSound ? 'ok' : 'DAMAGED'}`;
      return { row: 'R7', n: sender.acked.size, k: count, lost, duplicate: duplicates, stuck, recoveryMs, seed, pass, words };
    } finally {
      await stage.close();
    }
  },
};
