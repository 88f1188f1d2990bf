import type { MirroredItem } from '../flows/documents/statement/mirrored-item.ts';
import type { JsonObject } from '../flows/flow.ts';
import { cashOf } from './cash-fields.ts';
import { asked } from './invoice-fields.ts';
import { listOf, textOf } from './json-fields.ts';
import { defineNode } from './node-type.ts';
import { gives, list, number, text } from './output.ts';
import { fields } from './schema.ts';

const decimal: JsonObject = { type: 'string', pattern: '^-?\\d{1,15}(\\.\\d{1,4})?$' };
const word: JsonObject = { type: 'string', minLength: 1, maxLength: 200 };
const words: JsonObject = { type: 'array', maxItems: 200, items: { type: 'string', maxLength: 200 } };

/** What a master tells of an item. */
const item: JsonObject = {
  type: 'object',
  required: ['id', 'number', 'customer', 'currency', 'amount', 'version'],
  additionalProperties: false,
  properties: {
    id: word,
    number: word,
    customer: { type: 'string', maxLength: 200 },
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    amount: decimal,
    date: { type: 'string', maxLength: 10 },
    due: { type: 'string', maxLength: 10 },
    references: words,
    related: words,
    discount: { type: 'object', required: ['amount', 'until'], additionalProperties: false, properties: { amount: decimal, until: { type: 'string' } } },
    version: { type: 'integer', minimum: 0 },
    changedBy: { type: 'string' },
    closed: { type: 'boolean' },
  },
};

/** Keeps the open items of another system in the books. */
export default defineNode({
  type: 'mirror_items@1',
  title: 'Mirror open items',
  summary: 'Brings the open items of the ERP into the books; the ERP says what is owed, payments are allocated here.',
  group: 'money',
  icon: 'refresh-cw',
  ports: ['mirrored', 'conflict'],
  config: fields(
    {
      items: { type: 'array', title: 'Items', description: 'As an ERP connector lists them', items: item, maxItems: 10_000, 'x-widget': 'expression' },
      source: { type: 'string', title: 'Master', description: 'Name of the system; only it changes these items', minLength: 1, maxLength: 80, 'x-expr': false },
    },
    ['items', 'source'],
  ),
  effect: { class: 'A', money: true, keyLifetime: 10 * 365 * 86_400_000 },
  output: gives({
    opened: number(),
    amended: number(),
    known: number('Nothing new'),
    echoes: number('Our own changes coming back'),
    conflicts: list(gives({ id: text(), code: text(), detail: text() }), 'For a person to decide'),
  }),
  line: ({ source }) => (typeof source === 'string' ? `From ${source}` : 'From the ERP'),
  async run(turn) {
    const { config, effectKey: key, now: at } = turn;
    const items = listOf(config['items']) as unknown as MirroredItem[]; // checked against the schema above
    const { conflicts, ...counts } = await asked(cashOf(turn).mirror({ key, source: textOf(config['source']) ?? '', items, at }));
    return { kind: 'emit', port: conflicts.length > 0 ? 'conflict' : 'mirrored', output: { ...counts, conflicts: conflicts.map((one) => ({ ...one })) } };
  },
});
