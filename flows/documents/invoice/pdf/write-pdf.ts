/** A hybrid invoice: PDF/A-3 to look at, with the same invoice as CII inside (Factur-X, ZUGFeRD). */
import { isIban } from '../../statement/iban.ts';
import type { Invoice } from '../invoice.ts';
import { epcQr } from '../pay/epc-qr.ts';
import { isCreditNote } from '../ubl/syntax.ts';
import { writeCii } from '../write-invoice.ts';
import { drawFoots, drawPayment, drawTotals, notesOf } from './closing.ts';
import { drawHead, drawLines, drawParties } from './parts.ts';
import { openSheet, page, type Sheet } from './sheet.ts';
import { type Language, writing } from './words.ts';
import { fileNameOf, xmpOf } from './xmp.ts';

export interface PdfOptions {
  language?: Language;
  /** Text of the payment code; an EPC code where the invoice is in EUR and names an IBAN, when left out. */
  code?: string;
}

/** The PDF's bytes. Throws what writeCii throws. */
export async function writePdf(invoice: Invoice, { language = 'en', code = epcOf(invoice) }: PdfOptions = {}): Promise<Buffer> {
  const xml = Buffer.from(writeCii(invoice));
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(invoice.issueDate ?? '') ? `${invoice.issueDate}T00:00:00Z` : 0);
  const told = writing(language);
  const title = `${isCreditNote(invoice) ? told.words.creditNote : told.words.invoice} ${invoice.number ?? ''}`;
  const sheet = openSheet({ title, author: invoice.seller?.name ?? '', language, at });
  const { doc } = sheet;
  const bytes = new Promise<Buffer>((resolve, reject) => {
    const pieces: Buffer[] = [];
    doc.on('data', (piece: Buffer) => pieces.push(piece));
    doc.on('end', () => resolve(Buffer.concat(pieces)));
    doc.on('error', reject);
  });
  draw(sheet, invoice, told, code);
  const embedding = {
    name: fileNameOf(invoice),
    type: 'text/xml',
    relationship: 'Alternative',
    description: 'The invoice as UN/CEFACT CII',
    creationDate: at,
    modifiedDate: at,
  };
  doc.file(xml, embedding);
  doc.appendXML(xmpOf(invoice));
  doc.end();
  return bytes;
}

function draw(sheet: Sheet, invoice: Invoice, told: ReturnType<typeof writing>, code: string | undefined): void {
  const bottom = page.height - page.margin - 20;
  const turn = (y: number, height: number): number => {
    if (y + height <= bottom) return y;
    sheet.doc.addPage();
    return page.margin;
  };
  let y = drawHead(sheet, invoice, told);
  y = drawParties(sheet, invoice, told, y);
  y = drawLines(sheet, invoice, told, y, turn);
  const rows = 5 + (invoice.taxes?.length ?? 0) + (invoice.allowances?.length ?? 0) + (invoice.charges?.length ?? 0);
  y = turn(y, Math.max(rows * 16 + 52, 130));
  const owed = !isCreditNote(invoice) && Number(invoice.totals?.payable ?? 0) > 0;
  const beside = owed && invoice.payments !== undefined ? drawPayment(sheet, invoice, told, y, code) : y;
  y = Math.max(beside, drawTotals(sheet, invoice, told, y));
  const notes = notesOf(invoice);
  if (notes !== '') sheet.write(notes, page.margin, turn(y, sheet.measure(notes, { size: 8 })), { size: 8 });
  drawFoots(sheet, invoice, told);
}

/** None where a transfer cannot be told by one. */
function epcOf({ currency, payments = [], seller, payee, paymentReference, totals }: Invoice): string | undefined {
  const account = payments.find(({ account }) => isIban(account?.id?.replace(/\s/g, '') ?? ''))?.account;
  const amount = totals?.payable;
  if (currency !== 'EUR' || account?.id === undefined || amount === undefined || !(Number(amount) > 0 && Number(amount) < 1e9)) return undefined;
  const { id: iban, bank: bic } = account;
  return epcQr({
    name: account.name ?? payee?.name ?? seller?.name ?? '',
    iban,
    amount,
    ...(bic === undefined ? {} : { bic }),
    ...(paymentReference === undefined ? {} : { reference: paymentReference }),
  });
}
