/** Reads Adyen's settlement detail report (CSV): every batch and currency is one payout. */
import { fromUnits, pointAmount, toUnits } from '../amount.ts';
import { type Row, readRows } from '../csv/csv-rows.ts';
import { given } from '../given.ts';
import { readLines } from '../lines.ts';
import { refuse } from '../refuse.ts';
import { tidy } from '../text.ts';
import { type PartKind, type Payout, type PayoutPart, settled } from './payout.ts';

const kinds: Record<string, PartKind> = {
  settled: 'capture',
  settledbulk: 'capture',
  settledinstallment: 'capture',
  refunded: 'refund',
  refundedbulk: 'refund',
  refundedreversed: 'refund-reversal',
  chargeback: 'chargeback',
  secondchargeback: 'chargeback',
  chargebackexternallywithinfo: 'chargeback',
  chargebackreversed: 'chargeback-reversal',
  chargebackreversedexternallywithinfo: 'chargeback-reversal',
  fee: 'fee',
  misccosts: 'fee',
  invoicededuction: 'fee',
  paymentcost: 'fee',
  bankinstructionreturned: 'adjustment',
  depositcorrection: 'reserve',
  reserveadjustment: 'reserve',
  balancetransfer: 'carried-over',
};

/** Costs inside a row that were kept from its net amount. */
const costs = ['commission (nc)', 'markup (nc)', 'scheme fees (nc)', 'interchange (nc)'];

interface Batch {
  id: string;
  account: string;
  currency: string;
  date: string | undefined;
  paid: bigint | undefined;
  references: string[];
  parts: PayoutPart[];
}

export async function readAdyenSettlement(chunks: AsyncIterable<Uint8Array>): Promise<Payout[]> {
  let header: Map<string, number> | undefined;
  const batches = new Map<string, Batch>();
  for await (const row of readRows(readLines(chunks, 'utf-8'), ',')) {
    if (header === undefined) {
      const names = new Map(row.cells.map((cell, at) => [tidy(cell).toLowerCase(), at]));
      if (['psp reference', 'type', 'net currency', 'net debit (nc)', 'net credit (nc)'].every((name) => names.has(name))) header = names;
      continue;
    }
    takeRow(row, header, batches);
  }
  if (header === undefined) return refuse('payout.unknown_header', 1, 'The file has not the columns of a settlement detail report.');
  return [...batches.values()].map(payoutOf);
}

function takeRow(row: Row, header: Map<string, number>, batches: Map<string, Batch>): void {
  const { line } = row;
  const cell = (name: string): string | undefined => row.cells[header.get(name) ?? -1]?.trim() || undefined;
  const currency = cell('net currency') ?? refuse('payout.invalid', line, `Line ${line} has no net currency.`);
  const units = (name: string): bigint => (cell(name) === undefined ? 0n : toUnits(pointAmount(cell(name)!, currency, line)));
  const account = cell('merchant account') ?? '';
  const number = cell('batch number') ?? '';
  const key = `${account}|${number}|${currency}`;
  const batch = batches.get(key) ?? {
    id: [account, number].filter(Boolean).join('/'),
    account,
    currency,
    date: undefined,
    paid: undefined,
    references: [],
    parts: [],
  };
  batches.set(key, batch);
  const type = (cell('type') ?? '').toLowerCase().replace(/\s/g, '');
  const net = units('net credit (nc)') - units('net debit (nc)');
  const date = cell('booking date')?.slice(0, 10) ?? cell('creation date')?.slice(0, 10);
  if (type === 'merchantpayout' || type === 'merchantpayin') {
    batch.paid = (batch.paid ?? 0n) - net;
    batch.date = date;
    batch.references.push(...[cell('modification reference'), cell('psp reference')].filter((one) => one !== undefined));
    return;
  }
  const cost = costs.reduce((sum, name) => sum + units(name), 0n);
  const id = cell('modification reference') ?? cell('psp reference') ?? `line ${line}`;
  const kind = kinds[type] ?? 'adjustment';
  const grossCurrency = cell('gross currency');
  const presented = (cell('gross credit (gc)') ?? cell('gross debit (gc)')) !== undefined && grossCurrency !== undefined && grossCurrency !== currency;
  const reference = cell('merchant reference');
  const told = { ...given('of', cell('psp reference')), ...given('reference', reference), ...given('date', date) };
  if (net + cost !== 0n || cost === 0n) {
    batch.parts.push({
      kind,
      id,
      amount: fromUnits(net + cost, currency),
      ...told,
      ...given('method', cell('payment method')),
      ...given('text', kinds[type] === undefined ? cell('type') : cell('modification merchant reference')),
      ...(presented
        ? { presented: { amount: pointAmount((cell('gross credit (gc)') ?? cell('gross debit (gc)'))!, grossCurrency!, line), currency: grossCurrency! } }
        : {}),
      ...(presented ? given('rate', cell('exchange rate')) : {}),
    });
  }
  if (cost !== 0n) batch.parts.push({ kind: 'fee', id: `${id}/fee`, amount: fromUnits(-cost, currency), ...told });
}

/** A batch without a payout row is still open: its sum is what will be paid. */
function payoutOf({ id, account, currency, date, paid, references, parts }: Batch): Payout {
  const sum = parts.reduce((total, { amount }) => total + toUnits(amount), 0n);
  const [, number] = id.split('/');
  return settled({
    provider: 'adyen',
    id,
    ...given('account', account || undefined),
    currency,
    amount: fromUnits(paid ?? sum, currency),
    ...given('date', date),
    status: paid === undefined ? 'open' : 'paid',
    parts,
    references: [...references, ...(number === undefined ? [] : [`batch ${number}`])],
  });
}
