import { invoiceStates } from '../flows/documents/outgoing/invoice-state.ts';
import { asked, invoicesOf, numberField, toldBy } from './invoice-fields.ts';
import { objectOf, textOf } from './json-fields.ts';
import { defineNode } from './node-type.ts';
import { flag, gives, text } from './output.ts';
import { fields } from './schema.ts';

/** Moves an issued invoice by what network, buyer or bank said of it: a receipt, a refusal, a query, an approval. */
export default defineNode({
  type: 'record_invoice_answer@1',
  title: 'Record answer to invoice',
  summary: 'Writes into the books what became of an issued invoice.',
  group: 'money',
  icon: 'file-input',
  ports: ['recorded', 'in_query', 'rejected'],
  config: fields(
    {
      number: numberField,
      state: {
        type: 'string',
        title: 'It is now',
        enum: [...invoiceStates.filter((state) => state !== 'draft' && state !== 'valid'), 'reopened'],
        'x-words': { reopened: 'Open again: the payment went back' },
      },
      evidence: { type: ['object', 'null'], title: 'Evidence', description: 'Who said so, with what reason and number', 'x-widget': 'expression' },
    },
    ['number', 'state'],
  ),
  effect: { class: 'A', keyLifetime: 10 * 365 * 86_400_000 },
  output: gives({ number: text(), state: text(), late: flag('It told of an earlier point and moved nothing') }),
  line: ({ state }) => (typeof state === 'string' ? state.replaceAll('_', ' ') : 'What became of it'),
  async run(turn) {
    const { config, effectKey, now } = turn;
    const number = textOf(config['number']) ?? '';
    const { by, evidence } = toldBy(turn);
    const said = objectOf(config['evidence']);
    const state = textOf(config['state']) as 'delivered'; // its schema names them
    const record = await asked(
      invoicesOf(turn).tell(number, { key: effectKey, state, at: now, by: textOf(said['by']) ?? by, evidence: { ...said, ...evidence } }),
    );
    const late = record.facts.some((fact) => fact.key === effectKey && fact.late === true);
    const port = !late && (record.state === 'in_query' || record.state === 'rejected') ? record.state : 'recorded';
    return { kind: 'emit', port, output: { number, state: record.state, late } };
  },
});
