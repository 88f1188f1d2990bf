/** R8: the wall clock jumps an hour, a day and ten years, and drifts; every timer fires once and none before its time by that clock. */
import { fakeClock } from './clock-fake.ts';
import { openSignedDoor } from './clock-signature.ts';
import { openStage, pause, type Stage, until } from './disk-stage.ts';
import type { Scenario } from './scenario.ts';

const hour = 3_600_000;
const day = 24 * hour;
const tenYears = 3_652 * day;
const holdMs = 1_000;
/** From the hub's look at its clock to the call at the receiver; the clock may have been set in between. */
const onItsWayMs = [0, 50, 100, 200, 400, 800];

export const scenario: Scenario<{ rounds: number }> = {
  row: 'R8',
  title: 'clock jumps',
  sizes: { ci: { rounds: 1 }, long: { rounds: 10 } },
  async run({ rounds }, { seed, say }) {
    const clock = fakeClock();
    const stage = await openStage({ env: clock.env, perSecond: 40, hold: `PT${holdMs / 1_000}S` });
    const { hub, sender } = stage;
    try {
      const signed = await openSignedDoor(hub);
      const wanted = await signed.knock();
      let jumps = 0;
      let backJumps = 0;
      const jump = async (aheadMs: number, back: boolean): Promise<void> => {
        clock.set(aheadMs);
        jumps += 1;
        if (back) backJumps += 1;
        await stillCarries(stage, aheadMs);
      };
      for (let round = 1; round <= rounds; round += 1) {
        await pause(500);
        for (const away of [-hour, -day]) {
          await jump(away, true);
          await jump(0, false);
        }
        for (const away of [hour, day]) {
          await jump(away, false);
          await jump(0, true);
        }
        say(`round ${round}: an hour and a day, back and ahead`);
      }
      // A tenth fast, then a tenth slow: far more than any clock is ever slewed.
      for (let step = 0; step < 60; step += 1) {
        clock.set(step < 30 ? step * 5 : (60 - step) * 5);
        await pause(50);
      }
      const slewed = await jumpsSeen(stage);
      // One way only: what waits for an instant ten years on would have to wait for it.
      await jump(tenYears, false);
      const outOfWindow = await signed.knock();
      const rejected = wanted === 'taken' && outOfWindow === 'webhook.timestamp_out_of_range' && (await signed.isListed(outOfWindow));
      await until('alerts', 3_000, async () => (await jumpsSeen(stage)).ahead >= jumps - backJumps);
      const seen = await jumpsSeen(stage);
      const logged = (hub.output().match(/the wall clock went back/g) ?? []).length;
      await sender.finish(20_000);
      const timers = await timersOf(stage, clock.wall);
      const verdict = await stage.judge();
      const early = timers.filter((one) => one.early).length;
      const twice = timers.filter((one) => one.ships > 1).length;
      const lost = verdict.lost + verdict.stuck;
      const alerts = seen.back === backJumps && slewed.back === seen.back && logged === backJumps;
      const pass = lost === 0 && early === 0 && twice === 0 && verdict.duplicates === 0 && alerts && rejected && verdict.isSound;
      const words = `${timers.length} timers over ${jumps} jumps and a slew of 10 %: ${lost} lost, ${early} early by the wall clock, ${twice} fired twice; ${seen.back} of ${backJumps} backward jumps alerted (${logged} log lines), none by the slew; a signature out of its window is ${rejected ? 'refused and listed as such' : 'NOT listed as such'}`;
      return { row: 'R8', n: timers.length, k: jumps, lost, duplicate: twice + verdict.duplicates, stuck: verdict.stuck, seed, pass, words };
    } finally {
      await stage.close();
      clock.close();
    }
  },
};

/** Orders that come after a jump are taken, wait by the clock as it is now, and go on. */
async function stillCarries({ sender, calls }: Stage, aheadMs: number): Promise<void> {
  const from = sender.acked.size;
  await until(`an order after the clock was set to ${aheadMs} ms`, 3_000, () => sender.acked.size > from + 5);
  const number = [...sender.acked.keys()].at(-1);
  await until(`the second effect of order ${number}, with the clock at ${aheadMs} ms`, holdMs + 4_000, () =>
    calls().some((call) => call.path === '/ship' && call.number === number),
  );
}

async function jumpsSeen({ hub }: Stage): Promise<{ back: number; ahead: number }> {
  const { body } = await hub.call<string>('GET', '/metrics');
  const of = (way: string): number => Number(new RegExp(`^orderloom_clock_jumps\\{way="${way}"\\} (\\d+)`, 'm').exec(body)?.[1] ?? 0);
  return { back: of('back'), ahead: of('ahead') };
}

/** Due and fired as two clocks saw it: the hub's steps, and the receiver's with the offset of that instant. */
async function timersOf({ hub, sender, calls }: Stage, wall: (at: number) => number): Promise<{ early: boolean; ships: number }[]> {
  await until('the end of every run', 20_000, async () => {
    const { body } = await hub.call<{ items: unknown[] }>('GET', '/api/runs?status=running,waiting&limit=1');
    return body.items.length === 0;
  });
  const ships = Map.groupBy(
    calls().filter(({ path }) => path === '/ship'),
    ({ number }) => number,
  );
  const timers: { early: boolean; ships: number }[] = [];
  for (const [number, runId] of sender.acked) {
    const { body } = await hub.call<{ items: { node: string; startedAt: string; endedAt: string }[] }>('GET', `/api/runs/${runId}/steps`);
    const hold = body.items.find(({ node }) => node === 'hold');
    const due = Date.parse(hold?.startedAt ?? '') + holdMs;
    const shipped = ships.get(number) ?? [];
    timers.push({
      early: Date.parse(hold?.endedAt ?? '') < due || shipped.some(({ at }) => Math.max(...onItsWayMs.map((ms) => wall(at - ms) + ms)) < due),
      ships: shipped.length,
    });
  }
  return timers;
}
