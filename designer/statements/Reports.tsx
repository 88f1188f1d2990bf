import type { PaymentOrderInfo, PaymentStatusInfo } from '../../server/http/api.ts';
import { moneyOf } from '../show/amount.ts';
import { TableHead } from '../show/TableHead.tsx';
import { statements as words } from '../text/en/statements.ts';

/** What a pain.002 says, level by level. */
export function PaymentStatuses({ rows }: { rows: PaymentStatusInfo[] }) {
  return (
    <section className="statement-scroll" aria-label={words.statuses}>
      <table className="money-table">
        <TableHead columns={words.statusColumns} prefix="entry-" />
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a report, in its order
            <tr key={at}>
              <td>{row.level}</td>
              <td>
                {row.outcome} {row.code === undefined ? null : <span className="mono quiet">{row.code}</span>}
              </td>
              <td>{row.endToEndId ?? row.instructionId ?? row.paymentId ?? row.messageId ?? ''}</td>
              <td>{row.reasons.map(({ code, text }) => [code, text].filter(Boolean).join(' ')).join('; ')}</td>
              <td className="amount">{row.amount === undefined ? '' : moneyOf(row.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What a pain.001 or pain.008 asks the bank to pay or collect. */
export function PaymentOrders({ rows }: { rows: PaymentOrderInfo[] }) {
  return (
    <section className="statement-scroll" aria-label={words.payments}>
      <table className="money-table">
        <TableHead columns={words.paymentColumns} prefix="entry-" />
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file, in its order
            <tr key={at}>
              <td>{row.date ?? ''}</td>
              <td>{row.counterparty ?? row.counterpartyAccount ?? ''}</td>
              <td>{row.endToEndId ?? row.instructionId ?? ''}</td>
              <td className="entry-text">{row.text}</td>
              <td className="amount">{moneyOf(row.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
