/** Webhooks signed with HMAC-SHA256 over the raw body, base64, in one header. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Problem } from '../flows/flow.ts';
import type { SignedRequest } from './connector.ts';

/** What is wrong with the signature in a header; undefined when it is right. */
export function verifyHmac(header: string, { headers, raw, secrets }: SignedRequest): Problem | undefined {
  const given = headers[header];
  if (!given) return { code: 'webhook.signature_missing', path: '', message: `${header} is missing; messages of this system are signed` };
  const signature = Buffer.from(given, 'base64');
  const isRight = secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(raw).digest();
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  });
  return isRight
    ? undefined
    : { code: 'webhook.signature_invalid', path: '', message: 'the signature does not fit these bytes; check the webhook secret of the connection' };
}
