/** The test of the test: every bug that is planted must be found, within so many seeds and seconds. */
import { fork } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Hunted } from './prey.ts';

const folder = join(import.meta.dirname, 'bugs');
/** The seed or the node case at which each was found before: looked at first, and only then from the beginning. */
const foundAt = JSON.parse(readFileSync(join(import.meta.dirname, 'found-at.json'), 'utf8')) as Record<string, number | string>;
/** A planted bug may turn in circles where the simulator never gets its turn again: that ends, and counts as found. */
const patience = 300_000;

function huntOne(name: string, profile: string): Promise<Hunted> {
  return new Promise((resolve) => {
    const child = fork(join(import.meta.dirname, 'prey.ts'), [], {
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', join(import.meta.dirname, 'plant.ts')],
      env: { ...process.env, BUG: name, PROFILE: profile, ...(foundAt[name] === undefined ? {} : { FIRST: String(foundAt[name]) }) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let errors = '';
    child.stderr!.on('data', (text) => {
      errors += text;
    });
    const end = setTimeout(() => {
      child.kill('SIGKILL');
      resolve({ how: '(it never came back)', wrong: 'the planted code turns in circles', seeds: 0, points: 0, ms: patience });
    }, patience);
    child.on('message', (hunted: Hunted) => {
      clearTimeout(end);
      child.kill();
      resolve(hunted);
    });
    child.on('exit', (code) => {
      clearTimeout(end);
      if (code)
        resolve({
          wrong: `it could not be planted: ${
            errors
              .trim()
              .split('\n')
              .find((line) => line.includes('Error')) ?? errors.slice(0, 300)
          }`,
          seeds: 0,
          points: 0,
          ms: 0,
        });
    });
  });
}

export async function hunt(names: string[]): Promise<void> {
  const all = globSync('*.json', { cwd: folder })
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
  const left = names.length > 0 ? names : all;
  const queue = [...left];
  let found = 0;
  const one = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const { title, profile } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as { title: string; profile: string };
      const { how, wrong, seeds, points, ms } = await huntOne(name, profile);
      if (how) found += 1;
      const effort = `${seeds} seeds, ${points} crash points, ${(ms / 1_000).toFixed(1)} s`;
      console.log(
        `${how ? 'found ' : 'MISSED'} ${name} (${profile}): ${title}\n         ${how ? `at ${how}, ${effort}: ${wrong?.slice(0, 180)}` : `${effort} ${wrong ?? ''}`}`,
      );
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, one));
  console.log(`\n${found} passed, ${left.length - found} failed`);
  process.exitCode = found === left.length ? 0 : 1;
}
