/** A diff in words, line by line and always in the same order: for the terminal, reviews and the textual view. */
import type { FieldChange, FlowDiff, NodeDiff, PortChange } from './diff.ts';
import type { Json } from './flow.ts';

const signs = { added: '+', removed: '-', changed: '~' } as const;
const widest = 120;

/** No lines where nothing differs. */
export function sayDiff({ nodes, edges, settings, signals, slots, lock, apart }: FlowDiff): string[] {
  return [
    ...nodes.flatMap(sayNode),
    ...edges.added.map(({ from, to }) => `+ edge ${from} → ${to}`),
    ...edges.removed.map(({ from, to }) => `- edge ${from} → ${to}`),
    ...edges.rewired.map((port) => `~ edge ${sayPort(port)}`),
    ...settings.map((field) => `~ ${sayField(field, '')}`),
    ...signals.map((field) => `~ ${sayField(field, '')}`),
    ...slots.map((field) => `~ ${sayField(field, '')}`),
    ...lock.map((field) => `~ ${sayField(field, '')}`),
    ...sayApart(apart),
  ];
}

/** `config.for`, `cases.0.when`: a pointer as people read it, without the part that is known already. */
export const fieldName = (path: string, above: string): string =>
  path
    .slice(above.length + 1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');

/** One value on one line, cut where it is long. */
export function shortText(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
}

function sayNode({ node, kind, type, title, fields }: NodeDiff): string[] {
  const name = title === node ? node : `${node} "${title}"`;
  if (kind !== 'changed') return [`${signs[kind]} node ${name} (${type})`];
  return fields.length === 0 ? [] : [`~ node ${name}`, ...fields.map((field) => `    ${sayField(field, `/nodes/${node}`)}`)];
}

const sayField = ({ path, before, after }: FieldChange, above: string): string => `${fieldName(path, above)}: ${shortText(before)} → ${shortText(after)}`;

const sayPort = ({ from, before, after }: PortChange): string => `${from}: ${before.join(', ')} → ${after.join(', ')}`;

function sayApart({ moved, notes, tests, words }: FlowDiff['apart']): string[] {
  const lines = [
    ...(moved.length > 0 ? [`  moved: ${moved.join(', ')}`] : []),
    ...(notes.length > 0 ? [`  notes: ${notes.join(', ')}`] : []),
    ...(tests.length > 0 ? [`  tests: ${tests.join(', ')}`] : []),
    ...words.map((field) => `  ${sayField(field, '')}`),
  ];
  return lines.length > 0 ? ['Not part of the version:', ...lines] : [];
}
