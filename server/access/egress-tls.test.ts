import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { egress } from './egress.ts';

const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};

/** A certificate nobody signed but itself, as a man in the middle would show. */
function selfSigned(privateKey: KeyObject, publicKey: KeyObject): string {
  const algorithm = der(0x30, Buffer.from('06032b6570', 'hex'));
  const name = der(0x30, der(0x31, der(0x30, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from('127.0.0.1')))));
  const validity = der(0x30, der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('490101000000Z')));
  const version = Buffer.from('a003020102', 'hex');
  const body = der(0x30, version, der(0x02, Buffer.from([1])), algorithm, name, validity, name, publicKey.export({ type: 'spki', format: 'der' }));
  const certificate = der(0x30, body, algorithm, der(0x03, Buffer.from([0]), sign(null, body, privateKey)));
  return `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`;
}

test('a certificate that is not trusted ends the call before the request is sent, whatever the environment says', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  let requests = 0;
  const server = createServer({ key: privateKey.export({ type: 'pkcs8', format: 'pem' }), cert: selfSigned(privateKey, publicKey) }, (_, response) =>
    response.end(String(++requests)),
  );
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const out = egress({ allow: [place] });
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  try {
    const call = out.request({ method: 'POST', url: `https://${place}/`, body: '{}', signal: new AbortController().signal });
    await expect(call).rejects.toMatchObject({ code: 'connector.unreachable', unknown: false, message: expect.stringContaining('certificate') });
    expect(requests).toBe(0);
  } finally {
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    await out.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
