/** A value in one line, as people read it. */
import { isMoney } from '../../flows/flow.ts';
import type { Json, JsonObject } from '../../server/http/api.ts';
import { amountOf } from '../show/amount.ts';
import { instantOf } from '../show/moment.ts';
import { expression as words } from '../text/en/expression.ts';

const mostFields = 4;
const mostItems = 5;

export function sayValue(value: Json): string {
  if (value === null) return words.nothing;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 10 });
  if (typeof value === 'string') return sayText(value);
  if (isMoney(value)) return `${amountOf(value)} ${value.currency}`;
  if (Array.isArray(value)) return sayList(value);
  return sayObject(value);
}

function sayText(text: string): string {
  if (text === '') return words.emptyText;
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)) ? instantOf(text) : text;
}

function sayList(list: Json[]): string {
  if (list.length === 0) return words.emptyList;
  const count = words.items(list.length);
  const isPlain = list.every((item) => typeof item !== 'object' || item === null || isMoney(item));
  if (!isPlain) return `${count}: ${sayValue(list[0]!)}${list.length > 1 ? ', …' : ''}`;
  const shown = list.slice(0, mostItems).map(sayValue).join(', ');
  return `${count}: ${shown}${list.length > mostItems ? ', …' : ''}`;
}

function sayObject(object: JsonObject): string {
  const fields = Object.entries(object);
  if (fields.length === 0) return words.emptyObject;
  const plain = fields.filter(([, inner]) => typeof inner !== 'object' || isMoney(inner));
  const shown = (plain.length > 0 ? plain : fields).slice(0, mostFields);
  const said = shown.map(([name, inner]) => `${name} ${typeof inner === 'object' && inner !== null && !isMoney(inner) ? '…' : sayValue(inner)}`).join(', ');
  return shown.length < fields.length ? `${said}, …` : said;
}
