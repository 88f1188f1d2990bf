import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { levelOf, openDiskRoom } from './disk-room.ts';

const mb = 1024 ** 2;
const gb = 1024 ** 3;

test.each([
  [250 * gb, 3 * gb, 'ample'],
  [250 * gb, 1.9 * gb, 'low'],
  [250 * gb, 0.9 * gb, 'scarce'],
  [64 * mb, 7 * mb, 'ample'],
  [64 * mb, 6 * mb, 'low'],
  [64 * mb, 3 * mb, 'scarce'],
  [64 * mb, 0, 'scarce'],
])('a disk of %d bytes with %d free is %s', (size, free, level) => {
  expect(levelOf({ size, free })).toBe(level);
});

test('tells once when a write found no room, and once when writes go through again', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'orderloom-room-'));
  const room = openDiskRoom(dir);
  const heard: string[] = [];
  room.onChange((level) => heard.push(level));
  room.full(true);
  room.full(true);
  expect(room.level()).toBe('full');
  room.full(false);
  expect(heard).toEqual(['full', 'scarce']);
  await room.close();
  rmSync(dir, { recursive: true, force: true });
});
