import type { Edge, Flow, FlowNode, FlowTest } from './flow.ts';

const flowKeys = [
  ...['$schema', 'format', 'id', 'title', 'description', 'zone', 'key', 'lane', 'slots', 'signals', 'nodes', 'edges'],
  ...['onFailure', 'onParked', 'layout', 'notes', 'tests', 'lock'],
];
const nodeKeys = ['type', 'title', 'description', 'slot', 'config', 'timeout', 'retry', 'policy', 'off'];
const kinds = {
  lane: ['key', 'stuck'],
  signal: ['on', 'key', 'to'],
  retry: ['attempts', 'backoff', 'delay', 'max'],
  edge: ['from', 'to'],
  note: ['text', 'at', 'size'],
  test: ['title', 'trigger', 'at', 'document', 'answers', 'moves', 'expect', 'ignore'],
  answer: ['kind', 'port', 'output', 'error'],
  expect: ['status', 'path', 'outputs'],
  lock: ['expressions', 'nodes', 'subflows', 'calendars'],
};
const widest = 100;

type Fields = Record<string, unknown>;

/** A drawing as text that is the same whoever saved it, so that a change in git shows what changed. */
export function serialise(flow: Flow): string {
  const ordered = inOrder(flow, flowKeys);
  ordered['nodes'] = sortMap(flow.nodes, orderNode);
  ordered['edges'] = sortEdges(flow.edges).map((edge) => inOrder(edge, kinds.edge));
  if (flow.lane) ordered['lane'] = inOrder(flow.lane, kinds.lane);
  if (flow.slots) ordered['slots'] = sortMap(flow.slots);
  if (flow.signals) ordered['signals'] = sortMap(flow.signals, (rule) => inOrder(rule, kinds.signal));
  if (flow.layout) ordered['layout'] = sortMap(flow.layout);
  if (flow.notes) ordered['notes'] = sortMap(flow.notes, (note) => inOrder(note, kinds.note));
  if (flow.tests) ordered['tests'] = sortMap(flow.tests, orderTest);
  if (flow.lock) {
    const lock = inOrder(flow.lock, kinds.lock);
    if (flow.lock.nodes) lock['nodes'] = sortMap(flow.lock.nodes);
    if (flow.lock.subflows) lock['subflows'] = sortMap(flow.lock.subflows);
    if (flow.lock.calendars) lock['calendars'] = sortMap(flow.lock.calendars);
    ordered['lock'] = lock;
  }
  return `${print(ordered, '')}\n`;
}

/** Lines in their fixed order: by start, then by target. */
export const sortEdges = (edges: readonly Edge[]): Edge[] => [...edges].sort((one, other) => order(one.from, other.from) || order(one.to, other.to));

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function orderNode(node: FlowNode): Fields {
  const ordered = inOrder(node, nodeKeys);
  // Fields inside a value keep their order: that of a form is what a person sees.
  if (node.config) ordered['config'] = sortMap(node.config);
  if (node.retry) ordered['retry'] = inOrder(node.retry, kinds.retry);
  return ordered;
}

/** Moves happen in their order, so they keep it. */
function orderTest(test: FlowTest): Fields {
  const ordered = inOrder(test, kinds.test);
  if (test.answers) ordered['answers'] = sortMap(test.answers, (answer) => inOrder(answer, kinds.answer));
  const expect = inOrder(test.expect, kinds.expect);
  if (test.expect.outputs) expect['outputs'] = sortMap(test.expect.outputs);
  return { ...ordered, expect };
}

/** Known fields in their order, others after them by name. */
function inOrder(value: object, keys: readonly string[]): Fields {
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const place = ([key]: [string, unknown]) => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  return Object.fromEntries(fields.sort((one, other) => place(one) - place(other) || byName(one, other)));
}

const byName = ([one]: [string, unknown], [other]: [string, unknown]): number => (one < other ? -1 : 1);

function sortMap<T>(map: Record<string, T>, change: (value: T) => unknown = (value) => value): Fields {
  return Object.fromEntries(
    Object.entries(map)
      .sort(byName)
      .map(([id, value]) => [id, change(value)]),
  );
}

/** Two spaces; what holds no further containers and is short stands on one line, so an edge is a line. */
function print(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const entries = isList
    ? value.map((item): [string, unknown] => ['', item])
    : Object.entries(value).map(([key, item]): [string, unknown] => [`${JSON.stringify(key)}: `, item]);
  const [open, close] = isList ? '[]' : '{}';
  if (entries.length === 0) return `${open}${close}`;
  if (entries.every(([, item]) => typeof item !== 'object' || item === null)) {
    const gap = isList ? '' : ' ';
    const line = `${open}${gap}${entries.map(([key, item]) => key + JSON.stringify(item)).join(', ')}${gap}${close}`;
    if (line.length <= widest) return line;
  }
  const deeper = `${indent}  `;
  return `${open}\n${entries.map(([key, item]) => `${deeper}${key}${print(item, deeper)}`).join(',\n')}\n${indent}${close}`;
}
