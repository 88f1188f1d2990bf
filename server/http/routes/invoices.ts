import type { InvoiceForm, IssuedInvoice } from '../../../flows/documents/outgoing/invoice-book.ts';
import { type InvoiceTarget, invoiceStates } from '../../../flows/documents/outgoing/invoice-state.ts';
import { ProblemError } from '../../../flows/flow.ts';
import { project } from '../../access/project.ts';
import { may } from '../../access/viewer.ts';
import { openBooks } from '../../books/open-books.ts';
import type { InvoiceDetail, InvoicePage, InvoiceSummary } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import { type Ask, Reply, type Route, textOf } from '../route.ts';
import { iso } from '../run-info.ts';
import { label, object, oneOf, paging, reason } from '../shapes.ts';

/** Looked through at most for one page of a filtered list. */
const mostLooked = 2_000;
const group = 'Money';

/** Invoices the hub has issued: lists, one with all that happened to it, its file to the byte. */
export function invoiceRoutes({ documents, clock, audit }: Pick<AppDeps, 'documents' | 'clock' | 'audit'>): Route[] {
  const booksOf = openBooks(documents);

  async function found({ viewer, params }: Ask): Promise<IssuedInvoice> {
    const number = params['number'] ?? '';
    const record = await booksOf(viewer.tenant).invoices.read(number);
    if (record) return record;
    throw new ProblemError(404, { code: 'invoice.not_found', path: '', message: `There is no invoice ${number.slice(0, 60)} — look at its number.` });
  }

  /** Newest numbers first, series by series. */
  async function listed(ask: Ask): Promise<InvoicePage> {
    const limit = Number(ask.query['limit'] ?? 50);
    const items: InvoiceSummary[] = [];
    let cursor = textOf(ask, 'cursor');
    let looked = 0;
    while (looked < mostLooked) {
      const prefix = textOf(ask, 'series');
      const page = await documents.list<IssuedInvoice>(ask.viewer.tenant, 'invoice', {
        reverse: true,
        limit: 100,
        ...(prefix === undefined ? {} : { prefix }),
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const { id, body } of page.items) {
        looked++;
        cursor = id;
        if (!isAskedFor(body, ask)) continue;
        items.push(project(ask.viewer, 'case', summaryOf(body)));
        if (items.length === limit) return { items, next: id === page.items.at(-1)?.id ? page.next : id };
      }
      if (page.next === null) return { items, next: null };
    }
    return { items, next: cursor ?? null };
  }

  return [
    {
      method: 'GET',
      path: '/api/invoices',
      summary: 'List issued invoices and credit notes, newest number first',
      group,
      role: 'operator',
      query: { state: oneOf(...invoiceStates), order: label(), buyer: label(), series: label(31), ...paging },
      answer: 'InvoicePage',
      handler: listed,
    },
    {
      method: 'GET',
      path: '/api/invoices/{number}',
      summary: 'Read an invoice: states with evidence, every attempt to send it',
      group,
      role: 'operator',
      answer: 'InvoiceDetail',
      handler: async (ask) => project(ask.viewer, 'case', detailOf(await found(ask))),
    },
    {
      method: 'GET',
      path: '/api/invoices/{number}/file',
      summary: 'Read the file of an invoice as it was made, to the byte; the original unless another form is asked for',
      group,
      role: 'operator',
      query: { form: oneOf('ubl', 'cii', 'pdf') },
      answer: 'text',
      async handler(ask) {
        const record = await found(ask);
        const book = booksOf(ask.viewer.tenant).invoices;
        // The buyer's own account (BT-91) stands in it, which operators do not see.
        if (!may(ask.viewer, 'admin') && (await book.document(record.number)).debitedAccount !== undefined)
          throw new ProblemError(403, {
            code: 'access.denied',
            path: '',
            message: `${record.number} names the account of its buyer — ask an admin for the file.`,
          });
        const form = (textOf(ask, 'form') ?? record.original.form) as InvoiceForm; // its schema names them
        const { name, type, sha256, content } = await book.file(record.number, form);
        return new Reply(200, Buffer.from(content), {
          'content-type': type,
          'content-disposition': `attachment; filename="${name}"`,
          etag: `"${sha256}"`,
        });
      },
    },
    {
      method: 'POST',
      path: '/api/invoices/{number}/state',
      summary: 'Say what became of an invoice, with the reason; only what may follow its state is taken',
      group,
      role: 'admin',
      body: object({ state: oneOf(...invoiceStates.slice(2), 'reopened'), reason }),
      answer: 'InvoiceDetail',
      async handler(ask) {
        const { state, reason: words } = ask.body as { state: InvoiceTarget; reason: string };
        const { number } = await found(ask);
        const { viewer, requestId } = ask;
        const at = clock.now();
        const record = await booksOf(viewer.tenant).invoices.tell(number, { key: requestId, state, at, by: viewer.name, evidence: { reason: words } });
        await audit.commit(viewer.tenant, { by: viewer, what: 'invoice.told', on: `invoice/${number}`, requestId, reason: words });
        return project(viewer, 'case', detailOf(record));
      },
    },
  ];
}

function isAskedFor({ state, orders, buyer }: IssuedInvoice, ask: Ask): boolean {
  const [wanted, order, who] = ['state', 'order', 'buyer'].map((name) => textOf(ask, name));
  return (
    (wanted === undefined || state === wanted) &&
    (order === undefined || orders.includes(order)) &&
    (who === undefined || buyer.id === who || buyer.name === who)
  );
}

const summaryOf = ({ number, kind, state, since, issueDate, dueDate, currency, gross, payable, buyer, orders, credits }: IssuedInvoice): InvoiceSummary => ({
  number,
  kind,
  state,
  since: iso(since),
  issueDate,
  ...(dueDate === undefined ? {} : { dueDate }),
  currency,
  gross,
  payable,
  buyer,
  orders,
  ...(credits === undefined ? {} : { credits }),
});

const detailOf = (record: IssuedInvoice): InvoiceDetail => ({
  ...summaryOf(record),
  series: record.series,
  ...(record.clearedAs === undefined ? {} : { clearedAs: record.clearedAs }),
  creditedBy: record.creditedBy,
  original: record.original,
  facts: record.facts.map(({ key: _, at, ...fact }) => ({ ...fact, at: iso(at) })),
  tries: record.tries.map(({ key: _, at, ...attempt }) => ({ ...attempt, at: iso(at) })),
});
