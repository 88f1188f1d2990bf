/** Tokens of signed links: whoever holds one may answer one task, and nothing else. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A key of its own, so that links and the vault never share one. */
export const linkKeyOf = (master: Buffer): Buffer => createHmac('sha256', master).update('orderloom task links').digest();

/** Without `mark` the one link of the task that its flow gives away: derived, so it is the same whenever it is asked for. */
export function tokenFor(key: Buffer, task: string, mark?: string): string {
  const subject = mark === undefined ? task : `${task}~${mark}`;
  // No dot: an address that ends like a file's is not taken for a page.
  return `${subject}~${sign(key, subject)}`;
}

export const newMark = (): string => randomBytes(12).toString('base64url');

/** The task a token is for; nothing when it was not signed with this key. No store is asked. */
export function taskIn(key: Buffer, token: string): { task: string; isFlows: boolean } | undefined {
  const [, subject, task, mark, signature] = /^(([A-Za-z0-9_-]{1,64})(?:~([A-Za-z0-9_-]{16}))?)~([A-Za-z0-9_-]{22})$/.exec(token) ?? [];
  if (subject === undefined || task === undefined || signature === undefined) return undefined;
  if (!timingSafeEqual(Buffer.from(sign(key, subject)), Buffer.from(signature))) return undefined;
  return { task, isFlows: mark === undefined };
}

/** What is kept of a token: enough to know it again, too little to use it. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex').slice(0, 32);

const sign = (key: Buffer, subject: string): string => createHmac('sha256', key).update(subject).digest().subarray(0, 16).toString('base64url');
