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

/** Builds images of ever later cuts: what was synced by then is kept from one to the next. */
export function imagesOf(base: ReadonlyMap<string, Buffer>, events: readonly Event[]): (dir: string, cut: number, chance: () => number) => Image {
  const disks = [...base].map(([file, before]) => ({
    file,
    syncs: events.filter((one) => one.kind === 'sync').filter((one) => one.file === file),
    changes: events.filter((one): one is Change => (one.kind === 'write' || one.kind === 'truncate') && one.file === file),
    synced: { bytes: Buffer.from(before), length: before.length } as Content,
  }));
  let lastCut = 0;
  return (dir, cut, chance) => {
    if (cut < lastCut) throw new Error('cuts are made in order');
    lastCut = cut;
    // A cut that keeps nothing unsynced, one that keeps nearly all, and everything between.
    const share = [0, 0.5, 0.9, chance()][Math.floor(chance() * 4)]!;
    let dropped = 0;
    for (const disk of disks) {
      const sync = disk.syncs.findLast(({ to }) => to < cut)?.from ?? 0;
      const settled = disk.changes.filter(({ to }) => to < sync);
      disk.synced = apply(disk.synced, settled);
      disk.changes = disk.changes.filter(({ to }) => to >= sync);
      const open = disk.changes.filter(({ from }) => from < cut);
      const kept = open.filter(() => chance() < share);
      dropped += open.length - kept.length;
      const last = kept.at(-1);
      const isTorn = last?.kind === 'write' && last.bytes.length > sector && chance() < 0.5;
      if (isTorn) dropped += 1;
      const { bytes, length } = apply(copyOf(disk.synced), isTorn ? [...kept.slice(0, -1), tear(last, chance)] : kept);
      writeFileSync(join(dir, disk.file), bytes.subarray(0, length));
    }
    return { dropped };
  };
}

function tear<T extends Extract<Event, { kind: 'write' }>>(write: T, chance: () => number): T {
  const sectors = Math.floor(write.bytes.length / sector);
  return { ...write, bytes: write.bytes.subarray(0, sector * Math.floor(chance() * sectors)) };
}

/** Bytes of a file; the buffer may be longer than the file. */
interface Content {
  bytes: Buffer;
  length: number;
}

const copyOf = ({ bytes, length }: Content): Content => ({ bytes: Buffer.from(bytes.subarray(0, length)), length });

function apply(content: Content, changes: readonly Change[]): Content {
  let { bytes, length } = content;
  for (const one of changes) {
    const end = one.kind === 'write' ? one.at + one.bytes.length : one.size;
    if (end > bytes.length) bytes = Buffer.concat([bytes.subarray(0, length), Buffer.alloc(Math.max(end, bytes.length * 2) - length)]);
    if (one.kind === 'write') {
      if (one.at > length) bytes.fill(0, length, one.at);
      one.bytes.copy(bytes, one.at);
      length = Math.max(length, end);
    } else {
      if (end > length) bytes.fill(0, length, end);
      length = end;
    }
  }
  return { bytes, length };
}
