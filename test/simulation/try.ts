import { playSeed } from './play-seed.ts';

const from = Number(process.argv[2] ?? 1),
  to = Number(process.argv[3] ?? from);
const t = performance.now();
let steps = 0,
  bad = 0;
for (let seed = from; seed <= to; seed += 1) {
  const r = await playSeed(seed, { withTrace: from === to });
  steps += r.steps;
  if (r.wrongs.length) {
    bad++;
    console.log(seed, r.wrongs[0]);
    if (from === to) console.log(r.trace.join('\n'));
  }
}
console.log({ seeds: to - from + 1, bad, steps, ms: Math.round(performance.now() - t) });
