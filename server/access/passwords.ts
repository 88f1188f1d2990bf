/** Passwords are kept as Argon2id only; checking an unknown person costs the same as a known one. */
import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

const derive = (password: string, salt: Buffer, with_: typeof cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    argon2('argon2id', { message: password, nonce: salt, ...with_ }, (error, key) => (error ? reject(error) : resolve(key)));
  });

/** The text to store for a password: algorithm, cost, salt and hash. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return ['argon2id', cost.memory, cost.passes, cost.parallelism, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

let nobody: Promise<string> | undefined;

/** True when the password fits; `stored` undefined is an unknown person and takes just as long to refuse. */
export async function fitsPassword(password: string, stored: string | undefined): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(16).toString('base64url'));
  const [, memory, passes, parallelism, salt = '', hash = ''] = (stored ?? (await nobody)).split('$');
  const expected = Buffer.from(hash, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'), {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
  });
  return timingSafeEqual(given, expected) && stored !== undefined;
}

/** A one-time password a person can type: four groups of five letters and digits that look unlike each other. */
export function drawPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const drawn = Array.from({ length: 20 }, () => letters[randomInt(letters.length)]).join('');
  return (drawn.match(/.{5}/g) ?? []).join('-');
}
