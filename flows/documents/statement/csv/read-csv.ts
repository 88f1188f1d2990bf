/** Reads a bank's CSV by a profile; rows of one account that follow one another are one statement. */
import { ProblemError } from '../../../flow.ts';
import { fromUnits, negated, toUnits } from '../amount.ts';
import { given } from '../given.ts';
import { isIban, looksLikeIban } from '../iban.ts';
import { openTally, type Tally } from '../identity.ts';
import { readLines } from '../lines.ts';
import { currencyAt, refuse } from '../refuse.ts';
import { type Balance, type Entry, noFacts, type Party, type StatementEvent, type StatementHead } from '../statement.ts';
import { said, tidy } from '../text.ts';
import { amountReader, dateReader } from './csv-cells.ts';
import type { CsvColumn, CsvProfile } from './csv-profile.ts';
import { type Row, readRows } from './csv-rows.ts';

/** Before the header some banks say whose account it is. */
const mostPreamble = 30;

export async function* readCsv(chunks: AsyncIterable<Uint8Array>, profile: CsvProfile): AsyncGenerator<StatementEvent> {
  let columns: Columns | undefined;
  let open: { head: StatementHead; tally: Tally; chain: Chain } | undefined;
  const toEntry = entryReader(profile);
  let seen = 0;
  for await (const row of readRows(readLines(chunks, profile.encoding), profile.delimiter)) {
    if (columns === undefined) {
      columns = columnsIn(row, profile);
      if (columns === undefined && ++seen > mostPreamble) break;
      continue;
    }
    const account = columns.cell(row, 'account')?.replace(/\s/g, '') ?? '';
    const id = columns.cell(row, 'statementId') ?? '';
    if (open === undefined || open.head.account !== account || open.head.id !== id) {
      if (open !== undefined) yield open.tally.close(open.chain.balances());
      open = openStatement(account, id, columns.cell(row, 'currency') ?? profile.currency ?? '', row.line);
      yield { kind: 'open', head: open.head };
    }
    const entry = readable(() => toEntry(row, columns!, open!.tally), open.tally, profile);
    if (entry === undefined) continue;
    open.tally.add(entry);
    const balance = columns.cell(row, 'balance');
    if (balance !== undefined && entry.status === 'booked') open.chain.add(entry, toEntry.amount(balance, entry.currency, row.line));
    yield { kind: 'entry', entry };
  }
  if (columns === undefined)
    refuse('bank.unknown_header', 1, `No line has the columns of the profile ${profile.id} — choose the profile the file was written with.`);
  if (open === undefined) return refuse('bank.empty', 1, 'The file has a header and no rows.');
  yield open.tally.close(open.chain.balances());
}

interface Columns {
  cell(row: Row, column: CsvColumn): string | undefined;
  text(row: Row): string[];
}

/** Where the profile's columns stand, when this row is the header. */
export function columnsIn({ cells }: Row, profile: CsvProfile): Columns | undefined {
  const header = cells.map((cell) => tidy(cell).toLowerCase());
  const at = new Map<CsvColumn, number>();
  for (const [column, names] of Object.entries(profile.columns) as [CsvColumn, string | string[]][]) {
    const found = [names]
      .flat()
      .map((name) => header.indexOf(name.toLowerCase()))
      .find((index) => index >= 0);
    if (found !== undefined) at.set(column, found);
  }
  if (!at.has('bookingDate') || !(at.has('amount') || (at.has('credit') && at.has('debit')))) return undefined;
  const words = profile.text.map((name) => header.indexOf(name.toLowerCase())).filter((index) => index >= 0);
  return {
    cell: (row, column) => row.cells[at.get(column) ?? -1]?.trim() || undefined,
    text: (row) => words.map((index) => row.cells[index] ?? '').filter((text) => text.trim() !== ''),
  };
}

function openStatement(account: string, id: string, currency: string, line: number): { head: StatementHead; tally: Tally; chain: Chain } {
  const head: StatementHead = { format: 'CSV', stage: 'end-of-day', id, account, currency, line };
  const tally = openTally(head);
  if (account === '') tally.warn({ code: 'bank.account_missing', detail: 'The file does not say its account.', line });
  return { head, tally, chain: openChain(currency) };
}

