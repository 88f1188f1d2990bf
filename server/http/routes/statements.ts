import type { IncomingMessage } from 'node:http';
import { statementKey } from '../../../flows/documents/statement/entry-key.ts';
import type { Statement } from '../../../flows/documents/statement/statement.ts';
import type { JsonObject } from '../../../flows/flow.ts';
import { parseStrict } from '../../../flows/json.ts';
import type { BankFileAnswer } from '../api.ts';
import { checkShape } from '../check-shape.ts';
import type { AppDeps } from '../deps.ts';
import { readUpload } from '../read-upload.ts';
import { type Route, textOf } from '../route.ts';
import { label, name, object, oneOf, text } from '../shapes.ts';

/** What banks' files are sent as; their beginning says what they are. */
const types = [
  'application/octet-stream',
  'application/json',
  'application/xml',
  'text/xml',
  'text/plain',
  'text/csv',
  'application/x-mt940',
  'application/x-bai2',
];

const kind = 'bank-statement';

/** A file as JSON: its text, or its bytes as base64, and a CSV profile by id or in full. */
const sent = object({ 'file?': label(), content: text, 'encoding?': oneOf('text', 'base64'), 'profile?': { type: ['string', 'object'] } });

interface Sent {
  file?: string;
  content: string;
  encoding?: 'text' | 'base64';
  profile?: string | JsonObject;
}

/** The bytes of what was sent; JSON that is a camt document itself is left as it is. */
async function unwrapped(bytes: Buffer, req: IncomingMessage): Promise<{ bytes: Buffer; file?: string; profile?: string | JsonObject }> {
  const isJson = (req.headers['content-type'] ?? '').startsWith('application/json');
  if (!isJson || bytes.includes('"BkToCstmr')) return { bytes };
  const value = parseStrict(bytes);
  await checkShape(sent, value);
  const { content, encoding, ...more } = value as unknown as Sent; // checked against the schema above
  return { bytes: Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'), ...more };
}

/** The readers are loaded at their first need. */
async function readIn(bytes: Buffer, profile: Sent['profile']) {
  const { csvProfile } = await import('../../../flows/documents/statement/csv/csv-profiles.ts');
  const { readProfile } = await import('../../../flows/documents/statement/csv/read-profile.ts');
  const { readBankFile } = await import('../../../flows/documents/statement/read-bank-file.ts');
  return readBankFile(bytes, profile === undefined ? undefined : typeof profile === 'string' ? csvProfile(profile) : readProfile(profile));
}

/** Reads bank files; a statement that came before is named as such. */
export function statementRoutes({ documents, clock }: Pick<AppDeps, 'documents' | 'clock'>): Route[] {
  /** True when every statement was taken before; those that were not are remembered. */
  async function cameBefore(tenant: string, statements: Statement[], file: string): Promise<boolean> {
    const at = clock.now();
    const answers = await Promise.all(
      statements.map((statement) => {
        const { account, id: number, format } = statement;
        return documents.put(tenant, [{ kind, id: statementKey(statement, statement.entries), rev: 0, body: { file, account, number, format } }], at);
      }),
    );
    return answers.length > 0 && answers.every((answer) => answer === 'conflict');
  }

  return [
    {
      method: 'POST',
      path: '/api/statements',
      summary: 'Read a bank file: camt.052/053/054, MT940/942, BAI2, CSV, pain.002',
      group: 'Money',
      role: 'operator',
      query: { file: label(), profile: name },
      upload: types,
      answer: 'BankFileAnswer',
      async handler(ask): Promise<BankFileAnswer> {
        const upload = await unwrapped(await readUpload(ask.req, types), ask.req);
        const file = textOf(ask, 'file') ?? upload.file ?? 'statement';
        const profile = textOf(ask, 'profile') ?? upload.profile;
        const { read, ...report } = await readIn(upload.bytes, profile);
        const isDuplicate = await cameBefore(ask.viewer.tenant, read, file);
        return { file, ...report, ...(isDuplicate ? { duplicate: true } : {}) };
      },
    },
  ];
}
