import type { Invoice } from '../../flows/documents/invoice/invoice.ts';
import { dayOf } from '../show/moment.ts';
import { invoices as words } from '../text/en/invoices.ts';
import { DrawnLines } from './DrawnLines.tsx';
import { DrawnParty } from './DrawnParty.tsx';
import { DrawnPayment } from './DrawnPayment.tsx';
import { DrawnTotals } from './DrawnTotals.tsx';
import { Fact } from './Fact.tsx';
import { At } from './place.tsx';

/** An invoice as one reads it on paper; every value stands at its pointer. */
export function Drawing({ invoice }: { invoice: Invoice }) {
  const { typeCode, number, issueDate, dueDate, currency, seller, buyer, notes } = invoice;
  return (
    <article className="card drawing" aria-label={words.drawing}>
      <header className="drawing-head">
        <div>
          <p className="drawing-kind">
            <At to="/typeCode">{(typeCode !== undefined && words.kinds[typeCode]) || words.kinds['380']}</At>
          </p>
          <h2 className="drawing-number num">
            <At to="/number">{number}</At>
          </h2>
        </div>
        <dl className="drawing-facts">
          <Fact name={words.issued} at="/issueDate">
            {issueDate && day(issueDate)}
          </Fact>
          <Fact name={words.due} at="/dueDate">
            {dueDate && day(dueDate)}
          </Fact>
          {references(invoice).map(([name, at, value]) => (
            <Fact key={at} name={name} at={at}>
              {value}
            </Fact>
          ))}
        </dl>
      </header>
      <div className="drawing-parties">
        {seller ? <DrawnParty name={words.seller} at="/seller" party={seller} /> : null}
        {buyer ? <DrawnParty name={words.buyer} at="/buyer" party={buyer} /> : null}
      </div>
      <DrawnLines lines={invoice.lines ?? []} currency={currency ?? ''} />
      <DrawnTotals invoice={invoice} />
      <DrawnPayment invoice={invoice} />
      {notes?.some(({ text }) => text) ? (
        <section className="drawing-notes">
          <h3>{words.notes}</h3>
          {notes.map(({ text }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: notes of an invoice, in its order
            <p key={at}>
              <At to={`/notes/${at}/text`}>{text}</At>
            </p>
          ))}
        </section>
      ) : null}
    </article>
  );
}

/** Days of this year without it, as written where it is no day. */
function day(iso: string): string {
  if (Number.isNaN(Date.parse(iso))) return iso;
  return iso.startsWith(String(new Date().getFullYear())) ? dayOf(iso) : `${dayOf(iso)} ${iso.slice(0, 4)}`;
}

function references(invoice: Invoice): [name: string, at: string, value: string | undefined][] {
  const { orders = [], despatches = [], receipts = [], preceding = [], deliveries = [], period } = invoice;
  const own = Object.entries(words.references).map(([field, name]): [string, string, string | undefined] => [
    name,
    `/${field}`,
    invoice[field as keyof typeof words.references],
  ]);
  return [
    ...orders.map(({ number }, at): [string, string, string | undefined] => [words.order, `/orders/${at}/number`, number]),
    ...own,
    ...despatches.map(({ number }, at): [string, string, string | undefined] => [words.despatch, `/despatches/${at}/number`, number]),
    ...receipts.map(({ number }, at): [string, string, string | undefined] => [words.receipt, `/receipts/${at}/number`, number]),
    ...preceding.map(({ number }, at): [string, string, string | undefined] => [words.preceding, `/preceding/${at}/number`, number]),
    ...deliveries.map(({ date }, at): [string, string, string | undefined] => [words.delivered, `/deliveries/${at}/date`, date && day(date)]),
    [words.period, '/period/start', period?.start === undefined ? undefined : `${day(period.start)} – ${period.end === undefined ? '' : day(period.end)}`],
  ];
}
