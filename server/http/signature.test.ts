import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkSignature, type Secret } from './signature.ts';

const now = Date.parse('2026-03-01T10:00:00Z');
const raw = Buffer.from('{"id":"A1"}');
const hmac = (key: string | Buffer, text: string | Buffer = raw) => createHmac('sha256', key).update(text).digest();
const code = (kind: 'hmac' | 'standard', headers: Record<string, string>, secrets: Secret[], bytes: Buffer = raw) =>
  checkSignature(kind, { headers, raw: bytes, now }, secrets)?.code;

describe('a signature over the raw body', () => {
  const hex = hmac('s3cret').toString('hex');
  const base64 = hmac('s3cret').toString('base64');

  test.each([
    ['x-signature in hex', { 'x-signature': hex }, undefined],
    ['x-signature in capital hex', { 'x-signature': hex.toUpperCase() }, undefined],
    ['x-hub-signature-256 with its prefix', { 'x-hub-signature-256': `sha256=${hex}` }, undefined],
    ['x-shopify-hmac-sha256 in base64', { 'x-shopify-hmac-sha256': base64 }, undefined],
    ['x-wc-webhook-signature in base64', { 'x-wc-webhook-signature': base64 }, undefined],
    ['no header', {}, 'webhook.signature_missing'],
    ['an empty header', { 'x-signature': '' }, 'webhook.signature_missing'],
    ['half a signature', { 'x-signature': hex.slice(0, 32) }, 'webhook.signature_invalid'],
    ['a signature of other bytes', { 'x-signature': hmac('s3cret', 'other').toString('hex') }, 'webhook.signature_invalid'],
    ['a signature under another secret', { 'x-signature': hmac('guess').toString('hex') }, 'webhook.signature_invalid'],
    ['a signature sent twice', { 'x-signature': `${hex}, ${hex}` }, 'webhook.signature_invalid'],
  ])('%s', (_, headers, expected) => {
    expect(code('hmac', headers as unknown as Record<string, string>, [{ value: 's3cret' }])).toBe(expected); // the empty case has no keys
  });

  test('a secret that was never set signs nothing', () => {
    expect(code('hmac', { 'x-signature': hmac('').toString('hex') }, [{ value: '' }])).toBe('webhook.signature_invalid');
  });

  test.each([
    ['still inside the overlap', now + 1, undefined],
    ['at its end', now, 'webhook.signature_invalid'],
  ])('a former secret %s', (_, until, expected) => {
    const former = { value: 'former', until };
    expect(code('hmac', { 'x-signature': hmac('former').toString('hex') }, [{ value: 's3cret' }, former])).toBe(expected);
  });
});

describe('Standard Webhooks', () => {
  const key = Buffer.from('twenty-four bytes of key');
  const secret = `whsec_${key.toString('base64')}`;
  const signed = (seconds: number, { by = key, id = 'msg_1', version = 'v1' }: { by?: string | Buffer; id?: string; version?: string } = {}) => {
    const timestamp = String(Math.floor(now / 1000) - seconds);
    return {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `${version},${hmac(by, `${id}.${timestamp}.${raw}`).toString('base64')}`,
    };
  };
  const old = signed(0, { by: 'rotated away' })['webhook-signature'];

  test.each([
    ['a good signature', signed(0), undefined],
    ['300 s old', signed(300), undefined],
    ['301 s old', signed(301), 'webhook.timestamp_out_of_range'],
    ['301 s ahead', signed(-301), 'webhook.timestamp_out_of_range'],
    ['a timestamp that is none', { ...signed(0), 'webhook-timestamp': 'soon' }, 'webhook.timestamp_out_of_range'],
    ['a signature for another timestamp', { ...signed(0), 'webhook-timestamp': String(now / 1000 - 9) }, 'webhook.signature_invalid'],
    ['a signature for another id', { ...signed(0), 'webhook-id': 'msg_2' }, 'webhook.signature_invalid'],
    ['the good one among several', { ...signed(0), 'webhook-signature': `${old} v1a,xyz ${signed(0)['webhook-signature']}` }, undefined],
    ['only versions we do not know', signed(0, { version: 'v2' }), 'webhook.signature_invalid'],
    ['no id', { ...signed(0), 'webhook-id': '' }, 'webhook.signature_missing'],
  ])('%s', (_, headers, expected) => {
    expect(code('standard', headers, [{ value: secret }])).toBe(expected);
  });

  test('a secret without prefix is met as text and as base64', () => {
    expect(code('standard', signed(0), [{ value: key.toString('base64') }])).toBeUndefined();
    expect(code('standard', signed(0, { by: 'plain secret' }), [{ value: 'plain secret' }])).toBeUndefined();
  });
});
