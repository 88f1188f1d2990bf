import { defineNode } from '../../../../nodes/node-type.ts';
import { answers, list } from '../../../../nodes/output.ts';
import { fields } from '../../../../nodes/schema.ts';
import { callSystem } from '../../../http-call.ts';
import { caller } from '../caller.ts';

/** Reads the open items of the ERP as "mirror items" takes them. */
export default defineNode({
  type: 'sandbox_erp.list_items@1',
  title: 'List open items of ERP',
  summary: 'Reads invoices with what is owed, by when, and whether the ERP holds them for settled.',
  group: 'money',
  icon: 'scroll-text',
  ports: ['done'],
  config: fields({ after: { type: ['integer', 'null'], title: 'After version', description: 'Only what changed since; everything when empty', minimum: 0 } }),
  effect: { class: 'A' },
  output: answers({ items: list({ type: 'object' }, 'Open items with their versions') }),
  line: () => 'Open items with their versions',
  async run(turn) {
    const after = turn.config['after'];
    const answer = await callSystem(turn, caller, { path: ['items'], ...(typeof after === 'number' ? { query: { after } } : {}) });
    return { kind: 'emit', output: answer.body };
  },
});
