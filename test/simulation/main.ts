/**
 * `npm run test:simulation`: seeds and crash points in about a minute. `-- --long [--minutes 60]` plays on,
 * `-- --seed 7` shows one seed, shrunk to the faults it needs, `-- --bugs [name]` looks whether planted bugs are found.
 */
import { parseArgs } from 'node:util';
import type { Job } from './jobs.ts';
import { nodeCases } from './node-flows.ts';
import { workAll } from './pool.ts';
import { showPoint, showSeed } from './show.ts';
import type { Tally } from './tally.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    whole: { type: 'boolean', default: false },
    point: { type: 'string' },
    bugs: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '60' },
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
  },
});

const portion = 20;
const began = performance.now();

function* jobs(): Iterable<Job> {
  const from = Number(values.from);
  const to = values.long ? 1_000_000 : from + Number(values.seeds) - 1;
  // The dearest first, so that no process is left alone with one of them.
  for (const isShared of [true, false]) {
    for (const [index, { onlyOnce }] of nodeCases.entries()) {
      const parts = isShared || onlyOnce ? 4 : 1;
      for (let part = 0; part < parts; part += 1) yield { kind: 'points', index, isShared, share: [part, parts], isHurried: !values.long };
    }
  }
  for (let seed = from; seed <= to; seed += portion) yield { kind: 'seeds', from: seed, to: Math.min(to, seed + portion - 1) };
}

const said = (n: number): string => n.toLocaleString('en');

function tell(tally: Tally & { distinct: number }): void {
  const points = Object.entries(tally.points);
  let worlds = 0;
  for (const [name, { single, double, meetings }] of points) {
    worlds += single + double + meetings;
    const met = meetings > 0 ? `, ${said(meetings)} meetings` : '';
    console.log(`${name.padEnd(44)} ${said(single).padStart(6)} single ${said(double).padStart(6)} double crash points${met}`);
  }
  console.log(
    `\n${said(tally.seeds)} seeds (${tally.twice} of them twice, byte for byte), ${said(worlds)} worlds around crash points, ${Math.round((performance.now() - began) / 1_000)} s\n` +
      `${said(tally.crashes)} crashes, ${said(tally.pauses)} pauses, ${said(tally.fenced)} writes fenced, ${said(tally.absorbed)} duplicates absorbed, ` +
      `${said(tally.suspects)} healthy runs taken for poison after repeated kills, ${said(tally.distinct)} distinct states, ${said(tally.steps)} events`,
  );
  for (const { how, wrong } of tally.failures.slice(0, 20)) console.log(`\nnpm run test:simulation -- ${how}\n  ${wrong.slice(0, 600)}`);
  const failed = tally.failures.length;
  console.log(`\n${tally.seeds + worlds - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

if (values.seed !== undefined) await showSeed(Number(values.seed), values.whole);
else if (values.point !== undefined) await showPoint(values.point, positionals);
else if (values.bugs) await (await import('./hunt.ts')).hunt(positionals);
else {
  const end = began + Number(values.minutes) * 60_000;
  let shown = 0;
  const told = ({ seeds, failures }: Tally): void => {
    if (!values.long || seeds < shown + 1_000) return;
    shown = seeds;
    console.log(`${said(seeds)} seeds, ${failures.length} failed`);
  };
  tell(await workAll(jobs(), () => values.long && performance.now() > end, told));
}
