import { Fragment } from 'react';
import type { Charge, Line } from '../../flows/documents/invoice/invoice.ts';
import { amountOf } from '../show/amount.ts';
import { TableHead } from '../show/TableHead.tsx';
import { invoices as words } from '../text/en/invoices.ts';
import { At } from './place.tsx';

/** The lines, with what is taken off or put on each. */
export function DrawnLines({ lines, currency }: { lines: readonly Line[]; currency: string }) {
  return (
    <section className="statement-scroll" aria-label={words.totals.lines}>
      <table className="money-table drawing-lines">
        <TableHead columns={{ ...words.lineColumns, net: `${words.lineColumns.net}, ${currency}` }} prefix="drawn-" />
        <tbody>
          {lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of an invoice, in its order
            <Row key={at} line={line} at={`/lines/${at}`} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ line: { id, item = {}, quantity, unit, price = {}, tax = {}, net, note, allowances = [], charges = [] }, at }: { line: Line; at: string }) {
  return (
    <tr>
      <td className="drawn-id">
        <At to={`${at}/id`}>{id}</At>
      </td>
      <td className="drawn-item">
        <strong>
          <At to={`${at}/item/name`}>{item.name}</At>
        </strong>
        <span className="hint">
          <At to={`${at}/item/sellerId`}>{item.sellerId}</At> <At to={`${at}/item/description`}>{item.description}</At>
        </span>
        {note === undefined ? null : (
          <span className="hint">
            <At to={`${at}/note`}>{note}</At>
          </span>
        )}
        <Charges rows={allowances} name={words.allowance} sign="−" at={`${at}/allowances`} />
        <Charges rows={charges} name={words.charge} sign="+" at={`${at}/charges`} />
      </td>
      <td className="amount drawn-quantity">
        <At to={`${at}/quantity`}>{quantity}</At> <At to={`${at}/unit`}>{unit}</At>
      </td>
      <td className="amount drawn-price">
        <At to={`${at}/price/net`}>{shown(price.net)}</At>
        {price.quantity !== undefined && Number(price.quantity) !== 1 ? (
          <span className="hint">
            <At to={`${at}/price/quantity`}>{words.perUnits(price.quantity)}</At>
          </span>
        ) : null}
      </td>
      <td className="amount drawn-tax">
        <At to={`${at}/tax/category`}>{tax.category}</At> <At to={`${at}/tax/rate`}>{tax.rate === undefined ? undefined : `${tax.rate} %`}</At>
      </td>
      <td className="amount drawn-net">
        <At to={`${at}/net`}>{shown(net)}</At>
      </td>
    </tr>
  );
}

/** Allowances or charges, one below the other. */
export function Charges({ rows, name, sign, at }: { rows: readonly Charge[]; name: string; sign: string; at: string }) {
  return rows.map(({ amount, reason, reasonCode }, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: charges of an invoice, in its order
    <Fragment key={place}>
      <span className="hint drawn-charge">
        <At to={`${at}/${place}/reason`}>{reason ?? reasonCode ?? name}</At> {sign}
        <At to={`${at}/${place}/amount`}>{shown(amount)}</At>
      </span>
    </Fragment>
  ));
}

/** Amounts grouped for reading; what is no amount as it is written. */
export const shown = (amount: string | undefined): string | undefined =>
  amount === undefined || !/^-?\d+(\.\d+)?$/.test(amount) ? amount : amountOf({ amount, currency: '' });
