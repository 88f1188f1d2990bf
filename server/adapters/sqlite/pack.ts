/** Values of one commit share one compressed frame: an order and its canonical form repeat each other. */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

const worthIt = 300;
const params = { [constants.ZSTD_c_compressionLevel]: 3 };

export type Packed = string | Uint8Array;

export function pack(text: string): Packed {
  return text.length < worthIt ? text : zstdCompressSync(text, { params, chunkSize: 4_096, pledgedSrcSize: Buffer.byteLength(text) });
}

export function unpack(packed: Packed): string {
  return typeof packed === 'string' ? packed : zstdDecompressSync(packed).toString('utf8');
}

/** `hashes` and `packed` of a log row. */
export function bundle(values: { hash: string; json: string }[]): { hashes: string; packed: Packed } {
  return { hashes: values.map(({ hash, json }) => `${hash}:${json.length}`).join(' '), packed: pack(values.map(({ json }) => json).join('')) };
}

/** The value with this hash in a bundle, or undefined when it is not there. */
export function pick(hashes: string, packed: Packed, hash: string): string | undefined {
  let from = 0;
  for (const entry of hashes.split(' ')) {
    const colon = entry.lastIndexOf(':');
    const length = Number(entry.slice(colon + 1));
    if (entry.slice(0, colon) === hash) return unpack(packed).slice(from, from + length);
    from += length;
  }
  return undefined;
}
