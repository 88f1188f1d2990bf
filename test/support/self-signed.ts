/** A key and a certificate that nobody signed but itself, for a server on this machine. */
import { generateKeyPairSync, sign } from 'node:crypto';

export interface Pair {
  key: string;
  cert: string;
}

const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const hex = (text: string): Buffer => Buffer.from(text, 'hex');

/** Good for 127.0.0.1 and localhost; RSA, which every mail server speaks. */
export function selfSigned(): Pair {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const algorithm = der(0x30, hex('06092a864886f70d01010b0500'));
  const name = der(0x30, der(0x31, der(0x30, hex('0603550403'), der(0x0c, Buffer.from('localhost')))));
  const validity = der(0x30, der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('490101000000Z')));
  const places = der(0x30, der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])));
  const isAuthority = der(0x30, hex('0603551d13'), der(0x01, hex('ff')), der(0x04, der(0x30, der(0x01, hex('ff')))));
  const extensions = der(0xa3, der(0x30, der(0x30, hex('0603551d11'), der(0x04, places)), isAuthority));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const body = der(0x30, hex('a003020102'), der(0x02, Buffer.from([1])), algorithm, name, validity, name, key, extensions);
  const certificate = der(0x30, body, algorithm, der(0x03, Buffer.from([0]), sign('sha256', body, privateKey)));
  const lines = certificate
    .toString('base64')
    .match(/.{1,64}/g)!
    .join('\n');
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
