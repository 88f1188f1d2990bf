/** Long texts lie compressed in MongoDB, short ones as they are. */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { StoredText } from './layout.ts';

/** Below this many characters a frame saves less than it costs. */
const worthIt = 200;
const params = { [constants.ZSTD_c_compressionLevel]: 3 };

export function packText(text: string): StoredText {
  if (text.length < worthIt) return { text };
  const bytes = Buffer.from(text);
  const packed = zstdCompressSync(bytes, { params, chunkSize: 4_096, pledgedSrcSize: bytes.length });
  return packed.length < bytes.length ? { packed } : { text };
}

/** Throws when neither form is there, or the frame is damaged. */
export function textOf({ text, packed }: StoredText): string {
  if (text !== undefined) return text;
  if (packed === undefined) throw new Error('A stored text has neither text nor frame');
  return zstdDecompressSync(packed).toString('utf8');
}
