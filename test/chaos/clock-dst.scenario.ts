/** R8: the two nights in which Stockholm changes its clocks; a nightly job runs once, a quarter-hourly one at every quarter, waits end at their instant. */
import { deploy, hubProcess } from '../support/hub-process.ts';
import { fakeClock } from './clock-fake.ts';
import { pause, until } from './disk-stage.ts';
import type { Scenario } from './scenario.ts';

const minute = 60_000;
const quarter = 15 * minute;

interface Night {
  title: string;
  /** The hub's clock at its start: both changes are at 01:00 UTC. */
  from: string;
  /** Local times without an offset → the instant they name. */
  waits: Record<string, string>;
}

const nights: Night[] = [
  {
    title: 'spring',
    from: '2027-03-28T00:20:00Z',
    // 02:30 does not exist in this night; it is read as the same distance after the change.
    waits: { '2027-03-28T01:45': '2027-03-28T00:45:00Z', '2027-03-28T02:30': '2027-03-28T01:30:00Z', '2027-03-28T03:05': '2027-03-28T01:05:00Z' },
  },
  {
    title: 'autumn',
    from: '2027-10-31T00:20:00Z',
    // 02:30 comes twice; the first one counts.
    waits: { '2027-10-31T02:30': '2027-10-31T00:30:00Z', '2027-10-31T03:05': '2027-10-31T02:05:00Z' },
  },
];

export const scenario: Scenario<{ stepMinutes: number }> = {
  row: 'R8',
  title: 'nights of the clock change',
  sizes: { ci: { stepMinutes: 15 }, long: { stepMinutes: 2 } },
  async run({ stepMinutes }, { seed, say }) {
    const found = await Promise.all(nights.map((night) => live(night, stepMinutes)));
    for (const [place, { words }] of found.entries()) say(`${nights[place]!.title}: ${words}`);
    const sum = (pick: (one: Found) => number): number => found.reduce((total, one) => total + pick(one), 0);
    const [lost, twice, early] = [sum((one) => one.lost), sum((one) => one.twice), sum((one) => one.early)];
    const words = found.map((one, place) => `${nights[place]!.title}: ${one.words}`).join('; ');
    return { row: 'R8', n: sum((one) => one.timers), k: nights.length, lost, duplicate: twice, seed, pass: lost + twice + early === 0, words };
  },
};

interface Found {
  timers: number;
  lost: number;
  twice: number;
  early: number;
  words: string;
}

async function live({ from, waits }: Night, stepMinutes: number): Promise<Found> {
  const start = Date.parse(from);
  const began = Date.now();
  const clock = fakeClock(start - began);
  const hub = await hubProcess({ env: clock.env });
  try {
    await hub.start();
    await deploy(hub, timed('nightly', { cron: '30 2 * * *' }));
    await deploy(hub, timed('quarterly', { every: 'PT15M' }));
    const deployedAt = clock.wall(Date.now());
    await deploy(hub, waiting);
    for (const local of Object.keys(waits)) await hub.call('POST', '/in/night', { until: local }, { 'webhook-id': local });
    const length = 170 * minute;
    for (let passed = stepMinutes * minute; passed <= length; passed += stepMinutes * minute) {
      clock.set(start - began + passed);
      // The hub looks at its clock once a second.
      await pause(1_100);
    }
    const end = clock.wall(Date.now());
    const quarters = Math.floor(end / quarter) - Math.floor(deployedAt / quarter);
    await until('the last quarter', 5_000, async () => (await runsOf('quarterly')).length >= quarters).catch(() => undefined);
    const nightly = (await runsOf('nightly')).length;
    const quarterly = (await runsOf('quarterly')).length;
    const runs = await runsOf('night_wait');
    let [ended, early] = [0, 0];
    for (const { id, keys, status } of runs) {
      if (status === 'completed') ended += 1;
      const { body } = await hub.call<{ items: { node: string; endedAt?: string }[] }>('GET', `/api/runs/${id}/steps`);
      const at = body.items.find(({ node }) => node === 'hold')?.endedAt;
      if (at !== undefined && Date.parse(at) < Date.parse(waits[keys[0]!]!)) early += 1;
    }
    const wanted = Object.keys(waits).length;
    return {
      timers: 1 + quarters + wanted,
      lost: Math.max(0, 1 - nightly) + Math.max(0, quarters - quarterly) + (wanted - ended),
      twice: Math.max(0, nightly - 1) + Math.max(0, quarterly - quarters),
      early,
      words: `a job at 02:30 ran ${nightly} times, one of every 15 minutes ${quarterly} of ${quarters} times, ${ended} of ${wanted} waits ended, ${early} of them early`,
    };
  } finally {
    await hub.remove();
    clock.close();
  }

  async function runsOf(flow: string): Promise<{ id: string; status: string; keys: string[] }[]> {
    const { body } = await hub.call<{ items: { id: string; status: string; keys: string[] }[] }>('GET', `/api/runs?flow=${flow}&limit=100`);
    return body.items;
  }
}

const timed = (id: string, config: Record<string, string>) => ({
  format: 1,
  id,
  title: id,
  zone: 'Europe/Stockholm',
  nodes: { due: { type: 'schedule@1', config }, shape: { type: 'transform@1', config: { output: {} } } },
  edges: [{ from: 'due', to: 'shape' }],
});

const waiting = {
  format: 1,
  id: 'night_wait',
  title: 'Wait in the night',
  zone: 'Europe/Stockholm',
  key: { $expr: 'trigger.until' },
  nodes: {
    order: { type: 'webhook@1', config: { path: 'night', signature: 'none' } },
    hold: { type: 'wait@1', config: { until: { $expr: 'trigger.until' } } },
  },
  edges: [{ from: 'order', to: 'hold' }],
};
