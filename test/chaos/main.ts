/**
 * `npm run test:chaos`: breaks a running hub in every way the acceptance table names and prints what it cost.
 * Options: --only R7,R8 (rows, or words of a title) --long (nightly sizes, kept in last-long.json) --write (keep CI sizes in last-ci.json) --seed 1.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Missing, type Scenario } from './scenario.ts';
import { type Result, table } from './table.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    long: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed);
const size = values.long ? 'long' : 'ci';
const wanted = values.only.split(',').filter((one) => one !== '');
const isWanted = ({ row, title, isNightly }: Scenario): boolean =>
  (wanted.length === 0 && (values.long || !isNightly)) ||
  wanted.some((one) => row.toLowerCase() === one.toLowerCase() || (!/^r\d+$/i.test(one) && title.includes(one)));

async function play(scenario: Scenario): Promise<Result> {
  const { row, title } = scenario;
  const began = performance.now();
  const nothing = { row, title, n: 0, k: 0, lost: 0, duplicate: 0, seed };
  console.log(`== ${row} ${title}`);
  try {
    const found = await scenario.run(scenario.sizes[size], { seed, say: (line) => console.log(`   ${row} ${line}`) });
    return { ...found, title, ms: performance.now() - began };
  } catch (error) {
    const ms = performance.now() - began;
    if (!(error instanceof Missing)) return { ...nothing, ms, pass: false, words: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    const isRequired = process.env['REQUIRE_ADAPTERS'] === 'all';
    return { ...nothing, ms, pass: false, skipped: !isRequired, words: `${isRequired ? 'missing here' : 'skipped'}: ${error.message}` };
  }
}

/** Rows of earlier runs stay where this run did not play them. */
function keep(file: string, results: Result[]): void {
  const at = new Date().toISOString();
  let before: (Result & { at: string })[] = [];
  try {
    before = (JSON.parse(readFileSync(file, 'utf8')) as { rows: (Result & { at: string })[] }).rows;
  } catch {
    // The first run finds none.
  }
  const nameOf = ({ row, title }: Result): string => `${row} ${title}`;
  const fresh = results.map((one) => ({ ...one, ms: Math.round(one.ms), at }));
  const played = new Set(fresh.map(nameOf));
  const rows = [...before.filter((one) => !played.has(nameOf(one))), ...fresh].sort(inOrder);
  writeFileSync(file, `${JSON.stringify({ at, size, machine: `${cpus().length} cores, ${cpus()[0]?.model}`, rows }, null, 2)}\n`);
}

const inOrder = (a: { row: string; title: string }, b: { row: string; title: string }): number =>
  Number(a.row.slice(1)) - Number(b.row.slice(1)) || a.title.localeCompare(b.title);

const scenarios: Scenario[] = [];
for (const file of readdirSync(import.meta.dirname))
  if (file.endsWith('.scenario.ts')) scenarios.push(((await import(join(import.meta.dirname, file))) as { scenario: Scenario }).scenario);
scenarios.sort(inOrder);

const results: Result[] = [];
async function finish(scenario: Scenario): Promise<Result> {
  const result = await play(scenario);
  console.log(`   ${result.row} ${result.skipped ? 'skipped' : result.pass ? 'pass' : 'FAIL'}: ${result.words}`);
  return result;
}

// Most of a fault's time is waiting: two go side by side, except where times are measured.
const chosen = scenarios.filter(isWanted);
const shared = chosen.filter(({ isAlone }) => !isAlone);
const alone = chosen.filter(({ isAlone }) => isAlone);
/** Nothing was lost, doubled or left behind: what failed is a time or a share, and other work beside it spoils those. */
const isOnlySlow = ({ pass, lost, duplicate, stuck = 0 }: Result): boolean => !pass && lost + duplicate + stuck === 0;
const lane = async (): Promise<void> => {
  for (let next = shared.shift(); next; next = shared.shift()) {
    const result = await finish(next);
    if (isOnlySlow(result) && !result.skipped) alone.unshift(next);
    else results.push(result);
  }
};
await Promise.all([lane(), lane()]);
for (const scenario of alone) {
  const first = await finish(scenario);
  // Once more, and no more: the second answer counts.
  results.push(isOnlySlow(first) && !first.skipped ? await finish(scenario) : first);
}
results.sort(inOrder);
console.log(`\n${table(results)}`);
if (values.long) keep(join(import.meta.dirname, 'last-long.json'), results);
else if (values.write) keep(join(import.meta.dirname, 'last-ci.json'), results);

const skipped = results.filter((one) => one.skipped).length;
const passed = results.filter((one) => one.pass).length;
const failed = results.length - passed - skipped;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 && passed + skipped > 0 ? 0 : 1);
