/** Plays seeds of the simulation: what kills, freezes, lost answers and wrong clocks make the engine do. */
import { playSeed } from '../simulation/play-seed.ts';

const seeds = Number(process.argv[2] ?? 60);
let wrong = 0;
for (let seed = 1; seed <= seeds; seed += 1) {
  const { wrongs } = await playSeed(seed);
  if (wrongs.length === 0) continue;
  wrong += 1;
  console.log(`seed ${seed}: ${wrongs[0]}`);
}
console.log(`${seeds} seeds played, ${wrong} went wrong`);
process.exit(wrong === 0 ? 0 : 1);
