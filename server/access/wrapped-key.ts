/** A key that lies in the store, wrapped by the master key, which does not. */
import type { Json } from '../../flows/flow.ts';
import type { Documents } from '../engine/documents.ts';
import { type Box, decrypt, encrypt } from './box.ts';
import { KeyRefused, keyIdOf } from './master-key.ts';

/** `current` wraps the secrets of a tenant; `root` is the first master key, which seals and links are derived from. */
export type KeyName = 'current' | 'root';

export interface WrappedKey extends Box {
  /** Which master key opens it. */
  keyId: string;
}

export const keyKind = 'data-key';

const place = (tenant: string, name: KeyName): string => JSON.stringify([tenant, name === 'current' ? 'data-key' : name, 1]);

export const wrapKey = (master: Buffer, tenant: string, name: KeyName, key: Buffer): WrappedKey => ({
  keyId: keyIdOf(master),
  ...encrypt(master, key.toString('base64'), place(tenant, name)),
});

/** Throws KeyRefused when no master key is given, or another than it was wrapped with. */
export function unwrapKey(master: Buffer | undefined, tenant: string, name: KeyName, wrapped: WrappedKey): Buffer {
  if (!master) throw new KeyRefused('The store holds secrets, but no master key is given. Set HUB_KEY or HUB_KEY_FILE to the key this store was made with.');
  const given = keyIdOf(master);
  if (given !== wrapped.keyId) {
    throw new KeyRefused(
      `The store's secrets need master key ${wrapped.keyId}, the one given is ${given}. Set HUB_KEY or HUB_KEY_FILE to the key this store was made with.`,
    );
  }
  return Buffer.from(decrypt(master, wrapped, place(tenant, name)), 'base64');
}

export const readKey = (documents: Documents, tenant: string, name: KeyName) => documents.get<WrappedKey & Json>(tenant, keyKind, name);

/** What seals and links are derived from: the master key, or after a rotation the one before all of them. */
export async function openRoot(documents: Documents, tenant: string, master: Buffer | undefined): Promise<Buffer | undefined> {
  const kept = await readKey(documents, tenant, 'root');
  return kept ? unwrapKey(master, tenant, 'root', kept.body) : master;
}
