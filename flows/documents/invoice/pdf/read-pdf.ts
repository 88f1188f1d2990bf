/**
 * The XML invoice inside a hybrid PDF. Objects are found by scanning, so a broken cross-reference table does no harm;
 * object streams are unpacked; nothing of the page is looked at.
 */
import { inflateSync } from 'node:zlib';
import { ProblemError } from '../../../flow.ts';

const names = /^(?:factur-x|zugferd-invoice|xrechnung|order-x)\.xml$/i;
const largest = 25 * 1024 * 1024;

/** Name and bytes of the embedded invoice; throws 422 `einvoice.no_embedded_invoice`, 400 `pdf.not_readable`, 413 `pdf.too_large`. */
export function readEmbedded(bytes: Uint8Array): { name: string; xml: Buffer } {
  const pdf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (pdf.length > largest) throw refused(413, 'pdf.too_large', `The PDF is larger than ${largest} bytes.`);
  const text = pdf.toString('latin1');
  if (!text.slice(0, 1024).includes('%PDF-')) throw refused(400, 'pdf.not_readable', 'The document is not a PDF.');
  if (/\/Encrypt\s+\d+\s+\d+\s+R/.test(text)) throw refused(400, 'pdf.not_readable', 'The PDF is encrypted — send it without protection.');
  const objects = objectsOf(text, pdf);
  for (const { body } of objects.values()) {
    const name = nameOf(body);
    const file = /\/EF\s*<<[^>]*?\/U?F\s+(\d+)\s+\d+\s+R/.exec(body)?.[1] ?? embeddedBy(body, objects);
    const found = file === undefined ? undefined : objects.get(file);
    if (name !== undefined && names.test(name) && found?.stream !== undefined) return { name, xml: unpacked(found) };
  }
  throw refused(422, 'einvoice.no_embedded_invoice', 'The PDF has no e-invoice inside — send one with factur-x.xml, or the XML itself.');
}

interface PdfObject {
  /** The dictionary, as text. */
  body: string;
  stream?: Buffer;
}

/** Every object by its number, a later one in place of an earlier. */
function objectsOf(text: string, pdf: Buffer): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>();
  const starts = /(?<=^|[\s>])(\d{1,10})\s+\d{1,5}\s+obj\b/g;
  for (let start = starts.exec(text); start !== null; start = starts.exec(text)) {
    const from = starts.lastIndex;
    const end = text.indexOf('endobj', from);
    const open = text.indexOf('stream', from);
    if (open < 0 || (end >= 0 && end < open)) {
      objects.set(start[1]!, { body: text.slice(from, end < 0 ? text.length : end) }); // the number is a group
      continue;
    }
    const body = text.slice(from, open);
    const first = open + 'stream'.length + (text.startsWith('\r\n', open + 6) ? 2 : 1);
    const length = Number(/\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(body)?.[1] ?? Number.NaN);
    const told = Number.isSafeInteger(length) && /^\s*endstream/.test(text.slice(first + length, first + length + 20));
    const close = told ? first + length : text.indexOf('endstream', first);
    if (close < 0) break;
    objects.set(start[1]!, { body, stream: pdf.subarray(first, close) }); // the number is a group
    starts.lastIndex = close;
  }
  for (const object of [...objects.values()]) if (/\/Type\s*\/ObjStm\b/.test(object.body)) unfold(object, objects);
  return objects;
}

/** Objects kept inside a compressed stream: numbers and offsets first, then the bodies. */
function unfold(container: PdfObject, objects: Map<string, PdfObject>): void {
  const first = Number(/\/First\s+(\d+)/.exec(container.body)?.[1]);
  const inside = unpacked(container).toString('latin1');
  const head = inside.slice(0, first).trim().split(/\s+/).map(Number);
  for (let at = 0; at + 1 < head.length; at += 2) {
    const next = head[at + 3];
    const body = inside.slice(first + head[at + 1]!, next === undefined ? undefined : first + next); // pairs within the length
    if (!objects.has(String(head[at]))) objects.set(String(head[at]), { body });
  }
}

function unpacked({ body, stream = Buffer.alloc(0) }: PdfObject): Buffer {
  if (!/\/Filter\b/.test(body)) return stream;
  try {
    if (/\/Filter\s*(?:\[\s*)?\/FlateDecode/.test(body)) return inflateSync(stream, { maxOutputLength: largest });
  } catch {
    throw refused(400, 'pdf.not_readable', 'A stream of the PDF cannot be unpacked.');
  }
  throw refused(400, 'pdf.not_readable', 'The invoice inside the PDF is packed in a way that is not supported.');
}

/** `/UF (factur-x.xml)`, or the same as hex, UTF-16 or not. */
function nameOf(body: string): string | undefined {
  const literal = /\/U?F\s*\(((?:[^()\\]|\\.)*)\)/
    .exec(body)?.[1]
    ?.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
  const hex = /\/U?F\s*<([0-9A-Fa-f\s]+)>/.exec(body)?.[1];
  const raw = literal?.replace(/\\(.)/g, '$1') ?? (hex === undefined ? undefined : Buffer.from(hex.replace(/\s/g, ''), 'hex').toString('latin1'));
  return raw?.replace(/^\u00fe\u00ff/, '').replaceAll('\u0000', '');
}

/** An `/EF` that is an object of its own. */
function embeddedBy(body: string, objects: Map<string, PdfObject>): string | undefined {
  const own = /\/EF\s+(\d+)\s+\d+\s+R/.exec(body)?.[1];
  return own === undefined ? undefined : /\/U?F\s+(\d+)\s+\d+\s+R/.exec(objects.get(own)?.body ?? '')?.[1];
}

const refused = (status: number, code: string, message: string): ProblemError => new ProblemError(status, { code, path: '', message });
