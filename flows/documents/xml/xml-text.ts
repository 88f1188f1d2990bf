/** Bytes of an XML document as text: by byte order mark, else by what it declares, else UTF-8; nothing is replaced silently. */
import { ProblemError } from '../../flow.ts';

const known: Record<string, string> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'iso-8859-1': 'iso-8859-1',
  latin1: 'iso-8859-1',
  'iso-8859-15': 'iso-8859-15',
  'iso-8859-2': 'iso-8859-2',
  'windows-1250': 'windows-1250',
  'windows-1252': 'windows-1252',
};

/** Decodes a document piece by piece; the first piece must hold the XML declaration. */
export function xmlDecoder(first: Uint8Array): { decode(bytes: Uint8Array): string; end(): string } {
  const encoding = encodingOf(first);
  const decoder = new TextDecoder(encoding, { fatal: true });
  const guarded = (read: () => string): string => {
    try {
      return read();
    } catch {
      const code = encoding === 'utf-8' ? 'encoding.invalid_utf8' : 'encoding.invalid';
      throw new ProblemError(400, {
        code,
        path: '',
        message: `The document holds bytes that are not ${encoding.toUpperCase()} — save it in the encoding it declares.`,
      });
    }
  };
  return { decode: (bytes) => guarded(() => decoder.decode(bytes, { stream: true })), end: () => guarded(() => decoder.decode()) };
}

/** The whole document at once. */
export function xmlText(bytes: Uint8Array): string {
  const decoder = xmlDecoder(bytes);
  return decoder.decode(bytes) + decoder.end();
}

function encodingOf(bytes: Uint8Array): string {
  const [one, two, three] = bytes;
  if (one === 0xef && two === 0xbb && three === 0xbf) return 'utf-8';
  if (one === 0xff && two === 0xfe) return 'utf-16le';
  if (one === 0xfe && two === 0xff) return 'utf-16be';
  if (one === 0x3c && two === 0) return 'utf-16le';
  if (one === 0 && two === 0x3c) return 'utf-16be';
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 200)).toString('latin1');
  const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1]?.toLowerCase();
  if (declared === undefined || declared.startsWith('utf-16')) return 'utf-8';
  const encoding = known[declared];
  if (encoding !== undefined) return encoding;
  throw new ProblemError(400, {
    code: 'encoding.unsupported',
    path: '1:1',
    message: `The encoding ${declared} is not supported — send the document as UTF-8.`,
  });
}
