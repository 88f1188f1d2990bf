/**
 * The one place that reads secrets. Envelope: a data key per tenant (AES-256-GCM) is wrapped by the master key, which
 * lives outside the store; a backup without the master key is useless. Every value is bound to its place by the AAD.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Json } from '../../flows/flow.ts';
import type { Documents, Put } from '../engine/documents.ts';
import { KeyRefused, keyIdOf } from './master-key.ts';

interface Box {
  nonce: string;
  data: string;
}

interface SecretBody {
  version: number;
  fields: Record<string, Box>;
}

export interface Vault {
  /** The change that stores these fields under `id`, to be committed with what refers to them; `null` forgets a field. */
  seal(tenant: string, id: string, fields: Record<string, string | null>): Promise<Put>;
  /** All fields of one secret in clear, for the moment of use. */
  open(tenant: string, id: string): Promise<Record<string, string>>;
  /** How often secrets were opened since start. */
  opened(): number;
}

/** True when the store already holds secrets: a start without the right key is refused then. */
export async function holdsSecrets(documents: Documents, tenant: string): Promise<boolean> {
  return (await documents.get(tenant, 'data-key', 'current')) !== undefined;
}

/** Opens the vault; throws KeyRefused when the store's secrets need another key than `master`. */
export async function openVault(documents: Documents, tenant: string, master: Buffer | undefined): Promise<Vault> {
  let opened = 0;
  const keys = new Map<string, Promise<Buffer>>();
  const stored = await documents.get<Envelope & Json>(tenant, 'data-key', 'current');
  if (stored) keys.set(tenant, Promise.resolve(unwrap(tenant, stored.body, master)));

  async function dataKey(of: string): Promise<Buffer> {
    const known = keys.get(of);
    if (known) return known;
    const made = makeKey(of);
    keys.set(of, made);
    made.catch(() => keys.delete(of));
    return made;
  }

  async function makeKey(of: string): Promise<Buffer> {
    if (!master) throw new KeyRefused('Secrets cannot be stored without a master key. Set HUB_KEY or HUB_KEY_FILE and start again.');
    const key = randomBytes(32);
    const body: Envelope = { keyId: keyIdOf(master), ...encrypt(master, key.toString('base64'), wrapPlace(of)) };
    const kept = await documents.get<Envelope & Json>(of, 'data-key', 'current');
    if (kept) return unwrap(of, kept.body, master);
    if ((await documents.put(of, [{ kind: 'data-key', id: 'current', rev: 0, body: { ...body } }], Date.now())) === 'done') return key;
    const other = await documents.get<Envelope & Json>(of, 'data-key', 'current');
    if (!other) throw new Error('the data key vanished while it was being made — try again');
    return unwrap(of, other.body, master);
  }

  return {
    async seal(of, id, fields) {
      const key = await dataKey(of);
      const kept = await documents.get<SecretBody & Json>(of, 'secret', id);
      const version = (kept?.body.version ?? 0) + 1;
      const old = kept ? openFields(key, of, id, kept.body) : {};
      const merged = Object.entries({ ...old, ...fields }).filter((entry): entry is [string, string] => entry[1] !== null);
      const boxes = Object.fromEntries(merged.map(([field, text]) => [field, { ...encrypt(key, text, place(of, id, field, version)) }]));
      return { kind: 'secret', id, rev: kept?.rev ?? 0, body: { version, fields: boxes } };
    },
    async open(of, id) {
      const kept = await documents.get<SecretBody & Json>(of, 'secret', id);
      if (!kept) return {};
      opened += 1;
      return openFields(await dataKey(of), of, id, kept.body);
    },
    opened: () => opened,
  };
}

interface Envelope extends Box {
  keyId: string;
}

const place = (tenant: string, id: string, field: string, version: number): string => JSON.stringify([tenant, id, field, version]);
const wrapPlace = (tenant: string): string => JSON.stringify([tenant, 'data-key', 1]);

function openFields(key: Buffer, tenant: string, id: string, body: SecretBody): Record<string, string> {
  return Object.fromEntries(Object.entries(body.fields).map(([field, box]) => [field, decrypt(key, box, place(tenant, id, field, body.version))]));
}

function unwrap(tenant: string, envelope: Envelope, master: Buffer | undefined): Buffer {
  if (!master) throw new KeyRefused('The store holds secrets, but no master key is given. Set HUB_KEY or HUB_KEY_FILE to the key this store was made with.');
  const given = keyIdOf(master);
  if (given !== envelope.keyId) {
    throw new KeyRefused(
      `The store's secrets need master key ${envelope.keyId}, the one given is ${given}. Set HUB_KEY or HUB_KEY_FILE to the key this store was made with.`,
    );
  }
  return Buffer.from(decrypt(master, envelope, wrapPlace(tenant)), 'base64');
}

function encrypt(key: Buffer, text: string, aad: string): Box {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(aad));
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { nonce: nonce.toString('base64'), data: data.toString('base64') };
}

function decrypt(key: Buffer, box: Box, aad: string): string {
  const data = Buffer.from(box.data, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(box.nonce, 'base64'), { authTagLength: 16 })
    .setAAD(Buffer.from(aad))
    .setAuthTag(data.subarray(-16));
  return Buffer.concat([decipher.update(data.subarray(0, -16)), decipher.final()]).toString('utf8');
}
