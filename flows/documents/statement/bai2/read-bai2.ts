/** Reads BAI2: one account (03 to 49) is one statement. */

import { minorAmount } from '../amount.ts';
import { shortDay, type Warn } from '../day.ts';
import { given } from '../given.ts';
import { openTally, type Tally } from '../identity.ts';
import { readLines } from '../lines.ts';
import { currencyAt, refuse } from '../refuse.ts';
import type { Balance, StatementEvent, StatementHead, StatementWarning } from '../statement.ts';
import { type Bai2Record, readRecords } from './records.ts';
import { transactionOf } from './transaction.ts';
import { balanceCodes } from './type-codes.ts';

interface Open {
  head: StatementHead;
  tally: Tally;
  balances: Balance[];
  /** Sum of every amount in the account, as record 49 totals it. */
  sum: bigint;
  records: number;
}

export async function* readBai2(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StatementEvent> {
  let group: Group = { currency: 'USD', asOf: '' };
  let open: Open | undefined;
  /** The account before: trailers of group and file may still find fault with it. */
  let ended: ReturnType<Tally['close']> | undefined;
  let found = 0;
  const inGroup = { sum: 0n, parts: 0, records: 0 };
  const inFile = { sum: 0n, parts: 0, records: 0 };
  for await (const record of readRecords(readLines(chunks))) {
    const { code, fields } = record;
    inGroup.records += record.records;
    inFile.records += record.records;
    if (open !== undefined && code !== '16' && code !== '49') {
      open.tally.warn({ code: 'bank.end_missing', detail: 'The account has no trailer (record 49).', line: record.line });
      ended = open.tally.close(open.balances);
      open = undefined;
    }
    if (ended !== undefined && (code === '02' || code === '03')) {
      yield ended;
      ended = undefined;
    }
    if (code === '02') {
      group = groupOf(record);
      Object.assign(inGroup, { sum: 0n, parts: 0, records: record.records });
    } else if (code === '03') {
      open = openAccount(record, group);
      found++;
      inGroup.parts++;
      yield { kind: 'open', head: open.head };
    } else if (code === '16' && open !== undefined) {
      open.records += record.records;
      open.sum += digits(fields[1]);
      const entry = transactionOf(record, { currency: open.head.currency, date: group.date }, open.tally.warn);
      if (entry === undefined) continue;
      open.tally.add(entry);
      yield { kind: 'entry', entry };
    } else if (code === '49' && open !== undefined) {
      open.records += record.records;
      inGroup.sum += digits(fields[0]);
      for (const warning of trailerWarnings(record, 'account', { sum: open.sum, parts: undefined, records: open.records })) open.tally.warn(warning);
      ended = open.tally.close(open.balances);
      open = undefined;
    } else if (code === '98') {
      inFile.sum += digits(fields[0]);
      inFile.parts++;
      ended?.warnings.push(...trailerWarnings(record, 'group', inGroup));
    } else if (code === '99') ended?.warnings.push(...trailerWarnings(record, 'file', inFile));
  }
  if (open !== undefined) {
    open.tally.warn({ code: 'bank.end_missing', detail: 'The file ends inside an account.', line: open.head.line });
    ended = open.tally.close(open.balances);
  }
  if (ended !== undefined) yield ended;
  if (found === 0) refuse('bank.empty', 1, 'The file holds no account.');
}

interface Group {
  date?: string;
  currency: string;
  bank?: string;
  /** 1 and 3 are previews during the day. */
  asOf: string;
}

function groupOf({ fields, line }: Bai2Record): Group {
  const [, originator, , date = '', , currency] = fields;
  const ignore: Warn = () => undefined;
  return {
    ...(date.trim() === '' ? {} : { date: shortDay(date.trim(), line, ignore) }),
    currency: currency?.trim() || 'USD',
    ...given('bank', originator?.trim() || undefined),
    asOf: fields[6]?.trim() ?? '',
  };
}

function openAccount(record: Bai2Record, group: Group): Open {
  const [account = '', ownCurrency = ''] = record.fields;
  const currency = currencyAt(ownCurrency.trim() || group.currency, record.line);
  const stage = group.asOf === '1' || group.asOf === '3' ? 'intraday' : 'end-of-day';
  const { balances, sum } = summaries(record, currency, group.date);
  const head: StatementHead = {
    format: 'BAI2',
    stage,
    id: group.date ?? '',
    account: account.trim(),
    ...given('bank', group.bank),
    currency,
    ...given('from', group.date),
    ...given('to', group.date),
    line: record.line,
  };
  return { head, tally: openTally(head), balances, sum, records: record.records };
}

/** Record 03 goes on with quadruples of code, amount, count and funds type, and so do its 88 records. */
function summaries(record: Bai2Record, currency: string, date: string | undefined): { balances: Balance[]; sum: bigint } {
  const rest = [...record.fields.slice(2), ...record.continued.flatMap((text) => text.split(','))];
  const balances: Balance[] = [];
  let sum = 0n;
  for (let at = 0; at < rest.length; ) {
    const [code = '', amount = '', , funds = ''] = rest.slice(at, at + 4).map((field) => field.trim());
    if (amount !== '' && code !== '') {
      sum += digits(amount);
      const type = balanceCodes[code];
      if (Number(code) < 100)
        balances.push({ type: type ?? 'other', code, amount: minorAmount(amount, currency, record.line), currency, ...given('date', date) });
    }
    at += code === '' && amount === '' ? 4 : 4 + (funds === 'S' ? 3 : funds === 'V' ? 2 : funds === 'D' ? 1 + 2 * (Number(rest[at + 4]) || 0) : 0);
  }
  return { balances, sum };
}

/** Records 49, 98 and 99: control total, number of parts where there are any, number of records. */
function trailerWarnings({ fields, line }: Bai2Record, of: string, found: { sum: bigint; parts: number | undefined; records: number }): StatementWarning[] {
  const [total = '', ...counts] = fields.map((field) => field.trim());
  const [parts, records] = found.parts === undefined ? [undefined, counts[0]] : counts;
  const warnings: StatementWarning[] = [];
  if (total !== '' && digits(total) !== found.sum) {
    warnings.push({ code: 'bank.control_total', detail: `The control total of the ${of} is ${digits(total)}, its amounts add up to ${found.sum}.`, line });
  }
  if (parts !== undefined && parts !== '' && Number(parts) !== found.parts) {
    warnings.push({ code: 'bank.control_count', detail: `The ${of} says ${parts} parts and has ${found.parts}.`, line });
  }
  if (records !== undefined && records !== '' && Number(records) !== found.records) {
    warnings.push({ code: 'bank.control_count', detail: `The ${of} says ${records} records and has ${found.records}.`, line });
  }
  return warnings;
}

const digits = (text: string | undefined): bigint => (/^[+-]?\d{1,30}$/.test(text?.trim() ?? '') ? BigInt(text!.trim().replace('+', '')) : 0n);
