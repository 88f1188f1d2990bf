/** Who paused something, when (ms since 1970) and why. */
export type PauseMark = { at: number; by: string; reason: string };
