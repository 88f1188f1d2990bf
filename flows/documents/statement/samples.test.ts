/** Holds the readers to real bank files, with the decoded twins other projects published beside them. Prints the counts per format. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { toUnits } from './amount.ts';
import { checkStatement } from './check-statement.ts';
import { readBankFile } from './read-bank-file.ts';
import type { Statement } from './statement.ts';

const folder = join(import.meta.dirname, '../../../../shared/data/bank');
const isHere = existsSync(folder);
if (!isHere) console.info(`bank samples skipped: ${folder} is absent`);

const invalid = new Set(
  isHere
    ? (JSON.parse(readFileSync(join(folder, '../MANIFEST.json'), 'utf8')) as { path: string; expected?: string; note?: string }[])
        .filter(({ expected = '', note = '' }) => /invalid/i.test(`${expected} ${note}`))
        .map(({ path }) => path.replace(/^bank\//, ''))
    : [],
);
const files = isHere
  ? globSync('**/*.{xml,sta,txt}', { cwd: folder })
      .filter((file) => !invalid.has(file))
      .sort()
  : [];
const read = (file: string) => readBankFile(readFileSync(join(folder, file)));
const sum = ({ entries }: Statement): bigint => entries.reduce((total, { amount, status }) => total + (status === 'booked' ? toUnits(amount) : 0n), 0n);

describe.skipIf(!isHere)('bank samples', () => {
  const counts: Record<string, { files: number; statements: number; entries: number; identities: number; holding: number; warnings: Record<string, number> }> =
    {};
  afterAll(() => {
    for (const [format, { warnings, ...count }] of Object.entries(counts)) console.info(format, JSON.stringify(count), JSON.stringify(warnings));
  });

  it.each(files)('%s is read', async (file) => {
    const { format, read: statements, statuses, payments } = await read(file);
    const count = (counts[format] ??= { files: 0, statements: 0, entries: 0, identities: 0, holding: 0, warnings: {} });
    count.files++;
    expect(statements.length + (statuses?.length ?? 0) + (payments?.length ?? 0)).toBeGreaterThan(0);
    for (const statement of statements) {
      count.statements++;
      expect(checkStatement(statement)).toEqual([]);
      count.entries += statement.entries.length;
      for (const { code } of statement.warnings) count.warnings[code] = (count.warnings[code] ?? 0) + 1;
      const { opening, closing } = statement;
      const codes = statement.warnings.map(({ code }) => code);
      if (statement.stage === 'end-of-day' && (opening === undefined || closing === undefined)) expect(codes).toContain('bank.balance_missing');
      if (opening === undefined || closing === undefined || codes.includes('bank.currency_mixed')) continue;
      count.identities++;
      const holds = toUnits(opening) + sum(statement) === toUnits(closing);
      if (holds) count.holding++;
      expect(codes.includes('bank.balance_mismatch')).toBe(!holds);
    }
  });

  it.each(['camt/banks/abn_amro_camt053.xml', 'camt/banks/nordea_camt053.xml', 'mt940/sberbank/171011_01234945.sta', 'bai2/sample3.txt'])(
    'the balances of %s hold',
    async (file) => {
      const { read: statements } = await read(file);
      for (const statement of statements) expect(statement.warnings).toEqual([]);
    },
  );

  it('ABN AMRO gives 13 entries with 26 payments, 11 of them with a structured reference', async () => {
    const [statement] = (await read('camt/banks/abn_amro_camt053.xml')).read;
    const payments = statement!.entries.flatMap((entry) => (entry.details.length > 0 ? entry.details : [entry]));
    expect([statement!.entries.length, payments.filter(({ references }) => references.length > 0).length]).toEqual([13, 11]);
    const raw = readFileSync(join(folder, 'camt/banks/abn_amro_camt053.xml'), 'utf8');
    expect(payments.length - statement!.entries.filter(({ details, counterparty }) => details.length === 0 && counterparty === undefined).length).toBe(
      raw.split('<TxDtls>').length - 1,
    );
    expect(statement!.entries.filter(({ returned }) => returned?.code === 'MS03').map(({ mandateId, endToEndId }) => [mandateId, endToEndId])).toEqual([
      ['123456789XXmandaat', '1234567X908303803'],
      ['123456788XXmandaat', '1234567X908303804'],
    ]);
  });
});

