import { Button } from '@mantine/core';
import { ChevronDown, ChevronRight, ReceiptText } from 'lucide-react';
import { useState } from 'react';
import type { InvoiceSummary } from '../../server/http/api.ts';
import { invoiceFile, useIssued } from '../api/money.ts';
import { moneyOf } from '../show/amount.ts';
import { dayOf } from '../show/moment.ts';
import { TableHead } from '../show/TableHead.tsx';
import { When } from '../show/When.tsx';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { invoices as words } from '../text/en/invoices.ts';
import { StateLine } from './StateLine.tsx';

const forms = ['pdf', 'ubl', 'cii'];

/** Invoices that flows issued: to whom, how much, where they stand since when, and the files as they were made. */
export function IssuedInvoices() {
  const list = useIssued();
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="card" aria-label={words.list}>
      <div className="card-head">
        <h2>{words.list}</h2>
      </div>
      {list.isPending ? (
        <Bones rows={5} />
      ) : list.isError ? (
        <PanelError title={words.listFailed} error={list.error} onAgain={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        <Empty kind="first" icon={ReceiptText} title={words.none}>
          {words.noneText}
        </Empty>
      ) : (
        <div className="issued-scroll">
          <table className="money-table">
            <TableHead columns={{ ...words.listColumns, files: words.files }} prefix="issued-" />
            <tbody>
              {rows.map((row) => (
                <Row key={row.number} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage ? (
        <Button variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {words.more}
        </Button>
      ) : null}
    </section>
  );
}

function Row({ row: { number, kind, buyer, issueDate, dueDate, state, since, payable, currency } }: { row: InvoiceSummary }) {
  const [isOpen, setOpen] = useState(false);
  const Fold = isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <tr>
        <td>
          <button type="button" className="issued-fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <Fold size={14} aria-hidden />
            {number}
          </button>
          {kind === 'credit_note' ? <span className="tag">{words.credit}</span> : null}
        </td>
        <td>{buyer.name ?? buyer.id ?? ''}</td>
        <td className="issued-date">{dayOf(issueDate)}</td>
        <td className="issued-due">{dueDate === undefined ? '' : dayOf(dueDate)}</td>
        <td className="issued-state">
          {words.states[state]}{' '}
          <span className="hint">
            <When at={since} />
          </span>
        </td>
        <td className="amount">{moneyOf({ amount: payable, currency })}</td>
        <td className="invoice-files">
          {forms.map((form) => (
            <a key={form} href={invoiceFile(number, form)} download aria-label={words.fileOf(form, number)}>
              {form.toUpperCase()}
            </a>
          ))}
        </td>
      </tr>
      {isOpen ? (
        <tr>
          <td colSpan={7}>
            <StateLine number={number} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
