/** Tells a message of the sender we know from one of anybody else, by its signature over the raw bytes. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Problem } from '../../flows/flow.ts';

export type SignatureKind = 'none' | 'hmac' | 'standard';

/** One value of a secret; the former one stays good until the overlap of a rotation ends. */
export interface Secret {
  value: string;
  until?: number;
}

export interface SignedRequest {
  headers: IncomingHttpHeaders;
  /** The body exactly as it came. */
  raw: Uint8Array;
  now: number;
}

/** Seconds a Standard Webhooks timestamp may lie from our clock. */
export const toleranceSeconds = 300;

const hmacHeaders = ['x-signature', 'x-hub-signature-256', 'x-shopify-hmac-sha256', 'x-wc-webhook-signature'];
const mostSignatures = 8;

/** Checks one message; `undefined` means it is genuine. Every problem is a 401. */
export function checkSignature(kind: SignatureKind, request: SignedRequest, secrets: readonly Secret[]): Problem | undefined {
  switch (kind) {
    case 'none':
      return undefined;
    case 'hmac':
      return checkHmac(request, secrets);
    case 'standard':
      return checkStandard(request, secrets);
  }
}

function checkHmac({ headers, raw, now }: SignedRequest, secrets: readonly Secret[]): Problem | undefined {
  const given = hmacHeaders.map((name) => headers[name]).filter((value) => typeof value === 'string' && value !== '');
  if (given.length === 0) return missing(`no signature header came with it; sign the raw body with HMAC-SHA256 and send it as ${hmacHeaders[0]}`);
  for (const { value } of usable(secrets, now)) {
    const expected = createHmac('sha256', value).update(raw).digest();
    if (given.some((text) => equals(expected, digestOf(text as string)))) return undefined;
  }
  return invalid('the signature does not fit these bytes; check the secret and that nothing rewrites the body on its way');
}

function checkStandard({ headers, raw, now }: SignedRequest, secrets: readonly Secret[]): Problem | undefined {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signature = headers['webhook-signature'];
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string' || !id || !timestamp || !signature) {
    return missing('send webhook-id, webhook-timestamp and webhook-signature as Standard Webhooks describes');
  }
  const age = /^\d{1,12}$/.test(timestamp) ? Math.floor(now / 1000) - Number(timestamp) : Number.NaN;
  if (!(Math.abs(age) <= toleranceSeconds)) {
    return {
      code: 'webhook.timestamp_out_of_range',
      path: '',
      message: `webhook-timestamp lies more than ${toleranceSeconds} s from our clock; sign again at each try and check the sender's clock`,
    };
  }
  const given = signature
    .split(' ')
    .filter((each) => each.startsWith('v1,'))
    .slice(0, mostSignatures)
    .map((each) => digestOf(each.slice(3)));
  for (const secret of usable(secrets, now)) {
    for (const key of standardKeys(secret.value)) {
      const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(raw).digest();
      if (given.some((each) => equals(expected, each))) return undefined;
    }
  }
  return invalid('none of the v1 signatures fits these bytes; check the secret and that nothing rewrites the body on its way');
}

/** Values of a secret that still count at this instant. */
export const usable = (secrets: readonly Secret[], now: number): Secret[] =>
  secrets.filter(({ value, until }) => value !== '' && (until === undefined || now < until));

/** A `whsec_` secret is base64; one without the prefix is met both ways, as senders differ. */
function standardKeys(secret: string): Buffer[] {
  if (secret.startsWith('whsec_')) return [Buffer.from(secret.slice(6), 'base64')];
  const plain = Buffer.from(secret, 'utf8');
  return /^[A-Za-z0-9+/]{16,}={0,2}$/.test(secret) ? [Buffer.from(secret, 'base64'), plain] : [plain];
}

function digestOf(text: string): Buffer | undefined {
  const bare = text.startsWith('sha256=') ? text.slice(7) : text;
  if (/^[0-9a-f]{64}$/i.test(bare)) return Buffer.from(bare, 'hex');
  return /^[A-Za-z0-9+/]{43}=?$/.test(bare) ? Buffer.from(bare, 'base64') : undefined;
}

const equals = (expected: Buffer, given: Buffer | undefined): boolean =>
  given !== undefined && given.length === expected.length && timingSafeEqual(expected, given);

const missing = (message: string): Problem => ({ code: 'webhook.signature_missing', path: '', message });
const invalid = (message: string): Problem => ({ code: 'webhook.signature_invalid', path: '', message });
