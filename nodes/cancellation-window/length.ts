/** How long an order is held: the first rule it fits decides. */
import type { Json, JsonObject, Money } from '../../flows/flow.ts';
import { isMoney } from '../../flows/flow.ts';
import { compare } from '../../flows/money.ts';
import { fieldOf, listOf, objectOf, textOf } from '../json-fields.ts';
import { ConnectorError } from '../node-type.ts';

export interface Length {
  for: string;
  /** Why this length: "30 min", or the rule that fitted. */
  rule: string | undefined;
}

/** The length for this order, by `rules` from top to bottom, else by `for`. */
export function lengthFor(config: JsonObject, order: Json): Length {
  const rules = listOf(config['rules']);
  for (const [index, each] of rules.entries()) {
    const rule = objectOf(each);
    if (typeof rule['for'] === 'string' && fits(objectOf(rule['when']), order)) return { for: rule['for'], rule: textOf(rule['title']) ?? `rule ${index + 1}` };
  }
  if (typeof config['for'] === 'string') return { for: config['for'], rule: undefined };
  if (rules.length > 0) return { for: 'PT0S', rule: 'no rule' };
  throw new ConnectorError('config.invalid', 'the cancellation window has neither "for" nor "rules" — say how long orders are held');
}

const oneOf = (wanted: Json | undefined, found: (string | undefined)[]): boolean => {
  if (wanted === undefined) return true;
  const names = Array.isArray(wanted) ? wanted : [wanted];
  return names.some((name) => found.some((value) => value !== undefined && value.toLowerCase() === String(name).toLowerCase()));
};

/** Every condition the rule names must hold; one the order says nothing about does not. */
function fits(when: JsonObject, order: Json): boolean {
  const lines = listOf(fieldOf(order, 'lines')).map(objectOf);
  const total = fieldOf(order, 'total');
  return (
    oneOf(when['channel'], [textOf(fieldOf(order, 'channel'))]) &&
    oneOf(when['group'], [textOf(fieldOf(order, 'customer', 'group'))]) &&
    oneOf(
      when['category'],
      lines.map((line) => textOf(line['category'])),
    ) &&
    oneOf(when['payment'], [
      textOf(fieldOf(order, 'payment', 'method')),
      textOf(fieldOf(order, 'payment', 'gateway')),
      textOf(fieldOf(order, 'paymentMethod')),
    ]) &&
    oneOf(when['risk'], [textOf(fieldOf(order, 'risk', 'level')), textOf(fieldOf(order, 'risk'))]) &&
    (when['preOrder'] === undefined || when['preOrder'] === (fieldOf(order, 'preOrder') === true || lines.some((line) => line['preOrder'] === true))) &&
    between(when['quantity'], quantityOf(lines)) &&
    inBand(objectOf(when['value']), isMoney(total) ? total : undefined)
  );
}

const quantityOf = (lines: JsonObject[]): number => lines.reduce((sum, line) => sum + (Number(line['quantity'] ?? 0) || 0), 0);

function between(band: Json | undefined, value: number): boolean {
  const { from, to } = objectOf(band);
  return (typeof from !== 'number' || value >= from) && (typeof to !== 'number' || value < to);
}

/** `from` counts as inside, `to` as outside; an order in another currency is in no band. */
function inBand({ from, to }: JsonObject, total: Money | undefined): boolean {
  for (const [bound, isRight] of [
    [from, (sign: number) => sign >= 0],
    [to, (sign: number) => sign < 0],
  ] as const) {
    if (!isMoney(bound)) continue;
    if (total === undefined || total.currency !== bound.currency || !isRight(compare(total, bound))) return false;
  }
  return true;
}
