/**
 * What a failed write says of the disk. `no-room`: it took nothing, the transaction is undone, and the same
 * write may be tried again once there is room (FULL) or the file system can be written again (IOERR_WRITE:
 * read-only, or a page that could not be written). `broken`: nobody knows what it kept. After a failed fsync
 * the kernel may call lost pages clean, so nothing is tried again: the process has to end, and the next one
 * reads what is really there.
 */
export type DiskFault = 'no-room' | 'broken';

const noRoom = new Set([13, 778]);
/** READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB */
const ofDisk = new Set([8, 10, 11, 13, 14, 26]);

/** undefined when the error is not the disk's. */
export function diskFault(error: unknown): DiskFault | undefined {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  if (typeof code !== 'number' || !ofDisk.has(code & 0xff)) return undefined;
  return noRoom.has(code) ? 'no-room' : 'broken';
}
