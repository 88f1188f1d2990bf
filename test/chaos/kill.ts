/**
 * `npm run test:kill`: the hub is killed at random instants under load and must lose nothing.
 * Options: --kills 20 --orders 5000 --seed 1 --plant NAME (a planted bug, which must turn it red) --plants (all of them).
 */
import { parseArgs } from 'node:util';
import { killRound } from './kill-round.ts';
import { plants } from './plants/plants.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    orders: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    plant: { type: 'string' },
    plants: { type: 'boolean', default: false },
  },
});

const [kills, orders, seed] = [Number(values.kills), Number(values.orders), Number(values.seed)];
const chosen = values.plants ? Object.keys(plants) : values.plant ? [values.plant] : [];
let passed = 0;
let failed = 0;
const note = (ok: boolean, words: string): void => {
  console.log(`${ok ? 'ok' : 'FAILED'}: ${words}`);
  if (ok) passed += 1;
  else failed += 1;
};
if (chosen.length === 0) note((await killRound({ kills, orders, seed }, console.log)).isGreen, 'nothing is lost, stuck or doubled');
// Found or not is no matter of time: two go side by side.
const lane = async (): Promise<void> => {
  for (let plant = chosen.shift(); plant !== undefined; plant = chosen.shift()) {
    const { isGreen } = await killRound({ kills: Math.min(6, kills), orders: Math.min(900, orders), seed, plant }, console.log);
    note(!isGreen, `planted bug ${plant} is found`);
  }
};
await Promise.all([lane(), lane()]);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
