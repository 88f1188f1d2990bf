/** The invoices a tenant has issued. Numbers, documents and files never change; facts and attempts are added. */
import type { Invoice } from '../../../flows/documents/invoice/invoice.ts';
import type { ChannelTry, InvoiceBook, IssueAsk, IssuedInvoice } from '../../../flows/documents/outgoing/invoice-book.ts';
import { makeReference } from '../../../flows/documents/references/schemes.ts';
import { type Json, type JsonObject, ProblemError } from '../../../flows/flow.ts';
import type { Documents, Put } from '../../engine/documents.ts';
import { collectionsOf } from './collections.ts';
import { creditPuts } from './credit.ts';
import { withFact } from './fact.ts';
import { invoiceFiles, makeFile } from './files.ts';
import { numberingOf } from './numbering.ts';
import { recordOf } from './record.ts';

export const invoiceKind = 'invoice';
const documentKind = 'invoice-document';
const tries = 50;
const seriesForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,30}$/;

export function invoiceBook(documents: Documents, tenant: string): InvoiceBook {
  const numbering = numberingOf(documents, tenant);
  const files = invoiceFiles(documents, tenant);

  const read = async (number: string): Promise<{ rev: number; body: IssuedInvoice } | undefined> => documents.get<IssuedInvoice>(tenant, invoiceKind, number);

  async function known(number: string): Promise<{ rev: number; body: IssuedInvoice }> {
    const found = await read(number);
    if (found) return found;
    throw new ProblemError(404, { code: 'invoice.not_found', path: '', message: `There is no invoice ${number.slice(0, 60)} — look at its number.` });
  }

  async function document(number: string): Promise<Invoice> {
    await known(number);
    return (await documents.get<Json>(tenant, documentKind, number))!.body as Invoice; // kept with its invoice
  }

  /** Reads, changes and writes again where somebody else wrote in between; what gives nothing changes nothing. */
  async function change(number: string, at: number, next: (record: IssuedInvoice) => IssuedInvoice | undefined): Promise<IssuedInvoice> {
    for (let attempt = 0; attempt < tries; attempt++) {
      const { rev, body } = await known(number);
      const changed = next(body);
      if (!changed) return body;
      if ((await documents.put(tenant, [{ kind: invoiceKind, id: number, rev, body: jsonOf(changed) }], at)) === 'done') return changed;
    }
    throw new ProblemError(503, { code: 'invoice.busy', path: '', message: `Invoice ${number} is written by too many at once — ask again.` });
  }

  async function putsFor(ask: IssueAsk, number: string): Promise<Put[]> {
    const quoted = ask.invoice.payments === undefined ? {} : { paymentReference: ask.reference === undefined ? number : makeReference(ask.reference, number) };
    const invoice: Invoice = { ...ask.invoice, number, ...quoted };
    const { info, put } = await makeFile(number, invoice, ask.form ?? 'ubl');
    return [
      { kind: invoiceKind, id: number, rev: 0, body: jsonOf(recordOf(ask, invoice, info)) },
      { kind: documentKind, id: number, rev: 0, body: jsonOf(invoice) },
      put,
      ...(await creditPuts(ask, invoice, known)),
    ];
  }

  return {
    ...collectionsOf(documents, tenant),
    async issue(ask) {
      const { series, digits = 5 } = ask;
      if (!seriesForm.test(series))
        throw new ProblemError(422, {
          code: 'invoice.series',
          path: '/series',
          message: 'Name a series in letters, digits, dots and hyphens, at most 31 of them.',
        });
      const number = await numbering.take({ key: ask.key, series, digits, at: ask.at }, (next) => putsFor(ask, next));
      return (await known(number)).body;
    },
    read: async (number) => (await read(number))?.body,
    document,
    async file(number, form) {
      const kept = await files.read(number, form);
      return kept ?? files.keep(number, await document(number), form, (await known(number)).body.facts[0]!.at); // issued with a first fact
    },
    tell: (number, fact) => change(number, fact.at, (record) => withFact(record, fact)),
    tried: (number, attempt) => change(number, attempt.at, (record) => withTry(record, attempt)),
  };
}

/** The attempt in place of its own beginning. */
function withTry(record: IssuedInvoice, attempt: ChannelTry): IssuedInvoice | undefined {
  const at = record.tries.findIndex(({ key }) => key === attempt.key);
  if (at < 0) return { ...record, tries: [...record.tries, attempt] };
  const before = record.tries[at]!; // found
  if (before.outcome !== 'begun') return undefined;
  return { ...record, tries: record.tries.with(at, attempt) };
}

const jsonOf = (value: object): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject; // a record holds nothing but JSON
