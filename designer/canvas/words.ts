/** Says what a node is set to in one line, from its config alone: "3 signals, up to 14 days". */
import type { FlowNode, Json } from '../../flows/flow.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { sayDuration } from './spans.ts';

type Config = { [name: string]: Json };

const text = (value: Json | undefined): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const span = (value: Json | undefined): string | undefined => (typeof value === 'string' ? sayDuration(value) : undefined);
const source = (value: Json | undefined): string | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value['$expr'] === 'string' ? value['$expr'] : undefined;
const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const lines: Record<string, (config: Config) => string | undefined> = {
  webhook: (config) => text(config['path']) && `POST /in/${text(config['path'])}`,
  schedule: (config) => text(config['cron']) ?? span(config['every']),
  wait: (config) => (span(config['for']) ? `For ${span(config['for'])}` : source(config['until']) ? `Until ${source(config['until'])}` : span(config['until'])),
  cancellation_window: (config) =>
    span(config['for']) ? `Hold for ${span(config['for'])}` : Array.isArray(config['rules']) ? plural(config['rules'].length, 'rule') : undefined,
  wait_for(config) {
    const all = Array.isArray(config['all']) ? config['all'] : [];
    const any = Array.isArray(config['any']) ? config['any'] : [];
    const what =
      any.length > 1 ? `Any of ${any.length} signals` : any.length === 1 ? String(any[0]) : all.length === 1 ? String(all[0]) : plural(all.length, 'signal');
    return span(config['deadline']) ? `${what}, up to ${span(config['deadline'])}` : what;
  },
  switch(config) {
    const cases = Array.isArray(config['cases']) ? config['cases'] : [];
    return `${plural(cases.length, 'case')}, then ${text(config['otherwise']) ?? 'otherwise'}`;
  },
  transform(config) {
    if (config['as'] === 'order') return 'Becomes the order';
    const output = config['output'];
    if (source(output)) return source(output);
    return typeof output === 'object' && output !== null ? `Sets ${plural(Object.keys(output).length, 'field')}` : undefined;
  },
  http_request: (config) =>
    [text(config['method']) ?? 'GET', (text(config['url']) ?? source(config['url']))?.replace(/^https?:\/\//, '')].filter(Boolean).join(' '),
  respond: (config) => `Answers ${typeof config['status'] === 'number' ? config['status'] : 200}`,
  for_each: (config) => [source(config['items']), typeof config['limit'] === 'number' ? `${config['limit']} at once` : undefined].filter(Boolean).join(', '),
  repeat: (config) => [`At most ${config['limit'] ?? 1} rounds`, span(config['pause']) && `${span(config['pause'])} apart`].filter(Boolean).join(', '),
  emit_signal: (config) => text(config['name']) ?? source(config['name']),
  log: (config) => text(config['message']) ?? source(config['message']),
  subflow: (config) => text(config['flow']),
  join: () => 'Waits for all branches',
  manual: () => 'Started by a person or the API',
  credit_gate: () => 'Limit, overdue, risk',
  check_stock: () => 'All lines in stock?',
};

/** The line under a node's title; the type's own words when its config says nothing. */
export function lineOf(node: FlowNode, info: NodeTypeInfo | undefined): string {
  if (!info) return node.type;
  const config = node.config ?? {};
  const name = node.type.replace(/@\d+$/, '');
  const own = lines[name]?.(config);
  if (own) return own;
  const role = text(config['role']);
  const due = span(config['due']) ?? span(config['deadline']);
  if (role) return due ? `${sentence(role)}, due in ${due}` : sentence(role);
  const connector = name.includes('.') ? sentence(name.slice(0, name.indexOf('.'))) : undefined;
  if (connector) return info.title === titleOf(node, info) ? connector : info.title.startsWith(connector) ? info.title : `${connector}, ${lower(info.title)}`;
  return due ? `Up to ${due}` : info.title !== titleOf(node, info) ? info.title : info.summary;
}

/** A node's name: its own title, else its type's. */
export const titleOf = (node: FlowNode, info: NodeTypeInfo | undefined): string => node.title ?? info?.title ?? node.type;

const sentence = (name: string): string =>
  name.charAt(0).toUpperCase() +
  name
    .slice(1)
    .replaceAll('_', ' ')
    .replace(/\b(erp|wms|edi|api)\b/gi, (word) => word.toUpperCase());
const lower = (name: string): string => (/^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name);
