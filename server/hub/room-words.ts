import type { Room } from '../engine/reads.ts';

/** What the room on the disk means for the work. */
export const roomWords: Record<Room, string> = {
  ample: 'the disk has room again: orders are taken',
  low: 'the disk is nearly full: no new orders are taken, open runs go on',
  scarce: 'the disk is all but full: no new orders are taken and no effects start',
  full: 'the disk is full: nothing can be written',
};
