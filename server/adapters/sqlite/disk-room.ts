/**
 * How much room the disk has left. Below the first mark new orders are refused, below the second no effect
 * starts. What calls already out bring back is still written: for that a ballast file is thrown off when a
 * write found no room at all.
 */
import { existsSync, statfsSync } from 'node:fs';
import { open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Room } from '../../engine/reads.ts';

export interface DiskRoom {
  level(): Room;
  /** A write found no room, or writes go through again. */
  full(isFull: boolean): void;
  onChange(call: (level: Room) => void): void;
  close(): Promise<void>;
}

const mb = 1024 * 1024;
const sampleEveryMs = 1_000;
/** The ballast is no hurry, and the first seconds of a start are. */
const ballastAfterMs = 8_000;
const largestBallast = 64 * mb;

/** Bytes free below which orders are refused, and no effect starts: a tenth and a twentieth of a small disk, 2 and 1 GB of a large one. */
export function levelOf({ free, size }: { free: number; size: number }): Exclude<Room, 'full'> {
  if (free < Math.min(size / 20, 1024 * mb)) return 'scarce';
  return free < Math.min(size / 10, 2048 * mb) ? 'low' : 'ample';
}

export function openDiskRoom(dir: string): DiskRoom {
  const ballast = join(dir, 'ballast');
  const born = performance.now();
  const listeners: ((level: Room) => void)[] = [];
  let stored = levelOf(sizesOf(statfsSync(dir)));
  let isFull = false;
  let hasBallast = existsSync(ballast);
  let isClosed = false;
  let told: Room = stored;
  let work: Promise<unknown> = Promise.resolve();

  const level = (): Room => (isFull ? 'full' : stored);
  const tell = (): void => {
    if (told === level()) return;
    told = level();
    for (const call of listeners) call(told);
  };
  const sample = async (): Promise<void> => {
    const { free, size } = sizesOf(await statfs(dir));
    stored = levelOf({ free, size });
    tell();
    const isTime = performance.now() - born >= ballastAfterMs;
    if (hasBallast || isClosed || !isTime || level() !== 'ample') return;
    hasBallast = await lay(ballast, Math.min(largestBallast, Math.floor(size / 50)));
  };
  const timer = setInterval(() => {
    // A disk that does not even answer is told by the commits that fail.
    work = work.then(sample).catch(() => undefined);
  }, sampleEveryMs);
  timer.unref();

  return {
    level,
    full(is) {
      isFull = is;
      // The ballast makes room for what is out, not for new orders.
      if (is) stored = 'scarce';
      if (is)
        work = work
          .then(() => rm(ballast, { force: true }))
          .then(
            () => (hasBallast = false),
            () => undefined,
          );
      tell();
    },
    onChange: (call) => listeners.push(call),
    async close() {
      isClosed = true;
      clearInterval(timer);
      await work;
    },
  };
}

const sizesOf = ({ bavail, blocks, bsize }: { bavail: number; blocks: number; bsize: number }) => ({ free: bavail * bsize, size: blocks * bsize });

/** Real blocks, since a file with holes frees none; false when they could not be had. */
async function lay(file: string, bytes: number): Promise<boolean> {
  const handle = await open(file, 'w', 0o600);
  try {
    const block = Buffer.alloc(mb);
    for (let at = 0; at < bytes; at += mb) await handle.write(block, 0, Math.min(mb, bytes - at), at);
    return true;
  } catch {
    await rm(file, { force: true });
    return false;
  } finally {
    await handle.close();
  }
}
