/** A wall clock of our own for one hub: libfaketime under its process, set from outside while it runs. */
import { globSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Missing } from './scenario.ts';

export interface FakeClock {
  /** For the hub's process. */
  env: Record<string, string>;
  /** The hub's wall clock is ahead of ours by so many ms from now on. */
  set(aheadMs: number): void;
  /** What the hub's wall clock showed at an instant of ours. */
  wall(at: number): number;
  close(): void;
}

export function fakeClock(aheadMs = 0): FakeClock {
  const [library] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');
  if (library === undefined) throw new Missing('libfaketime is not installed: apt-get install libfaketime');
  const dir = mkdtempSync(join(tmpdir(), 'orderloom-clock-'));
  const file = join(dir, 'ahead');
  const settings: { from: number; aheadMs: number }[] = [];
  const set = (ms: number): void => {
    writeFileSync(`${file}.new`, `${ms < 0 ? '-' : '+'}${(Math.abs(ms) / 1_000).toFixed(3)}\n`);
    renameSync(`${file}.new`, file);
    settings.push({ from: Date.now(), aheadMs: ms });
  };
  set(aheadMs);
  return {
    env: { LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' },
    set,
    wall: (at) => at + (settings.findLast(({ from }) => from <= at) ?? settings[0]!).aheadMs,
    close: () => rmSync(dir, { recursive: true, force: true }),
  };
}
