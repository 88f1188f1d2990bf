/**
 * `npm run bench`: every figure beside its target, each floor and peer in the same run.
 * --json ends with one line of JSON; --full takes a million stored runs and 100,000 waits instead of a tenth; --only NAME picks one part.
 */
import { parseArgs } from 'node:util';
import { acceptRatio } from './accept.ts';
import { benchCanvas } from './canvas.ts';
import { distributedRows } from './distributed.ts';
import { stepGrowth, storedGrowth } from './growth.ts';
import { orderRows } from './orders.ts';
import type { Row } from './row.ts';
import { startUpRows } from './start-up.ts';
import { waitLateness } from './waits.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, full: { type: 'boolean', default: false }, only: { type: 'string' } } });
const say = (line: string): void => console.log(line);
const parts: Record<string, () => Promise<Row[]>> = {
  accept: async () => [{ ...(await acceptRatio('sqlite', { say })), target: '>= 0.25' }],
  orders: () => orderRows(say),
  start: () => startUpRows(say),
  steps: () => stepGrowth(say),
  stored: () => storedGrowth(say, values.full ? 1_000_000 : 100_000),
  waits: () => waitLateness(say, values.full ? 100_000 : 20_000),
  distributed: () => distributedRows(say),
  canvas: async () => (await benchCanvas()).map((one) => ({ ...one, target: String(one.target) })),
};

const rows: Row[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (values.only && values.only !== name) continue;
  say(`${name} …`);
  rows.push(...(await measure()));
}
console.table(rows.map((one) => ({ figure: one.name, value: `${one.value} ${one.unit}`, target: one.target, met: one.pass ? 'yes' : 'NO' })));
if (values.json) console.log(JSON.stringify({ rows }));
process.exit(0);
