import { csvProfile } from '../../../flows/documents/statement/csv/csv-profiles.ts';
import { statementKey } from '../../../flows/documents/statement/entry-key.ts';
import { readBankFile } from '../../../flows/documents/statement/read-bank-file.ts';
import type { Statement } from '../../../flows/documents/statement/statement.ts';
import type { BankFileAnswer } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import { readUpload } from '../read-upload.ts';
import { type Route, textOf } from '../route.ts';
import { label, name } from '../shapes.ts';

/** What banks' files are sent as; their beginning says what they are. */
const types = ['application/octet-stream', 'application/xml', 'text/xml', 'text/plain', 'text/csv', 'application/x-mt940', 'application/x-bai2'];

const kind = 'bank-statement';

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
        const file = textOf(ask, 'file') ?? 'statement';
        const profile = textOf(ask, 'profile');
        const chosen = profile === undefined ? undefined : csvProfile(profile);
        const { read, ...report } = await readBankFile(await readUpload(ask.req, types), chosen);
        const isDuplicate = await cameBefore(ask.viewer.tenant, read, file);
        return { file, ...report, ...(isDuplicate ? { duplicate: true } : {}) };
      },
    },
  ];
}
