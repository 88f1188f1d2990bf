import type { Invoice } from '../../flows/documents/invoice/invoice.ts';
import { checkDraft, findingsOf } from '../../flows/documents/outgoing/check-draft.ts';
import { creditOf } from '../../flows/documents/outgoing/credit-of.ts';
import { asked, dayOf, digitsField, findings, invoicesOf, isFatal, issuedGives, issuedOutput, numberField, seriesField, toldBy } from '../invoice-fields.ts';
import { listOf, objectOf, textOf } from '../json-fields.ts';
import { defineNode } from '../node-type.ts';
import { gives, text } from '../output.ts';
import { fields } from '../schema.ts';

/** Corrects an issued invoice the only way there is: by a credit note that names it. */
export default defineNode({
  type: 'credit_note@1',
  title: 'Credit note',
  summary: 'Credits an issued invoice, whole or in part, and refers to it.',
  group: 'money',
  icon: 'receipt-text',
  ports: ['issued', 'invalid'],
  config: fields(
    {
      number: { ...numberField, description: 'The invoice that is credited' },
      series: { ...seriesField, description: 'What the number of the credit note begins with, such as CN-2026-' },
      digits: digitsField,
      reason: { type: 'string', title: 'Reason', description: 'Stands on the credit note', maxLength: 1000 },
      lines: { type: ['array', 'null'], title: 'Lines', description: 'id and quantity of what is credited; everything when empty', 'x-widget': 'expression' },
    },
    ['number', 'series'],
  ),
  effect: { class: 'A', money: true, keyLifetime: 10 * 365 * 86_400_000 },
  output: { ports: { issued: gives({ ...issuedGives, credits: text('Number of the invoice') }), invalid: gives({ findings }) } },
  line: ({ number }) => (typeof number === 'string' ? `Of ${number}` : 'Whole or in part'),
  async run(turn) {
    const { config, effectKey, now } = turn;
    const book = invoicesOf(turn);
    const number = textOf(config['number']) ?? '';
    const original = await asked(book.document(number));
    const reason = textOf(config['reason']);
    const lines = listOf(config['lines'])
      .map(objectOf)
      .map(({ id, quantity }) => ({ id: textOf(id) ?? '', quantity: textOf(quantity) ?? '0' }));
    let note: Invoice;
    try {
      note = creditOf(original, { day: dayOf(turn), ...(reason === undefined ? {} : { reason }), ...(lines.length === 0 ? {} : { lines }) });
    } catch (error) {
      return { kind: 'emit', port: 'invalid', output: { findings: findingsOf(error).map((one) => ({ ...one })) } };
    }
    const found = (await checkDraft(note)).findings;
    if (isFatal(found)) return { kind: 'emit', port: 'invalid', output: { findings: found.map((one) => ({ ...one })) } };
    const ask = { key: effectKey, series: textOf(config['series']) ?? '', invoice: note, at: now, ...toldBy(turn) };
    const issued = await asked(book.issue({ ...ask, ...(typeof config['digits'] === 'number' ? { digits: config['digits'] } : {}) }));
    return { kind: 'emit', port: 'issued', output: { ...issuedOutput(issued), credits: number }, keys: [issued.number] };
  },
});
