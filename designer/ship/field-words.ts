/** A changed field as people read it: the label of its form, and its values in words with what stands in the file beneath. */
import type { FieldChange, PortChange } from '../../flows/diff.ts';
import { fieldName, shortText } from '../../flows/say-diff.ts';
import type { Flow, Json, NodeTypeInfo } from '../../server/http/api.ts';
import { endOf } from '../canvas/ports.ts';
import { sayDuration } from '../canvas/spans.ts';
import { titleOf } from '../canvas/words.ts';
import { ship as words } from '../text/en/ship.ts';

export interface SaidChange {
  label: string;
  before: string;
  after: string;
  /** As the file has it, where the words say it differently. */
  hint?: string;
}

/** A field of a node: `info` is the type it has now. */
export function sayNodeField(node: string, change: FieldChange, info: NodeTypeInfo | undefined): SaidChange {
  const path = change.path.slice(`/nodes/${node}/`.length);
  return said(path.startsWith('config/') ? configLabel(path.slice('config/'.length), info) : (words.fields[path] ?? fieldName(`/${path}`, '')), change);
}

/** A field of the flow; a title or description of a node is named by its node. */
export function sayFlowField(change: FieldChange): SaidChange {
  const [, node, word] = /^\/nodes\/([^/]+)\/(title|description)$/.exec(change.path) ?? [];
  if (node !== undefined && word !== undefined) return { ...said(words.fields[word] ?? word, change), hint: node };
  return said(words.fields[change.path.slice(1)] ?? fieldName(change.path, ''), change);
}

/** Where a port leads, by the titles of its targets; an end nobody wired says what becomes of the run. */
export function sayPort(change: PortChange, before: Flow, after: Flow, types: ReadonlyMap<string, NodeTypeInfo>): SaidChange {
  const dot = change.from.indexOf('.');
  const port = dot < 0 ? '' : change.from.slice(dot + 1);
  const targets = (flow: Flow, ids: string[]): string =>
    ids.length === 0 ? endOf(port) : ids.map((id) => (flow.nodes[id] ? titleOf(flow.nodes[id], types.get(flow.nodes[id].type)) : id)).join(', ');
  const hint = change.after.length > 0 ? words.newEdge(change.from, change.after.join(', ')) : words.goneEdge(change.from, change.before.join(', '));
  return { label: words.port(port), before: targets(before, change.before), after: targets(after, change.after), hint };
}

function said(label: string, { before, after }: FieldChange): SaidChange {
  const [was, is] = [sayValue(before), sayValue(after)];
  const raw = `${rawOf(before)} → ${rawOf(after)}`;
  return { label, before: was, after: is, ...(raw === `${was} → ${is}` || !isShort(before, after) ? {} : { hint: raw }) };
}

function configLabel(path: string, info: NodeTypeInfo | undefined): string {
  const [field = '', ...rest] = path.split('/');
  const properties = info?.config['properties'] as Record<string, { title?: string }> | undefined; // a JSON Schema of an object
  const title = properties?.[field]?.title ?? `${field.charAt(0).toUpperCase()}${field.slice(1)}`;
  return rest.length === 0 ? title : `${title}: ${fieldName(`/${rest.join('/')}`, '')}`;
}

/** Texts and expressions as they are, lengths in words. */
export function sayValue(value: Json | undefined): string {
  if (value === undefined) return words.nothing;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'string') return sayDuration(value);
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value['$expr'] === 'string') return value['$expr'];
  return shortText(value);
}

const rawOf = (value: Json | undefined): string => (typeof value === 'string' ? value : sayValue(value));

/** A length that is said in other words than it is written. */
const isShort = (...values: (Json | undefined)[]): boolean => values.some((value) => typeof value === 'string' && /^P[\dT]/.test(value));
