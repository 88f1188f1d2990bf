/** The simulated mailbox: whatever the hub mails lies here, and its receivers read their invoices in it. */
import { type JsonObject, ProblemError } from '../../../flows/flow.ts';
import { keepBill } from '../bank/bill.ts';
import type { Modes } from '../server/modes.ts';
import { notFound, type SandboxStore, type System } from '../server/store.ts';
import { type MailFile, readMail } from './read-mail.ts';
import { type MailFate, openSmtpDoor, type SmtpDoor, type TakenMail } from './smtp-door.ts';

const id = 'sandbox_mail';

export const mail: System = {
  id,
  title: 'Mail',
  effectClass: 'C',
  segment: 'mail',
  handle: ({ path }, store) => (path.length === 0 ? { status: 200, body: { items: mailsIn(store) } } : notFound(`/${path.join('/')}`)),
  facts: (store) => ({ mails: store.count('mail'), duplicates: store.doubled('mail') }),
};

/** Mails, newest first, without their bytes. */
export const mailsIn = (store: SandboxStore): JsonObject[] =>
  store
    .list('mail')
    .map(({ raw: _, ...head }) => head)
    .reverse();

/** A file that came with a mail, or inside one of its PDFs. */
export async function fileOf(store: SandboxStore, mailId: string, name: string): Promise<MailFile | undefined> {
  const raw = store.get('mail', mailId)?.['raw'];
  if (typeof raw !== 'string') return undefined;
  const { files } = readMail(Buffer.from(raw, 'base64'));
  return [...files, ...(await insideOf(files))].find((file) => file.name === name);
}

/** Opens the mail server; it behaves as the mode of the system says. */
export function openMailServer({ store, modes, now }: { store: SandboxStore; modes: Modes; now: () => number }): Promise<SmtpDoor> {
  const timers = new Set<NodeJS.Timeout>();
  async function take(taken: TakenMail): Promise<MailFate> {
    const { mode, delay } = modes.take(id);
    if (delay > 0) await new Promise<void>((done) => timers.add(setTimeout(done, delay).unref()));
    const isTaken = mode !== 'fail';
    if (isTaken) await keepMail(taken, store, now());
    store.record({ at: now(), system: id, method: 'MAIL', path: '/mail', key: null, status: isTaken ? 250 : 451, applied: isTaken });
    if (mode === 'lose-answers') return 'silence';
    return isTaken ? 'taken' : 'later';
  }
  return openSmtpDoor(take).then(({ port, close }) => ({
    port,
    close() {
      for (const timer of timers) clearTimeout(timer);
      return close();
    },
  }));
}

async function keepMail({ to, raw }: TakenMail, store: SandboxStore, at: number): Promise<void> {
  const { messageId, from, subject, text, files } = readMail(raw);
  const mailId = `M-${store.next('mail')}`;
  const inside = await insideOf(files);
  const heads = [...files, ...inside].map(({ name, type, content }) => ({ name, type, bytes: content.byteLength }));
  const kept: JsonObject = { id: mailId, at: new Date(at).toISOString(), from, to, subject, text, files: heads, raw: raw.toString('base64') };
  store.put('mail', mailId, kept, messageId);
  for (const { content } of inside) await readBill(content, store);
}

/** The invoices as data that PDFs carry; read with code that is loaded at its first need. */
async function insideOf(files: MailFile[]): Promise<MailFile[]> {
  const pdfs = files.filter(({ type }) => type === 'application/pdf');
  if (pdfs.length === 0) return [];
  const { readEmbedded } = await import('../../../flows/documents/invoice/pdf/read-pdf.ts');
  return pdfs.flatMap(({ content }) => {
    try {
      const { name, xml } = readEmbedded(content);
      return [{ name, type: 'application/xml', content: xml }];
    } catch (error) {
      if (error instanceof ProblemError) return [];
      throw error;
    }
  });
}

async function readBill(xml: Buffer, store: SandboxStore): Promise<void> {
  const { readInvoice } = await import('../../../flows/documents/invoice/read-invoice.ts');
  keepBill(readInvoice(xml).invoice, store);
}
