/**
 * Puts another master key in force: the keys in the store are wrapped anew in one commit with the audit row that tells of
 * it, the secrets stay as they are. Running processes go on with the keys they hold; from their next start on they need
 * the new one. The first master key stays, wrapped, as the root of the audit's seal and of links, so that both hold.
 */
import { ProblemError } from '../../flows/flow.ts';
import type { Documents } from '../engine/documents.ts';
import type { Audit } from './audit.ts';
import { KeyRefused, keyIdOf, openMasterKey } from './master-key.ts';
import { homeOf, type Viewer } from './viewer.ts';
import { keyKind, openRoot, readKey, unwrapKey, wrapKey } from './wrapped-key.ts';

export interface KeyRotation {
  /** Ids of the master keys, as the messages at start tell them. */
  from: string;
  to: string;
}

/** `file` holds the new key, on the hub's machine. Throws ProblemError `key.none`, `key.unused`, `key.same`, `key.changed`, `key.refused`. */
export type RotateKey = (by: Viewer, file: string, reason?: string) => Promise<KeyRotation>;

export function keyRotationOf(deps: { documents: Documents; audit: Audit; master: Buffer | undefined }): RotateKey {
  const { documents, audit } = deps;
  let { master } = deps;

  async function rotate(by: Viewer, next: Buffer, reason: string | undefined): Promise<KeyRotation> {
    const tenant = homeOf(by.tenant);
    if (!master) throw refusal('key.none', 'This hub has no master key. Start it with one instead: HUB_KEY_FILE.');
    const [from, to] = [keyIdOf(master), keyIdOf(next)];
    if (from === to) throw refusal('key.same', 'This is the master key in force already. Give another one.');
    const [data, root, rootKey] = await Promise.all([
      readKey(documents, tenant, 'current'),
      readKey(documents, tenant, 'root'),
      openRoot(documents, tenant, master),
    ]);
    if (!data || !rootKey) throw refusal('key.unused', 'No secret is stored yet. Start the hub with the other key instead.');
    const puts = [
      { kind: keyKind, id: 'current', rev: data.rev, body: { ...wrapKey(next, tenant, 'current', unwrapKey(master, tenant, 'current', data.body)) } },
      { kind: keyKind, id: 'root', rev: root?.rev ?? 0, body: { ...wrapKey(next, tenant, 'root', rootKey) } },
    ];
    const entry = { by, what: 'key.rotated', on: 'store/master-key', before: from, after: to, ...(reason ? { reason } : {}) };
    if ((await audit.commit(tenant, entry, puts)) === 'conflict') throw refusal('key.changed', 'The master key was changed by somebody else meanwhile.');
    master = next;
    return { from, to };
  }

  return async (by, file, reason) => {
    try {
      return await rotate(by, openMasterKey({ file, mustExist: true }).key!, reason); // a file that holds no key throws
    } catch (error) {
      if (error instanceof KeyRefused) throw refusal('key.refused', error.message);
      throw error;
    }
  };
}

const refusal = (code: string, message: string): ProblemError => new ProblemError(409, { code, path: '', message });
