import type { Statement } from '../../flows/documents/statement/statement.ts';
import { cashItems, cashOf, signalsOf } from '../cash-fields.ts';
import { asked } from '../invoice-fields.ts';
import { listOf, textOf } from '../json-fields.ts';
import { ConnectorError, defineNode, type EffectTurn } from '../node-type.ts';
import { gives, list, number, text } from '../output.ts';
import { fields } from '../schema.ts';

/** So many new payments are named; the counts are of all. */
const most = 1_000;

/** Brings what the bank says into the books. */
export default defineNode({
  type: 'take_statement@1',
  title: 'Take bank statement',
  summary: 'Books the entries of a bank file or statement, each once.',
  group: 'money',
  icon: 'landmark',
  ports: ['taken'],
  config: {
    ...fields({
      statement: { type: ['object', 'null'], title: 'Statement', description: 'A statement document', 'x-widget': 'expression' },
      file: { type: ['string', 'null'], title: 'Bank file', description: 'camt, MT940, MT942, BAI2 or CSV as text', 'x-widget': 'expression' },
      encoding: {
        type: 'string',
        title: 'The file is',
        enum: ['text', 'base64'],
        'x-words': { text: 'Text', base64: 'Base64' },
        default: 'text',
        'x-more': true,
      },
      profile: { type: 'string', title: 'CSV profile', maxLength: 60, 'x-more': true },
      bears: {
        type: 'array',
        title: 'Book all the same',
        description: 'Flaws that are borne',
        uniqueItems: true,
        items: { type: 'string', enum: ['bank.balance_mismatch', 'bank.balance_missing', 'bank.iban_check_digits'] },
        'x-more': true,
      },
      partial: { type: 'boolean', title: 'In part', description: 'Leave out rows with a wrong account number and book the others', 'x-more': true },
    }),
    oneOf: [{ required: ['statement'] }, { required: ['file'] }],
  },
  effect: { class: 'A', money: true, keyLifetime: 10 * 365 * 86_400_000 },
  output: gives({
    added: number('New payments'),
    replaced: number('Payments the end of the day told anew'),
    returned: list(text(), 'Payments the bank took back'),
    reopened: cashItems,
    left: list(gives({ code: text(), path: text(), message: text() }), 'Rows that stayed outside'),
    payments: list(text(), `The first ${most} new payments`),
  }),
  line: ({ file }) => (file === undefined ? 'A statement' : 'A bank file'),
  async run(turn) {
    const { config, effectKey, now } = turn;
    const bears = listOf(config['bears']).filter((code) => typeof code === 'string');
    const statements = await statementsOf(turn);
    const isPartial = config['partial'];
    const taken = await asked(
      cashOf(turn).take({
        key: effectKey,
        statements,
        at: now,
        ...(bears.length > 0 ? { bears } : {}),
        ...(typeof isPartial === 'boolean' ? { isPartial } : {}),
      }),
    );
    const { payments, replaced, returned, reopened, left } = taken;
    return {
      kind: 'emit',
      port: 'taken',
      output: {
        added: payments.length,
        replaced,
        returned: returned.slice(0, most),
        reopened: reopened.slice(0, most).map((item) => ({ ...item })),
        left: left.slice(0, most).map(({ code, path, message }) => ({ code, path, message })),
        payments: payments.slice(0, most),
      },
      signals: reopened.flatMap((item) => signalsOf('payment.returned', item, {})),
    };
  },
});

/** The readers are loaded at their first need. */
async function statementsOf({ config }: EffectTurn): Promise<Statement[]> {
  const file = textOf(config['file']);
  if (file === undefined) {
    const { checkStatement } = await import('../../flows/documents/statement/check-statement.ts');
    const [problem] = checkStatement(config['statement']);
    if (problem !== undefined) throw new ConnectorError('data.invalid', problem.message);
    return [config['statement'] as unknown as Statement]; // checked against its schema
  }
  const profile = textOf(config['profile']);
  const bytes = Buffer.from(file, config['encoding'] === 'base64' ? 'base64' : 'utf8');
  const { csvProfile } = await import('../../flows/documents/statement/csv/csv-profiles.ts');
  const { readBankFile } = await import('../../flows/documents/statement/read-bank-file.ts');
  const { read, format } = await asked(readBankFile(bytes, ...(profile === undefined ? [] : [csvProfile(profile)])));
  if (read.length === 0) throw new ConnectorError('data.invalid', `The file is a ${format} and holds no statement — only statements come into the books`);
  return read;
}
