/** AES-256-GCM with a random 96-bit nonce; what is sealed at one place (`aad`) opens at no other. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export interface Box {
  nonce: string;
  data: string;
}

export function encrypt(key: Buffer, text: string, aad: string): Box {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(aad));
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { nonce: nonce.toString('base64'), data: data.toString('base64') };
}

/** Throws when the key, the place or the content is another one. */
export function decrypt(key: Buffer, box: Box, aad: string): string {
  const data = Buffer.from(box.data, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(box.nonce, 'base64'), { authTagLength: 16 })
    .setAAD(Buffer.from(aad))
    .setAuthTag(data.subarray(-16));
  return Buffer.concat([decipher.update(data.subarray(0, -16)), decipher.final()]).toString('utf8');
}
