/** Pieces that the nodes of money coming in share. */
import type { CashBook, CashItem, CashMatched } from '../flows/documents/statement/cash-book.ts';
import type { JsonObject } from '../flows/flow.ts';
import { ConnectorError, type EffectTurn, type SignalOut } from './node-type.ts';
import { gives, list, text } from './output.ts';

export const cashItem: Record<string, JsonObject> = {
  id: text(),
  number: text(),
  customer: text(),
  currency: text(),
  open: text('What is left to pay'),
  related: list(text(), 'Orders and deliveries it belongs to'),
};

export const cashItems: JsonObject = list(gives(cashItem));

/** The cash book of the hub. Throws ConnectorError where nothing is kept, as while trying. */
export function cashOf({ books }: EffectTurn): CashBook {
  if (books) return books.cash;
  throw new ConnectorError('connector.refused', 'nothing is written into the books here — run the flow for real, or give this step an answer');
}

/** Told under the number of the item and under each order it belongs to, so that either wakes who waits. */
export const signalsOf = (name: string, { number, related, ...item }: CashItem, more: JsonObject): SignalOut[] =>
  [...new Set([number, ...related])].map((key) => ({ name, key: key.slice(0, 200), data: { ...item, ...more, number, related } }));

/** What an allocation tells: of each item that it is paid in full, or in part. */
export const received = ({ state, payment, currency, items }: CashMatched): SignalOut[] =>
  state === 'matched'
    ? items.flatMap(({ paid, ...item }) =>
        signalsOf(/^-?0+(\.0+)?$/.test(item.open) ? 'payment.received' : 'payment.part', item, { payment, paid, paidIn: currency }),
      )
    : [];
