/**
 * The one place that reads secrets. Envelope: a data key per tenant (AES-256-GCM) is wrapped by the master key, which
 * lives outside the store; a backup without the master key is useless. Every value is bound to its place by the AAD.
 */
import { randomBytes } from 'node:crypto';
import type { Json } from '../../flows/flow.ts';
import type { Documents, Put } from '../engine/documents.ts';
import { type Box, decrypt, encrypt } from './box.ts';
import { KeyRefused } from './master-key.ts';
import { keyKind, readKey, unwrapKey, wrapKey } from './wrapped-key.ts';

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
  return (await readKey(documents, tenant, 'current')) !== undefined;
}

/** Opens the vault; throws KeyRefused when the store's secrets need another key than `master`. */
export async function openVault(documents: Documents, tenant: string, master: Buffer | undefined): Promise<Vault> {
  let opened = 0;
  const keys = new Map<string, Promise<Buffer>>();
  const stored = await readKey(documents, tenant, 'current');
  if (stored) keys.set(tenant, Promise.resolve(unwrapKey(master, tenant, 'current', stored.body)));

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
    const kept = await readKey(documents, of, 'current');
    if (kept) return unwrapKey(master, of, 'current', kept.body);
    const body = { ...wrapKey(master, of, 'current', key) };
    if ((await documents.put(of, [{ kind: keyKind, id: 'current', rev: 0, body }], Date.now())) === 'done') return key;
    const other = await readKey(documents, of, 'current');
    if (!other) throw new Error('the data key vanished while it was being made — try again');
    return unwrapKey(master, of, 'current', other.body);
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

const place = (tenant: string, id: string, field: string, version: number): string => JSON.stringify([tenant, id, field, version]);

function openFields(key: Buffer, tenant: string, id: string, body: SecretBody): Record<string, string> {
  return Object.fromEntries(Object.entries(body.fields).map(([field, box]) => [field, decrypt(key, box, place(tenant, id, field, body.version))]));
}
