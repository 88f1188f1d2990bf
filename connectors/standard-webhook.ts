/** Standard Webhooks: signing what a sandbox sends, verifying what a connector gets. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Problem } from '../flows/flow.ts';
import type { SignedRequest } from './connector.ts';

const toleranceMs = 300_000;

/** Headers of one message, signed over id, time and the exact bytes. */
export function signStandard(id: string, at: number, raw: string | Uint8Array, secret: string): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${digest(id, timestamp, raw, secret).toString('base64')}` };
}

/** What is wrong with the signature of a message; undefined when it is right. */
export function verifyStandard({ headers, raw, now, secrets }: SignedRequest): Problem | undefined {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
  if (!id || !timestamp || !signature)
    return problem('signature_missing', 'send webhook-id, webhook-timestamp and webhook-signature as Standard Webhooks describes');
  const at = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * 1000 : Number.NaN;
  if (!(Math.abs(now - at) < toleranceMs + 1000))
    return problem('timestamp_out_of_range', 'webhook-timestamp is more than 300 s from our clock; sign again at each try and check the clock');
  const given = signature.split(' ').flatMap((each) => (each.startsWith('v1,') ? [Buffer.from(each.slice(3), 'base64')] : []));
  const isRight = secrets.some((secret) => {
    const expected = digest(id, timestamp, raw, secret);
    return given.some((each) => each.length === expected.length && timingSafeEqual(each, expected));
  });
  return isRight ? undefined : problem('signature_invalid', 'no v1 signature fits these bytes; check the secret and that nothing rewrites the body on its way');
}

function digest(id: string, timestamp: string, raw: string | Uint8Array, secret: string): Buffer {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret, 'utf8');
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(raw).digest();
}

const problem = (code: string, message: string): Problem => ({ code: `webhook.${code}`, path: '', message });
