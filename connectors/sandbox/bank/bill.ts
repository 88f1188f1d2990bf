/** What a buyer of the demo reads in an invoice before paying it. */
import type { Invoice } from '../../../flows/documents/invoice/invoice.ts';
import type { JsonObject } from '../../../flows/flow.ts';
import { textOf } from '../../../nodes/json-fields.ts';
import type { SandboxStore } from '../server/store.ts';

export interface Bill {
  number: string;
  payable: string;
  currency: string;
  /** As the invoice asks to be quoted. */
  reference: string;
  /** Where to. */
  account: string;
  payee: string;
}

/** Lays it with the order it is for; an invoice that came twice is one bill. */
export function keepBill(invoice: Invoice, store: SandboxStore): void {
  const { number, totals, currency, paymentReference, payments, seller, orders } = invoice;
  const order = orders?.[0]?.number;
  if (number === undefined || order === undefined) return;
  const bill: JsonObject = {
    number,
    payable: totals?.payable ?? '0',
    currency: currency ?? '',
    reference: paymentReference ?? number,
    account: payments?.[0]?.account?.id ?? '',
    payee: seller?.name ?? '',
  };
  store.put('bill', number, bill, order);
}

/** The newest bill of an order. */
export function billOf(order: string, store: SandboxStore): Bill | undefined {
  const found = store.find('bill', order).at(-1);
  if (!found) return undefined;
  const said = (name: keyof Bill): string => textOf(found[name]) ?? '';
  return {
    number: said('number'),
    payable: said('payable'),
    currency: said('currency'),
    reference: said('reference'),
    account: said('account'),
    payee: said('payee'),
  };
}
