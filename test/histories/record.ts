/** `node server/run.mjs test/histories/record.ts NAME`: keeps the logs of all flow cases under a name; later versions must fold them for ever. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FlowCase, play } from '../support/play.ts';

const name = process.argv[2];
if (!name || !/^[a-z0-9-]+$/.test(name)) throw new Error('give the history a name, for example "foundation"');
const dir = join(import.meta.dirname, name);
mkdirSync(dir, { recursive: true });
const cases = JSON.parse(readFileSync(join(import.meta.dirname, '../cases/flows/cases.json'), 'utf8')) as FlowCase[];
for (const given of cases) {
  if (JSON.stringify(given.input).includes('repeat')) continue;
  const { run, log } = await play(given, 'once');
  const steps = [...run.steps.values()].map((step) => ({ id: step.id, status: step.status, port: step.port ?? null, output: step.output ?? null, effect: step.effect?.key ?? null }));
  const file = join(dir, `${given.name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}.json`);
  writeFileSync(file, `${JSON.stringify({ name: given.name, runId: run.id, log, folded: { status: run.status, code: run.code ?? null, keys: run.keys, steps } }, null, 1)}\n`);
}
process.exit(0);
