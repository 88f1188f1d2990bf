/**
 * The files as a power cut may leave them: everything that was synced before the cut, and of what was written
 * after the last sync any part, in any order, the last piece torn.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Event } from './power-writes.ts';

type Change = Extract<Event, { kind: 'write' | 'truncate' }>;

const sector = 512;

export interface Image {
  /** Writes of the last moments that were left out or torn. */
  dropped: number;
}

/** Builds the state at line `cut` in `dir` from the files as they were before the first event. */
export function buildImage(dir: string, base: ReadonlyMap<string, Buffer>, events: readonly Event[], cut: number, chance: () => number): Image {
  // A cut that keeps nothing unsynced, one that keeps nearly all, and everything between.
  const share = [0, 0.5, 0.9, chance()][Math.floor(chance() * 4)]!;
  let dropped = 0;
  for (const [file, before] of base) {
    const changes = events.filter((one): one is Change => (one.kind === 'write' || one.kind === 'truncate') && one.file === file && one.from < cut);
    const synced = events.findLast((one) => one.kind === 'sync' && one.file === file && one.to < cut)?.from ?? 0;
    const kept = changes.filter((one) => one.to < synced || chance() < share);
    dropped += changes.length - kept.length;
    const last = kept.at(-1);
    const isTorn = last?.kind === 'write' && last.to >= synced && last.bytes.length > sector && chance() < 0.5;
    if (isTorn) dropped += 1;
    writeFileSync(join(dir, file), apply(before, isTorn ? [...kept.slice(0, -1), tear(last, chance)] : kept));
  }
  return { dropped };
}

function tear<T extends Extract<Event, { kind: 'write' }>>(write: T, chance: () => number): T {
  const sectors = Math.floor(write.bytes.length / sector);
  return { ...write, bytes: write.bytes.subarray(0, sector * Math.floor(chance() * sectors)) };
}

function apply(before: Buffer, changes: readonly Change[]): Buffer {
  const size = changes.reduce((most, one) => Math.max(most, one.kind === 'write' ? one.at + one.bytes.length : 0), before.length);
  const bytes = Buffer.alloc(size);
  before.copy(bytes);
  let length = before.length;
  for (const one of changes) {
    if (one.kind === 'write') {
      one.bytes.copy(bytes, one.at);
      length = Math.max(length, one.at + one.bytes.length);
      continue;
    }
    if (one.size < length) bytes.fill(0, one.size, length);
    length = one.size;
  }
  return bytes.subarray(0, length);
}
