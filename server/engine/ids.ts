/** Ids are derived, never drawn: the same message gives the same delivery, run and effect keys for ever. */
import { hash } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Lower-case base32 of the first 130 bits of SHA-256; a list keeps its parts apart whatever they contain. */
export function derive(...parts: string[]): string {
  return base32(hash('sha256', JSON.stringify(parts), 'buffer').subarray(0, 17)).slice(0, 26);
}

function base32(bytes: Buffer): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      text += alphabet[(value >>> (bits - 5)) & 31];
      bits -= 5;
    }
  }
  return text;
}

export const deliveryIdOf = (tenant: string, endpoint: string, dedupeKey: string): string => derive(tenant, endpoint, dedupeKey);

export const runIdOf = (tenant: string, endpoint: string, dedupeKey: string, flow: string): string => derive(tenant, endpoint, dedupeKey, flow);

/**
 * Key under which a receiver recognises a repeated call. The step id carries node, container path and
 * arrival; the revision rises only when a person retries with a changed request.
 */
export const effectKeyOf = (runId: string, step: string, revision: number): string => derive(runId, step, String(revision));

export const taskIdOf = (runId: string, step: string, revision: number): string => derive('task', runId, step, String(revision));

/** Short mark that keeps two visits of one node apart: the arrival it came by. */
export const arrivalMark = (from: string, port: string): string => derive(from, port).slice(0, 8);

/** Hash of a payload's JSON text, scoped to its run. */
export const payloadHash = (json: string): string => hash('sha256', json, 'base64url').slice(0, 22);

/** A number in [0, 1) that is the same for the same parts: jitter without chance. */
export function fractionOf(...parts: string[]): number {
  return hash('sha256', JSON.stringify(parts), 'buffer').readUInt32BE(0) / 2 ** 32;
}
