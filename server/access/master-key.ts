/** Where the master key comes from: the environment, a file, or (embedded only) a new file beside the data. */
import { createHash, randomBytes, scryptSync } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

export interface KeySource {
  /** HUB_KEY */
  key?: string;
  /** HUB_KEY_FILE */
  file?: string;
  /** Embedded profile: the file to create when neither is given, `${DATA_DIR}.key`. */
  create?: string;
  /** The store already holds secrets, so a new key could not open them. */
  mustExist: boolean;
}

/** Thrown at start; its message is the one clear line an operator reads. */
export class KeyRefused extends Error {}

const tooKnown = /^(.)\1*$|change.?me|^default|^secret|^password|^example/i;

/** The 32-byte key and, when one was just made, the line to say. */
export function openMasterKey(source: KeySource): { key: Buffer | undefined; said?: string } {
  if (source.key !== undefined && source.key !== '') return { key: readKey(source.key, 'HUB_KEY') };
  if (source.file !== undefined && source.file !== '') return { key: readKey(readFile(source.file, 'HUB_KEY_FILE'), `the file ${source.file}`) };
  if (source.create === undefined) return { key: undefined };
  const kept = readFile(source.create);
  if (kept !== undefined) return { key: readKey(kept, `the file ${source.create}`) };
  if (source.mustExist) {
    throw new KeyRefused(`The store holds secrets, but the master key ${source.create} is missing. Put the key file back, or set HUB_KEY or HUB_KEY_FILE.`);
  }
  const key = randomBytes(32);
  writeNew(source.create, `${key.toString('base64')}\n`);
  return { key, said: `A master key was created at ${source.create}. Keep a copy apart from the data: without it, stored secrets cannot be read.` };
}

/** Marks records with the key they need, without telling the key. */
export const keyIdOf = (key: Buffer): string => createHash('sha256').update('orderloom key id').update(key).digest('hex').slice(0, 12);

function readKey(text: string | undefined, where: string): Buffer {
  const value = (text ?? '').trim();
  if (tooKnown.test(value) || value.length < 16) {
    throw new KeyRefused(
      `The master key in ${where} is empty, short or a default. Set 32 random bytes as base64, for example the output of "openssl rand -base64 32".`,
    );
  }
  if (/^[0-9a-f]{64}$/i.test(value)) return Buffer.from(value, 'hex');
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(value)) return Buffer.from(value, 'base64');
  return scryptSync(value, 'orderloom master key', 32);
}

function readFile(path: string, required?: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (required === undefined && (cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new KeyRefused(`${required ?? 'The master key'} ${path} cannot be read. Check that the file exists and belongs to the user who starts the hub.`);
  }
}

function writeNew(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