/** A row that cannot be read refuses the file, unless the profile takes it in part. */
function readable(read: () => Entry, tally: Tally, profile: CsvProfile): Entry | undefined {
  if (!profile.partial) return read();
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const [problem] = error.problems;
    tally.warn({ code: problem?.code ?? 'bank.invalid_row', detail: error.message, line: Number(problem?.path.split(':')[0]) });
    return undefined;
  }
}

interface EntryReader {
  (row: Row, columns: Columns, tally: Tally): Entry;
  amount(text: string, currency: string, line: number): string;
}

function entryReader(profile: CsvProfile): EntryReader {
  const amount = amountReader(profile);
  const date = dateReader(profile);
  const read = (row: Row, columns: Columns, { warn }: Tally): Entry => {
    const { line } = row;
    const cell = (column: CsvColumn): string | undefined => columns.cell(row, column);
    const day = (column: CsvColumn): string | undefined => {
      const text = cell(column);
      return text === undefined ? undefined : date(text, line, warn);
    };
    const currency = cell('currency') ?? profile.currency ?? '';
    if (currency !== '') currencyAt(currency, line);
    const account = cell('counterpartyAccount')?.replace(/\s/g, '');
    if (account !== undefined && looksLikeIban(account) && !isIban(account)) {
      refuse('bank.invalid_iban', line, `Line ${line} has the IBAN ${account}, whose check digits are wrong.`);
    }
    const words = columns.text(row);
    const counterparty: Party = {
      ...given('name', cell('counterparty')),
      ...given('account', account),
      ...given('bank', cell('counterpartyBank')),
      ...given('postcode', cell('counterpartyPostcode')),
    };
    const status = cell('status');
    return {
      ...noFacts(),
      line,
      status:
        status === undefined || profile.booked === undefined || profile.booked.some((word) => word.toLowerCase() === status.toLowerCase())
          ? 'booked'
          : 'pending',
      amount: amountIn(cell, (text) => amount(text, currency, line), line),
      currency,
      ...given('bookingDate', day('bookingDate')),
      ...given('valueDate', day('valueDate') ?? day('bookingDate')),
      ...given('reference', said(cell('reference'))),
      ...given('endToEndId', said(cell('endToEndId'))),
      ...given('mandateId', said(cell('mandateId'))),
      ...given('creditorId', said(cell('creditorId'))),
      ...(Object.keys(counterparty).length === 0 ? {} : { counterparty }),
      ...given('type', cell('type')),
      text: tidy(words.join(' ')),
      raw: words.join('\n'),
      details: [],
    };
  };
  return Object.assign(read, { amount });
}

function amountIn(cell: (column: CsvColumn) => string | undefined, read: (text: string) => string, line: number): string {
  const [one, credit, debit] = [cell('amount'), cell('credit'), cell('debit')];
  if (one !== undefined) return read(one);
  if (credit !== undefined) return read(credit);
  if (debit !== undefined) return negated(read(debit).replace('-', ''));
  return refuse('bank.incomplete', line, `Line ${line} has no amount.`);
}

interface Chain {
  add(entry: Entry, balance: string): void;
  balances(): Balance[];
}

/** Running balances, oldest first or newest first, give the opening and the closing. */
function openChain(currency: string): Chain {
  let first: { amount: bigint; balance: bigint; date?: string } | undefined;
  let last: { amount: bigint; balance: bigint; date?: string } | undefined;
  let newestFirst: boolean | undefined;
  return {
    add(entry, balance) {
      const here = { amount: toUnits(entry.amount), balance: toUnits(balance), ...given('date', entry.bookingDate) };
      if (last !== undefined && newestFirst === undefined) {
        if (last.balance + here.amount === here.balance) newestFirst = false;
        else if (here.balance + last.amount === last.balance) newestFirst = true;
      }
      first ??= here;
      last = here;
    },
    balances() {
      if (first === undefined || last === undefined) return [];
      const [oldest, newest] = newestFirst ? [last, first] : [first, last];
      const balance = (type: 'opening' | 'closing', units: bigint, date: string | undefined): Balance => ({
        type,
        code: 'running',
        amount: fromUnits(units, currency),
        currency,
        ...given('date', date),
      });
      return [balance('opening', oldest.balance - oldest.amount, oldest.date), balance('closing', newest.balance, newest.date)];
    },
  };
}
