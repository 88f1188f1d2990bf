/** A credit note of an invoice, whole or in part: the invoice's own prices and taxes, never typed again. */
import Big from 'big.js';
import { ProblemError } from '../../flow.ts';
import { decimalsOf, rounded, shown, sum } from '../invoice/build/amounts.ts';
import { buildTaxes, type Taxable } from '../invoice/build/build-taxes.ts';
import type { Charge, Invoice, Line, Taxed } from '../invoice/invoice.ts';

export interface CreditAsk {
  /** ISO day of issue. */
  day: string;
  reason?: string;
  /** What is credited, by line (BT-126) and quantity; the whole invoice when left out. */
  lines?: { id: string; quantity: string }[];
}

/** Without number. Throws 422 `invoice.line_unknown` and `invoice.quantity`. */
export function creditOf(invoice: Invoice, { day, reason, lines }: CreditAsk): Invoice {
  const { number, dueDate: _, paymentReference: __, payments: ___, paymentTerms: ____, issueTime: _____, ...rest } = invoice;
  const head: Invoice = {
    ...rest,
    typeCode: '381',
    issueDate: day,
    paymentTerms: [{ text: `Set off against invoice ${number ?? ''}` }],
    preceding: [{ ...(number === undefined ? {} : { number }), ...(invoice.issueDate === undefined ? {} : { issueDate: invoice.issueDate }) }],
    ...(reason === undefined ? {} : { notes: [...(invoice.notes ?? []), { text: reason }] }),
  };
  return lines === undefined ? whole(head) : part(head, lines);
}

/** What was paid in advance is credited too. */
function whole(head: Invoice): Invoice {
  const { prepaid: _, rounding, ...totals } = head.totals ?? {};
  const payable = new Big(totals.gross ?? 0).plus(rounding ?? 0);
  return { ...head, totals: { ...totals, ...(rounding === undefined ? {} : { rounding }), payable: shown(payable, decimalsOf(head.currency ?? 'EUR')) } };
}

/** Lines by quantity, each with its share of the discounts of the document; charges such as shipping stay invoiced. */
function part(head: Invoice, wanted: { id: string; quantity: string }[]): Invoice {
  const decimals = decimalsOf(head.currency ?? 'EUR');
  const all = head.lines ?? [];
  const lines = wanted.map(({ id, quantity }) => partOf(all, id, quantity, decimals));
  const rules = Map.groupBy(lines, ({ tax }) => ruleKey(tax));
  const allowances = [...rules].flatMap(([key, group]): (Charge & Taxed)[] => {
    const share = netOf(group).div(netOf(all.filter(({ tax }) => ruleKey(tax) === key)));
    return (head.allowances ?? [])
      .filter((one) => ruleKey(one) === key)
      .map((one) => scaled(one, share, decimals))
      .filter(({ amount }) => !new Big(amount ?? 0).eq(0));
  });
  const taxables: Taxable[] = [
    ...lines.map(({ net, tax }) => ({ rule: ruleOf(head, tax), net: new Big(net ?? 0) })),
    ...allowances.map((one) => ({ rule: ruleOf(head, one), net: new Big(one.amount ?? 0).times(-1) })),
  ];
  const { taxes, total } = buildTaxes(taxables, decimals);
  const off = sum(allowances.map(({ amount }) => new Big(amount ?? 0)));
  const net = netOf(lines).minus(off);
  const { allowances: _, charges: __, ...rest } = head;
  return {
    ...rest,
    ...(allowances.length === 0 ? {} : { allowances }),
    totals: {
      lines: shown(netOf(lines), decimals),
      ...(allowances.length === 0 ? {} : { allowances: shown(off, decimals) }),
      net: shown(net, decimals),
      tax: shown(total, decimals),
      gross: shown(net.plus(total), decimals),
      payable: shown(net.plus(total), decimals),
    },
    taxes,
    lines,
  };
}

function partOf(lines: readonly Line[], id: string, quantity: string, decimals: number): Line {
  const line = lines.find((one) => one.id === id);
  if (line === undefined)
    throw refused('invoice.line_unknown', `The invoice has no line ${id.slice(0, 40)} — name one of ${lines.map((one) => one.id).join(', ')}.`);
  const invoiced = new Big(line.quantity ?? 0);
  const credited = new Big(quantity);
  if (!credited.gt(0) || credited.gt(invoiced))
    throw refused('invoice.quantity', `Line ${id} was invoiced with ${invoiced.toFixed()}; ${credited.toFixed()} cannot be credited.`);
  const share = credited.div(invoiced);
  return {
    ...line,
    quantity: credited.toFixed(),
    net: shown(new Big(line.net ?? 0).times(share), decimals),
    ...(line.allowances === undefined ? {} : { allowances: line.allowances.map((one) => scaled(one, share, decimals)) }),
    ...(line.charges === undefined ? {} : { charges: line.charges.map((one) => scaled(one, share, decimals)) }),
  };
}

/** Base and percentage are those of the whole. */
function scaled<Part extends Charge>({ base: _, percent: __, ...one }: Part, share: Big, decimals: number): Omit<Part, 'base' | 'percent'> {
  return { ...one, amount: shown(rounded(new Big(one.amount ?? 0).times(share), decimals), decimals) };
}

const netOf = (lines: readonly Line[]): Big => sum(lines.map(({ net }) => new Big(net ?? 0)));
const ruleKey = (tax: Taxed | undefined): string => `${tax?.category ?? ''} ${new Big(tax?.rate ?? 0).toFixed()}`;

/** The tax of a part, with the words its breakdown has. */
function ruleOf({ taxes = [] }: Invoice, tax: Taxed | undefined): Taxable['rule'] {
  const known = taxes.find((one) => ruleKey(one) === ruleKey(tax));
  return {
    category: tax?.category ?? 'S',
    ...(tax?.rate === undefined ? {} : { rate: tax.rate }),
    ...(known?.exemption === undefined ? {} : { exemption: known.exemption }),
    ...(known?.exemptionCode === undefined ? {} : { exemptionCode: known.exemptionCode }),
  };
}

const refused = (code: string, message: string): ProblemError => new ProblemError(422, { code, path: '/lines', message });