interface CamtTwin {
  getRecords: unknown[];
  getEntries: CamtEntry[];
}
interface Amount {
  getAmount: string;
  getCurrency: { getCode: string };
}
interface CamtEntry {
  getAmount: Amount;
  getReference: string | null;
  getAccountServicerReference: string | null;
  getReversalIndicator: boolean;
  getStatus: string | null;
  getBookingDate: Record<string, string> | null;
  getTransactionDetails: unknown;
}

describe.skipIf(!isHere)('decoded twins', () => {
  it.each(files.filter((file) => file.startsWith('camt/genkgo/')))('%s agrees with its twin', async (file) => {
    const twin = JSON.parse(readFileSync(join(folder, file.replace(/xml$/, 'json')), 'utf8')) as CamtTwin;
    const { read: statements } = await read(file);
    expect(statements.length).toBe(twin.getRecords.length);
    // a twin of several statements keeps the entries of the last one only
    const entries = statements.flatMap((statement) => statement.entries).slice(-twin.getEntries.length);
    const shown = entries.map(({ amount, currency, reversal, status }) => [amount, currency, reversal ?? false, status === 'pending' ? 'PDNG' : 'BOOK']);
    const expected = twin.getEntries.map(({ getAmount: { getAmount, getCurrency }, getReversalIndicator, getStatus }) => [
      minor(getAmount),
      getCurrency.getCode,
      getReversalIndicator,
      getStatus ?? 'BOOK',
    ]);
    expect(shown).toEqual(expected);
    expect(entries.map(({ reference }) => reference ?? null)).toEqual(twin.getEntries.map((entry) => entry.getReference ?? entry.getAccountServicerReference));
    expect(entries.map(({ bookingDate }) => bookingDate ?? null)).toEqual(twin.getEntries.map((entry) => entry.getBookingDate?.['0']?.slice(0, 10) ?? null));
  });

  it('the Goldman statement is the same from its XML and from its JSON', async () => {
    const [xml] = (await read('camt/banks/goldman_us_camt053.xml')).read;
    const [json] = (await read('camt/banks/goldman_us_camt053.json')).read;
    for (const name of ['format', 'account', 'accountName', 'bank', 'currency', 'opening', 'closing'] as const) expect(json![name]).toBe(xml![name]);
    const inXml = new Map(xml!.entries.map((entry) => [entry.reference, entry]));
    const both = json!.entries.filter(({ reference }) => inXml.has(reference));
    console.info(`Goldman: ${xml!.entries.length} entries in XML, ${json!.entries.length} in JSON, ${both.length} with one reference`);
    for (const entry of both) {
      const { amount, reversal, returned } = inXml.get(entry.reference)!;
      expect([entry.reference, entry.amount, entry.reversal, entry.returned]).toEqual([entry.reference, amount, reversal, returned]);
    }
  });

  const mt940 = files.filter((file) => existsSync(join(folder, file.replace(/\.\w+$/, '.expected.json'))));
  it.each(mt940)('%s agrees with its twin', async (file) => {
    const twin = JSON.parse(readFileSync(join(folder, file.replace(/\.\w+$/, '.expected.json')), 'utf8')) as { transactions: Record<string, string | null>[] };
    const entries = (await read(file)).read.flatMap((statement) => statement.entries);
    expect(entries.map(({ amount }) => amount)).toEqual(twin.transactions.map(({ amount }) => Number(amount).toFixed(2)));
    expect(entries.map(({ valueDate }) => valueDate)).toEqual(twin.transactions.map(({ date }) => date));
    for (const [at, { endToEndId, counterparty, text }] of entries.entries()) {
      const { end_to_end_reference: reference, applicant_name: name, purpose } = twin.transactions[at]!;
      if (reference) expect(plain(endToEndId)).toBe(plain(reference.split(/MTLG:/)[0]));
      if (name) expect(plain(counterparty?.name)).toBe(plain(name));
      if (purpose) expect(plain(text)).toBe(plain(purpose));
    }
  });

  it('every twin that is there was compared', () => {
    expect([files.filter((file) => file.startsWith('camt/genkgo/')).length, mt940.length].every((count) => count > 0)).toBe(true);
    expect(mt940.map((file) => basename(file))).toContain('sepa_snippet.sta');
  });
});

const minor = (amount: string): string => {
  const digits = amount.replace('-', '').padStart(3, '0');
  return `${amount.startsWith('-') ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const plain = (text: string | undefined): string => (text ?? '').replace(/\s/g, '');
