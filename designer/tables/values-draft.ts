/** Values of an environment while they are edited: each with its kind and its text. */
import type { ValuesDetail } from '../../server/http/api.ts';

export type Kind = 'text' | 'number' | 'boolean';

export interface Line {
  id: number;
  name: string;
  kind: Kind;
  text: string;
}

type Values = ValuesDetail['values'];

export const linesOf = (values: Values): Line[] =>
  Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value], id) => ({ id, name, kind: kindOf(value), text: String(value) }));

const kindOf = (value: string | number | boolean): Kind => (typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean');

/** What a line must still be given: a name of its own, a text that fits its kind. */
export function isWrong(line: Line, all: readonly Line[]): 'name' | 'text' | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_]{0,47}$/.test(line.name) || all.some((other) => other !== line && other.name === line.name)) return 'name';
  if (line.kind === 'number' && !/^-?\d{1,15}(\.\d{1,15})?$/.test(line.text.trim())) return 'text';
  return line.kind === 'boolean' && !/^(true|false)$/.test(line.text) ? 'text' : undefined;
}

export const valuesOf = (lines: readonly Line[]): Values =>
  Object.fromEntries(lines.map(({ name, kind, text }) => [name, kind === 'number' ? Number(text) : kind === 'boolean' ? text === 'true' : text]));
