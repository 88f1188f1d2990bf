import type { Statement } from '../../../flows/documents/statement/statement.ts';
import { ProblemError } from '../../../flows/flow.ts';
import { takeStatement } from '../../books/take-statement.ts';
import type { StatementTaken } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import { readUpload } from '../read-upload.ts';
import { type Route, textOf } from '../route.ts';
import { label } from '../shapes.ts';

const types = ['application/octet-stream', 'application/xml', 'text/xml', 'text/plain', 'text/csv'];

/** Bank files into the books: each entry once, the end of the day in place of what was told during it. */
export function takeStatementRoutes({ documents, clock }: Pick<AppDeps, 'documents' | 'clock'>): Route[] {
  async function take(tenant: string, statement: Statement): Promise<StatementTaken['statements'][number]> {
    const { added, replaced, returned, left } = await takeStatement(documents, tenant, statement, clock.now());
    const booked = statement.entries.filter(({ status }) => status === 'booked').length;
    return {
      account: statement.account,
      added: added.length,
      known: Math.max(0, booked - added.length),
      replaced: replaced.length,
      returned: returned.length,
      left: left.map(({ message }) => message),
    };
  }

  return [
    {
      method: 'POST',
      path: '/api/statements/take',
      summary: 'Take the entries of a bank file into the books, each once',
      group: 'Money',
      role: 'operator',
      query: { file: label() },
      upload: types,
      answer: 'StatementTaken',
      async handler(ask): Promise<StatementTaken> {
        const { readBankFile } = await import('../../../flows/documents/statement/read-bank-file.ts');
        const { read } = await readBankFile(await readUpload(ask.req, types));
        if (read.length === 0)
          throw new ProblemError(422, {
            code: 'statement.nothing_to_take',
            path: '',
            message: 'The file holds no statement — only statements come into the books.',
          });
        const statements: StatementTaken['statements'] = [];
        for (const statement of read) statements.push(await take(ask.viewer.tenant, statement));
        return { file: textOf(ask, 'file') ?? 'statement', statements };
      },
    },
  ];
}
