import type { Json, JsonObject } from '../flows/flow.ts';
import { addressOf } from './http-address.ts';
import { jsonOf, refusalOf } from './http-status.ts';
import { fieldOf, listOf, objectOf, textOf } from './json-fields.ts';
import { ConnectorError, defineNode } from './node-type.ts';
import { gives, list, number, text } from './output.ts';
import { fields } from './schema.ts';

const needed = gives({ sku: text(), needed: number(), available: number() });

/** Looks in the warehouse whether every line can be served; reserves nothing. */
export default defineNode({
  type: 'check_stock@1',
  title: 'Check stock',
  summary: 'Asks the warehouse whether all lines are in stock.',
  group: 'connectors',
  icon: 'package-search',
  ports: ['in_stock', 'short'],
  config: fields({
    lines: { type: 'array', title: 'Lines', description: 'sku and quantity; the lines of the order when empty', 'x-widget': 'expression' },
  }),
  effect: { class: 'A', money: false },
  output: gives({ lines: list(needed), missing: list(needed, 'Lines that cannot be served') }),
  line: () => 'All lines in stock?',
  async run(turn) {
    const base = turn.connection?.settings['baseUrl'];
    if (!turn.connection || typeof base !== 'string')
      throw new ConnectorError('connection.missing', 'check stock needs a slot bound to a warehouse with a base address');
    const wanted = demandOf(turn.config['lines'] ?? fieldOf(turn.order, 'lines'));
    if (wanted.size === 0) return { kind: 'emit', port: 'in_stock', output: { lines: [], missing: [] } };
    const url = addressOf(base, ['stock'], { skus: [...wanted.keys()].join(',') });
    const answer = await turn.http({
      method: 'GET',
      url: url.href,
      headers: { accept: 'application/json', authorization: `Bearer ${turn.connection.secret('token')}` },
    });
    if (answer.status !== 200) throw refusalOf(url.host, answer, turn.now, 'read');
    const stock = objectOf(fieldOf(jsonOf(url.host, answer), 'stock'));
    const lines = [...wanted].map(([sku, needed]): JsonObject => ({ sku, needed, available: Number(stock[sku] ?? 0) }));
    const missing = lines.filter((line) => Number(line['available']) < Number(line['needed']));
    return { kind: 'emit', port: missing.length === 0 ? 'in_stock' : 'short', output: { lines, missing } };
  },
});

/** What is needed of each article: two lines of one article ask for their sum. */
function demandOf(lines: Json | undefined): Map<string, number> {
  const wanted = new Map<string, number>();
  for (const line of listOf(lines).map(objectOf)) {
    const sku = textOf(line['sku']);
    if (sku !== undefined) wanted.set(sku, (wanted.get(sku) ?? 0) + Number(line['quantity'] ?? 1));
  }
  return wanted;
}
