/** A mail taken apart: who, about what, its text and its files. */

export interface MailFile {
  name: string;
  type: string;
  content: Buffer;
}

export interface ReadMail {
  messageId: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  files: MailFile[];
}

const deepest = 8;

/** Reads what our own mail connector writes; a part it cannot make out is left away. */
export function readMail(raw: Buffer): ReadMail {
  const { headers, body } = split(raw);
  const parts = partsOf(headers, body, deepest);
  const said = (name: string): string => decoded(headers.get(name) ?? '');
  return {
    messageId: headers.get('message-id') ?? '',
    from: said('from'),
    to: said('to'),
    subject: said('subject'),
    text: parts.find(({ name, type }) => name === '' && type === 'text/plain')?.content.toString('utf8') ?? '',
    files: parts.filter(({ name }) => name !== ''),
  };
}

type Headers = Map<string, string>;

function split(bytes: Buffer): { headers: Headers; body: Buffer } {
  const end = bytes.indexOf('\r\n\r\n');
  const head = bytes.subarray(0, end < 0 ? bytes.length : end).toString('utf8');
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end < 0 ? Buffer.alloc(0) : bytes.subarray(end + 4) };
}

function partsOf(headers: Headers, body: Buffer, depth: number): MailFile[] {
  const kind = headers.get('content-type') ?? 'text/plain';
  const [type = ''] = kind.toLowerCase().split(';');
  const boundary = parameter(kind, 'boundary');
  if (type.startsWith('multipart/') && boundary !== undefined && depth > 0)
    return between(body, `--${boundary}`).flatMap((piece) => {
      const part = split(piece);
      return partsOf(part.headers, part.body, depth - 1);
    });
  const name = parameter(headers.get('content-disposition') ?? '', 'filename') ?? '';
  return [{ name, type: type.trim(), content: unwrapped(body, headers.get('content-transfer-encoding') ?? '') }];
}

/** What stands between one line of the boundary and the next. */
function between(body: Buffer, boundary: string): Buffer[] {
  const pieces: Buffer[] = [];
  let from = body.indexOf(`${boundary}\r\n`);
  while (from >= 0) {
    const start = from + boundary.length + 2;
    const end = body.indexOf(`\r\n${boundary}`, start);
    if (end < 0) break;
    pieces.push(body.subarray(start, end));
    from = body.subarray(end + 2).indexOf(`${boundary}\r\n`) === 0 ? end + 2 : -1;
  }
  return pieces;
}

function unwrapped(body: Buffer, encoding: string): Buffer {
  const how = encoding.toLowerCase();
  if (how === 'base64') return Buffer.from(body.toString('latin1'), 'base64');
  return how === 'quoted-printable' ? quoted(body.toString('latin1').replace(/=\r\n/g, '')) : body;
}

const quoted = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16))),
    'latin1',
  );

const parameter = (header: string, name: string): string | undefined => new RegExp(`;\\s*${name}="?([^";]+)"?`, 'i').exec(header)?.[1];

/** Words written as `=?UTF-8?Q?…?=` or `=?UTF-8?B?…?=`. */
const decoded = (header: string): string =>
  header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
      (how.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quoted(text.replaceAll('_', ' '))).toString('utf8'),
    );
