/**
 * `npm run test:simulation`: thousands of lives of the hub on virtual time, everything going wrong.
 * Options: --seeds 2000 --from 1, --long (a million seeds, as far as --minutes 60 allow), --seed N (one seed, with its trace),
 * --bugs [--bug NAME] (every planted bug must be found).
 */
import { parseArgs } from 'node:util';
import { playSeeds } from './crew.ts';
import { bugNames, hunt } from './hunt-bugs.ts';
import { playSeed } from './play-seed.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    long: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string' },
    bugs: { type: 'boolean', default: false },
    bug: { type: 'string' },
    within: { type: 'string', default: '20' },
  },
});
let passed = 0;
let failed = 0;
const note = (ok: boolean, words: string): void => {
  console.log(`${ok ? 'ok' : 'FAILED'}: ${words}`);
  if (ok) passed += 1;
  else failed += 1;
};

async function seeds(): Promise<void> {
  const from = Number(values.from);
  const count = Number(values.seeds ?? (values.long ? 1_000_000 : 2_000));
  const sums = { seeds: 0, steps: 0, crashes: 0, freezes: 0, fenced: 0, absorbed: 0 };
  const states = new Set<number>();
  const wrong: { seed: number; wrongs: string[] }[] = [];
  const steps = new Map<number, string>();
  const began = performance.now();
  await playSeeds({
    from,
    to: from + count - 1,
    ...(values.long ? { within: Number(values.minutes) * 60_000 } : {}),
    heard(told) {
      sums.seeds += 1;
      for (const figure of ['steps', 'crashes', 'freezes', 'fenced', 'absorbed'] as const) sums[figure] += told[figure];
      for (const state of told.states) states.add(state);
      if (told.seed % 100 === 0) steps.set(told.seed, fingerprint(told));
      if (told.wrongs.length > 0) wrong.push(told);
      return wrong.length < 5;
    },
  });
  const seconds = Math.round((performance.now() - began) / 1_000);
  for (const { seed, wrongs } of wrong) console.log(`seed ${seed}: ${wrongs[0]}\n   npm run test:simulation -- --seed ${seed}`);
  note(
    wrong.length === 0 && (values.long || sums.seeds === count),
    `${sums.seeds} seeds in ${seconds} s: ${wrong.length} went wrong; ${sums.steps} steps, ${sums.crashes} crashes, ${sums.freezes} freezes, ${sums.fenced} commits fenced off, ${sums.absorbed} repetitions absorbed, ${states.size} distinct states`,
  );
  let differ = 0;
  for (const [seed, before] of [...steps].slice(0, 200)) {
    const { states: again, ...result } = await playSeed(seed);
    if (fingerprint({ ...result, states: [...again] }) !== before) differ += 1;
  }
  note(differ === 0 && steps.size > 0, `${Math.min(200, steps.size)} seeds played twice, ${differ} of them differently`);
}

const fingerprint = ({
  steps,
  crashes,
  freezes,
  fenced,
  absorbed,
  wrongs,
  states,
}: {
  steps: number;
  crashes: number;
  freezes: number;
  fenced: number;
  absorbed: number;
  wrongs: string[];
  states: number[];
}): string => JSON.stringify([steps, crashes, freezes, fenced, absorbed, wrongs, states]);

async function bugs(): Promise<void> {
  for (const bug of values.bug ? [values.bug] : bugNames()) {
    const { seed, wrong, seeds: played, ms, title } = await hunt(bug, 400, Number(values.within) * 1_000);
    const words =
      wrong === undefined
        ? `not found in ${played} seeds`
        : `${seed === undefined ? '' : `seed ${seed}, `}${Math.round(ms / 100) / 10} s: ${wrong.slice(0, 140)}`;
    note(wrong !== undefined, `${bug} (${title}): ${words}`);
  }
}

if (values.seed !== undefined) {
  const { trace, wrongs } = await playSeed(Number(values.seed), { withTrace: true });
  console.log(trace.join('\n'));
  note(wrongs.length === 0, wrongs[0] ?? `seed ${values.seed} came to a good end`);
} else if (values.bugs || values.bug) await bugs();
else await seeds();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
