/** Reads a Stripe payout and the balance transactions that make it up, as the API lists them. */
import { type Json, type JsonObject, ProblemError } from '../../../flow.ts';
import { exponentOf } from '../../../money.ts';
import { fromUnits, negated } from '../amount.ts';
import { given } from '../given.ts';
import { isRecord, type PartKind, type Payout, type PayoutPart, settled } from './payout.ts';

const categories: Record<string, PartKind> = {
  charge: 'capture',
  charge_failure: 'refund',
  payment: 'capture',
  refund: 'refund',
  payment_refund: 'refund',
  partial_capture_reversal: 'refund',
  refund_failure: 'refund-reversal',
  payment_failure_refund: 'refund-reversal',
  dispute: 'chargeback',
  dispute_reversal: 'chargeback-reversal',
  fee: 'fee',
  stripe_fee: 'fee',
  stripe_fx_fee: 'fee',
  network_cost: 'fee',
  tax_fee: 'fee',
  platform_earning: 'adjustment',
  reserve_transaction: 'reserve',
  reserved_funds: 'reserve',
  risk_reserved_funds: 'reserve',
  reserve_hold: 'reserve',
  reserve_release: 'reserve',
  payment_network_reserve_hold: 'reserve',
  payment_network_reserve_release: 'reserve',
  payout_minimum_balance_hold: 'carried-over',
  payout_minimum_balance_release: 'carried-over',
};

/** `transactions`: an array or a list object, all pages put together; the payout's own transaction among them is left out. */
export function readStripePayout(payout: Json, transactions: Json): Payout {
  if (!isRecord(payout) || payout['object'] !== 'payout') return refuse('', 'This is no Stripe payout.');
  const currency = currencyOf(payout, '');
  const list = Array.isArray(transactions) ? transactions : isRecord(transactions) ? transactions['data'] : undefined;
  if (!Array.isArray(list)) return refuse('', 'The balance transactions of the payout are missing.');
  if (isRecord(transactions) && transactions['has_more'] === true)
    return refuse('/has_more', 'More pages of balance transactions follow — put them together first.');
  const parts = list.flatMap((transaction, at) => partsOf(transaction, currency, `/${at}`));
  const id = textIn(payout, 'id') ?? '';
  const trace = isRecord(payout['trace_id']) ? textIn(payout['trace_id'], 'value') : undefined;
  return settled({
    provider: 'stripe',
    id,
    ...given('account', textIn(payout, 'destination')),
    currency,
    amount: amountIn(payout, 'amount', currency, ''),
    ...given('date', dayIn(payout, 'arrival_date')),
    ...given('status', textIn(payout, 'status')),
    parts,
    references: [id, trace, textIn(payout, 'statement_descriptor')].filter((one): one is string => one !== undefined && one !== ''),
  });
}

function partsOf(transaction: Json, currency: string, path: string): PayoutPart[] {
  if (!isRecord(transaction) || transaction['object'] !== 'balance_transaction') return refuse(path, 'This is no Stripe balance transaction.');
  const type = textIn(transaction, 'type') ?? '';
  if (type.startsWith('payout')) return categories[type] === undefined ? [] : [partOf(transaction, categories[type], currency, path)];
  const own = currencyOf(transaction, path);
  if (own !== currency) return refuse(`${path}/currency`, `The transaction is in ${own}, the payout in ${currency}.`);
  const category = textIn(transaction, 'reporting_category') ?? type;
  const part = partOf(transaction, categories[category] ?? categories[type] ?? 'adjustment', currency, path);
  const fee = amountIn(transaction, 'fee', currency, path);
  if (/^-?0\.?0*$/.test(fee)) return [part];
  const words = Array.isArray(transaction['fee_details'])
    ? transaction['fee_details'].filter(isRecord).map((detail) => textIn(detail, 'description') ?? textIn(detail, 'type'))
    : [];
  return [
    part,
    {
      kind: 'fee',
      id: `${part.id}/fee`,
      amount: negated(fee),
      of: part.id,
      ...given('reference', part.reference),
      ...given('date', part.date),
      ...given('text', words.filter(Boolean).join(', ') || undefined),
    },
  ];
}

function partOf(transaction: JsonObject, kind: PartKind, currency: string, path: string): PayoutPart {
  const { source } = transaction;
  const expanded = isRecord(source) ? source : undefined;
  const metadata = expanded && isRecord(expanded['metadata']) ? expanded['metadata'] : {};
  const reference = ['order_id', 'order_number', 'order', 'invoice_number', 'invoice', 'reference']
    .map((name) => textIn(metadata, name))
    .find((found) => found !== undefined);
  return {
    kind,
    id: textIn(transaction, 'id') ?? path,
    amount: amountIn(transaction, 'amount', currency, path),
    ...given('of', expanded ? (textIn(expanded, 'charge') ?? textIn(expanded, 'id')) : textIn(transaction, 'source')),
    ...given('reference', reference ?? (expanded ? (textIn(expanded, 'transfer_group') ?? textIn(expanded, 'invoice')) : undefined)),
    ...given('date', dayIn(transaction, 'created')),
    ...given('text', textIn(transaction, 'description')),
    ...presentedIn(expanded, currency, path),
    ...(typeof transaction['exchange_rate'] === 'number' ? { rate: String(transaction['exchange_rate']) } : {}),
  };
}

function presentedIn(source: JsonObject | undefined, currency: string, path: string): Pick<PayoutPart, 'presented'> {
  if (source === undefined || typeof source['currency'] !== 'string' || typeof source['amount'] !== 'number') return {};
  const other = currencyOf(source, `${path}/source`);
  return other === currency ? {} : { presented: { amount: amountIn(source, 'amount', other, `${path}/source`), currency: other } };
}

/** Stripe writes minor units, and for ISK and UGX hundredths that do not exist. */
function amountIn(from: JsonObject, name: string, currency: string, path: string): string {
  const value = from[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return refuse(`${path}/${name}`, `${name} is not a whole number of minor units.`);
  const exponent = currency === 'ISK' || currency === 'UGX' ? 2 : exponentOf(currency);
  return fromUnits(BigInt(value) * 10n ** BigInt(6 - exponent), currency);
}

function currencyOf(from: JsonObject, path: string): string {
  const currency = textIn(from, 'currency')?.toUpperCase() ?? '';
  return /^[A-Z]{3}$/.test(currency) ? currency : refuse(`${path}/currency`, 'The currency is missing.');
}

const textIn = (from: JsonObject, name: string): string | undefined => (typeof from[name] === 'string' && from[name] !== '' ? from[name] : undefined);

const dayIn = (from: JsonObject, name: string): string | undefined =>
  typeof from[name] === 'number' ? new Date(from[name] * 1000).toISOString().slice(0, 10) : undefined;

function refuse(path: string, message: string): never {
  throw new ProblemError(422, { code: 'payout.invalid', path, message });
}
