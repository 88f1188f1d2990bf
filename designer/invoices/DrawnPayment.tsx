import type { Invoice } from '../../flows/documents/invoice/invoice.ts';
import { invoices as words } from '../text/en/invoices.ts';
import { Fact } from './Fact.tsx';

/** How it is to be paid, and what came along. */
export function DrawnPayment({ invoice: { payments = [], paymentTerms = [], paymentReference, mandate, attachments = [] } }: { invoice: Invoice }) {
  const facts = [
    ...paymentTerms.map(({ text }, at) => ({ name: words.terms, at: `/paymentTerms/${at}/text`, value: text })),
    ...payments.flatMap(({ text, code, account, card }, at) => [
      { name: words.payment, at: `/payments/${at}/code`, value: [text, code].filter(Boolean).join(', ') },
      { name: words.account, at: `/payments/${at}/account/id`, value: [account?.id, account?.bank, account?.name].filter(Boolean).join(', ') },
      { name: words.account, at: `/payments/${at}/card/number`, value: card?.number },
    ]),
    { name: words.quote, at: '/paymentReference', value: paymentReference },
    { name: words.mandate, at: '/mandate', value: mandate },
    ...attachments.map(({ id, description, file }, at) => ({
      name: words.attachments,
      at: `/attachments/${at}/id`,
      value: [id, description, file?.name].filter(Boolean).join(', '),
    })),
  ].filter(({ value }) => value);
  if (facts.length === 0) return null;
  return (
    <dl className="drawing-facts drawing-payment">
      {facts.map(({ name, at, value }) => (
        <Fact key={at} name={name} at={at}>
          {value}
        </Fact>
      ))}
    </dl>
  );
}
