import { expect, it } from 'vitest';
import { noon } from '../test/support/run-node.ts';
import { signStandard, verifyStandard } from './standard-webhook.ts';

const raw = Buffer.from('{"type":"order.created"}');
const secret = `whsec_${Buffer.from('a secret of some length').toString('base64')}`;
const headers = signStandard('msg-1', noon, raw, secret);
const changed = Buffer.from('{"type":"order.Created"}');

it.each([
  ['right', headers, raw, noon, [secret], undefined],
  ['right while the secret is being replaced', headers, raw, noon, ['whsec_bmV3', secret], undefined],
  ['right among several', { ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` }, raw, noon, [secret], undefined],
  ['300 s old', headers, raw, noon + 300_000, [secret], undefined],
  ['301 s old', headers, raw, noon + 301_000, [secret], 'webhook.timestamp_out_of_range'],
  ['from the future', headers, raw, noon - 400_000, [secret], 'webhook.timestamp_out_of_range'],
  ['without a signature', { 'webhook-id': 'msg-1' }, raw, noon, [secret], 'webhook.signature_missing'],
  ['over other bytes', headers, changed, noon, [secret], 'webhook.signature_invalid'],
  ['by somebody else', headers, raw, noon, ['whsec_b3RoZXI='], 'webhook.signature_invalid'],
  ['of another message', { ...headers, 'webhook-id': 'msg-2' }, raw, noon, [secret], 'webhook.signature_invalid'],
] as const)('a signature that is %s', (_, given, bytes, now, secrets, code) => {
  expect(verifyStandard({ headers: given, raw: bytes, now, secrets: [...secrets] })?.code).toBe(code);
});

it('agrees with the worked example of the standard', () => {
  const example = signStandard('msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330_000, '{"test": 2432232314}', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  expect(example['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});
