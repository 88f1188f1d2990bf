import { randomBytes } from 'node:crypto';

/** Numbers the requests of this process; the first part tells processes apart. */
export function requestIds(): () => string {
  const process = randomBytes(6).toString('hex');
  let count = 0;
  return () => `${process}-${(count++).toString(36)}`;
}
