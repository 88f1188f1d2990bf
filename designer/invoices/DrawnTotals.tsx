import type { Invoice } from '../../flows/documents/invoice/invoice.ts';
import { TableHead } from '../show/TableHead.tsx';
import { invoices as words } from '../text/en/invoices.ts';
import { Charges, shown } from './DrawnLines.tsx';
import { At } from './place.tsx';

type Total = keyof typeof words.totals;

/** Taxes by category, charges on the whole, and what it sums to. */
export function DrawnTotals({ invoice: { taxes = [], totals = {}, currency = '', allowances = [], charges = [] } }: { invoice: Invoice }) {
  return (
    <div className="drawing-sums">
      <div>
        {taxes.length === 0 ? null : (
          <table className="money-table drawing-taxes">
            <TableHead columns={words.taxColumns} prefix="drawn-" />
            <tbody>
              {taxes.map(({ category, rate, base, tax, exemption }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: taxes of an invoice, in its order
                <tr key={at}>
                  <td>
                    <At to={`/taxes/${at}/category`}>{category}</At> <At to={`/taxes/${at}/exemption`}>{exemption}</At>
                  </td>
                  <td className="amount">
                    <At to={`/taxes/${at}/base`}>{shown(base)}</At>
                  </td>
                  <td className="amount">
                    <At to={`/taxes/${at}/rate`}>{rate === undefined ? undefined : `${rate} %`}</At>
                  </td>
                  <td className="amount">
                    <At to={`/taxes/${at}/tax`}>{shown(tax)}</At>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <Charges rows={allowances} name={words.allowance} sign="−" at="/allowances" />
        <Charges rows={charges} name={words.charge} sign="+" at="/charges" />
      </div>
      <dl className="drawing-totals">
        {(Object.entries(words.totals) as [Total, string][]) // the keys of words.totals
          .filter(([field]) => totals[field] !== undefined)
          .map(([field, name]) => (
            <div key={field} data-field={field}>
              <dt>{name}</dt>
              <dd className="num">
                {field === 'payable' ? `${currency} ` : ''}
                <At to={`/totals/${field}`}>{shown(totals[field])}</At>
              </dd>
            </div>
          ))}
      </dl>
    </div>
  );
}
