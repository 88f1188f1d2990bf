/** The test of the test: each planted bug must be found by some seed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { playSeeds } from './crew.ts';

export interface Found {
  bug: string;
  title: string;
  /** The first seed heard of that went wrong, and what it said. */
  seed?: number;
  wrong?: string;
  seeds: number;
  ms: number;
}

const folder = join(import.meta.dirname, 'bugs');

export const bugNames = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();

/** A bug that keeps a seed from being played at all counts as found: its process dies. */
export async function hunt(bug: string, seeds: number, within: number): Promise<Found> {
  const { title } = JSON.parse(readFileSync(join(folder, `${bug}.json`), 'utf8')) as { title: string };
  const began = performance.now();
  const found: Found = { bug, title, seeds: 0, ms: 0 };
  try {
    await playSeeds({
      from: 1,
      to: seeds,
      bug,
      within,
      heard({ seed, wrongs }) {
        found.seeds += 1;
        if (wrongs.length === 0) return true;
        found.seed = seed;
        found.wrong = wrongs[0]!;
        return false;
      },
    });
  } catch (error) {
    found.wrong = `the simulation itself broke: ${String(error).slice(0, 300)}`;
  }
  return { ...found, ms: performance.now() - began };
}
