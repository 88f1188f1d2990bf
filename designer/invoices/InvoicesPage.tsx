import { useEffect } from 'react';
import { DropFiles } from '../money/DropFiles.tsx';
import { MoneyTabs } from '../money/MoneyTabs.tsx';
import { useCrumbs } from '../shell/crumbs.ts';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { invoices as words } from '../text/en/invoices.ts';
import { money } from '../text/en/money.ts';
import { InvoiceView } from './InvoiceView.tsx';
import './invoices.css';
import { IssuedInvoices } from './IssuedInvoices.tsx';
import { closeInvoice, openInvoice, useOpened } from './opened.ts';

/** E-invoices: one opened and drawn with what is wrong with it, and those that were issued. */
export function InvoicesPage() {
  const opened = useOpened();
  useCrumbs([{ name: money.title, to: '/money/matches' }, { name: words.title }]);
  useEffect(() => closeInvoice, []);
  return (
    <div className="money">
      <MoneyTabs here="invoices" />
      {opened?.view ? (
        <InvoiceView key={opened.view.file} view={opened.view} onClose={closeInvoice} />
      ) : (
        <div className="page invoices-page">
          <div className="page-head">
            <h1>{words.title}</h1>
            <span className="quiet">{words.lead}</span>
          </div>
          <DropFiles words={words} onFiles={([file]) => file && void openInvoice(file)} />
          {opened === undefined ? null : opened.error === undefined ? (
            <div className="card">
              <Bones rows={6} />
            </div>
          ) : (
            <div className="card">
              <PanelError title={`${words.failed}: ${opened.file.name}`} error={opened.error} onAgain={() => void openInvoice(opened.file)} />
            </div>
          )}
          <IssuedInvoices />
        </div>
      )}
    </div>
  );
}
