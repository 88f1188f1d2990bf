/** The left pane: what a step may look at, from what one order really holds and from what schemas promise. */
import type { Json, JsonObject } from '../../flows/flow.ts';
import { fieldsOf, type Kind, kindOfSchema, kindOfValue } from './kinds.ts';
import { follow, type InDocument, itemsOf } from './schema.ts';
import { each, type FieldPath } from './source.ts';

export interface SourceNode {
  path: FieldPath;
  /** The path as one text. */
  key: string;
  name: string;
  /** Title of a step, where the name is only its id. */
  title?: string;
  kind: Kind;
  /** What it holds in the chosen order; absent where that order has nothing. */
  example?: Json;
  children: SourceNode[];
}

/** What the step may look at, as far as it is promised. */
export interface Promised {
  name: string;
  title?: string;
  schema?: JsonObject;
}

export type SampleData = { [root: string]: Json };

const deepest = 10;
const mostFields = 400;
const itemsRead = 50;

/** Roots in the order of `promised`; `steps.x` stands under `steps`. */
export function sourceTree(data: SampleData, promised: readonly Promised[]): SourceNode[] {
  const steps = promised.filter(({ name }) => name.startsWith('steps.'));
  const roots = promised.filter(({ name }) => !name.startsWith('steps.')).map(({ name, schema }) => node([name], data[name], schemaOf(schema)));
  if (steps.length === 0) return roots;
  const known = (data['steps'] ?? {}) as JsonObject; // the context of an expression holds steps by id
  const children = steps.map(({ name, title, schema }) => {
    const id = name.slice('steps.'.length);
    return { ...node(['steps', id], known[id], schemaOf(schema)), ...(title === undefined ? {} : { title }) };
  });
  return [...roots, { path: ['steps'], key: 'steps', name: 'steps', kind: 'object', children }];
}

const schemaOf = (schema: JsonObject | undefined): InDocument | undefined => schema && follow({ schema, root: schema });
const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

function node(path: FieldPath, value: Json | undefined, of: InDocument | undefined): SourceNode {
  const seen = kindOfValue(value);
  const kind = seen === 'nothing' && of ? kindOfSchema(of.schema) : seen;
  const inner = kind === 'list' ? of && itemsOf(of) : of;
  const object = kind === 'list' ? merged(value) : isObject(value) ? value : {};
  const named = (inner && fieldsOf(inner.schema)) ?? {};
  const names = path.length > deepest ? [] : [...new Set([...Object.keys(object), ...Object.keys(named)])].slice(0, mostFields);
  const below = kind === 'list' ? [...path, each] : path;
  const children = names.map((name) => node([...below, name], object[name], inner && named[name] && follow({ schema: named[name], root: inner.root })));
  return { path, key: path.join('.'), name: path.at(-1)!, kind, children, ...(value === undefined || value === null ? {} : { example: value }) };
}

/** One item that holds what any of the first ones holds. */
function merged(list: Json | undefined): JsonObject {
  const all: JsonObject = {};
  for (const item of Array.isArray(list) ? list.slice(0, itemsRead) : []) {
    if (isObject(item)) for (const [name, value] of Object.entries(item)) if (all[name] === undefined || all[name] === null) all[name] = value;
  }
  return all;
}

/** Every node, parents first. */
export const flatten = (nodes: readonly SourceNode[]): SourceNode[] => nodes.flatMap((one) => [one, ...flatten(one.children)]);

export function nodeAt(nodes: readonly SourceNode[], path: FieldPath): SourceNode | undefined {
  let at: readonly SourceNode[] = nodes;
  let found: SourceNode | undefined;
  for (const name of path) {
    if (name === each) continue;
    found = at.find((one) => one.name === name);
    if (!found) return undefined;
    at = found.children;
  }
  return found;
}
