/**
 * `npm run test:coverage`: plays the engine under Node's own counters and asks that nearly every branch of it was taken.
 * What is played is asserted where it is played; here a part fails when its process does.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** Of a hundred branches. */
const wanted = 95;
const root = join(import.meta.dirname, '../..');
const counters = mkdtempSync(join(tmpdir(), 'orderloom-coverage-'));

const parts: [name: string, args: string[]][] = [
  ['flow cases', ['test/coverage/cases.ts']],
  ['engine tests', ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/coverage/vitest.config.ts', '--reporter=dot']],
  ['seeds of the simulation', ['test/coverage/seeds.ts', '60']],
];
const report = [
  ...['node_modules/c8/bin/c8.js', 'report', '--temp-directory', counters, '--reports-dir', join(counters, 'report')],
  ...['--include', 'server/engine/**', '--exclude', '**/*.test.ts', '--reporter', 'text', '--reporter', 'json-summary'],
  ...['--check-coverage', '--branches', String(wanted), '--lines', '0', '--functions', '0', '--statements', '0'],
];

let passed = 0;
let failed = 0;

/** Ends with its exit code counted. */
async function play(name: string, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  console.log(`== ${name}`);
  const began = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { cwd: root, stdio: 'inherit', env });
  const code = await new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject));
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(`${code === 0 ? 'ok' : 'FAILED'}: ${name} (${seconds} s)`);
  if (code === 0) passed += 1;
  else failed += 1;
}

/** A file nobody loads has no counters and would not be missed. */
function unseen(counted: string[]): string[] {
  const seen = new Set(counted.map((path) => basename(path)));
  const engine = join(root, 'server/engine');
  const hasCode = (file: string): boolean => /^export (async )?(const|function|class)/m.test(readFileSync(join(engine, file), 'utf8'));
  return readdirSync(engine).filter((file) => /(?<!\.test)\.ts$/.test(file) && !seen.has(file) && hasCode(file));
}

try {
  for (const [name, args] of parts) await play(name, args, { ...process.env, NODE_V8_COVERAGE: counters });
  await play(`at least ${wanted} % of the branches`, report, process.env);
  const { total, ...files } = JSON.parse(readFileSync(join(counters, 'report/coverage-summary.json'), 'utf8')) as Record<string, { branches: Figure }>;
  const missing = unseen(Object.keys(files));
  if (missing.length > 0) {
    console.log(`FAILED: no part loads ${missing.join(', ')}`);
    failed += 1;
  }
  const { pct, covered, total: all } = total!.branches;
  console.log(`${pct} % of the branches of server/engine: ${covered} of ${all}`);
} finally {
  rmSync(counters, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

interface Figure {
  pct: number;
  covered: number;
  total: number;
}
