/** One-click fixes of problems, where one is known. Pure: a fix is a named change of the drawing, or a place to go to. */
import type { Flow, Json, JsonObject, NodeTypeInfo, Problem } from '../../server/http/api.ts';
import { disconnect, lineName } from '../draft/edits/lines.ts';
import { removeNodes, setNode } from '../draft/edits/nodes.ts';
import { form as words } from '../text/en/form.ts';
import { readDuration, sayDuration } from './duration-text.ts';
import { partsOf } from './problems.ts';
import { put, valueAt } from './put.ts';
import { propertiesOf } from './schema-kind.ts';
import { connectorOf, fittingSlots, freshSlot, withSlot } from './slots.ts';

export type Fix = { label: string } & (
  | { kind: 'edit'; name: string; change: (flow: Flow) => Flow }
  /** Bind this slot in the environment. */
  | { kind: 'bind'; slot: string }
  | { kind: 'go'; to: { flow: string } | 'calendars' }
);

/** Problems that another connection in the environment solves. */
const binding = new Set(['flow.slot_unbound', 'flow.slot_mismatch', 'flow.connection_not_found']);

/** What helps against a problem; the first is the most likely. */
export function fixesOf(problem: Problem, flow: Flow, nodeTypes: readonly NodeTypeInfo[]): Fix[] {
  const [top, name = '', ...rest] = partsOf(problem.path);
  if (top === 'slots') return binding.has(problem.code) ? [{ label: words.fix.bind, kind: 'bind', slot: name }] : [];
  if (top === 'edges') return lineFixes(flow, name);
  if (top !== 'nodes' || !flow.nodes[name]) return [];
  const node = flow.nodes[name];
  const title = node.title ?? nodeTypes.find(({ type }) => type === node.type)?.title ?? name;
  const info = nodeTypes.find(({ type }) => type === node.type);
  const edit = (label: string, step: string, change: (now: Flow) => Flow): Fix => ({ label, kind: 'edit', name: step, change });
  const policy = (value: 'at-most-once' | 'at-least-once', label: string) =>
    edit(label, words.edit.policy(title, label), (now) => setNode(now, name, { policy: value }));
  switch (problem.code) {
    case 'flow.slot_required':
    case 'flow.slot_missing':
    case 'flow.slot_mismatch': {
      const connector = connectorOf(node);
      if (connector === undefined) return [edit(words.fix.forget, words.edit.clear(words.slot.title), (now) => setNode(now, name, { slot: undefined }))];
      const held = fittingSlots(flow, connector);
      const slot = held[0] ?? freshSlot(flow, connector);
      return [
        edit(held.length > 0 ? words.fix.takeSlot(slot) : words.fix.newSlot(slot), words.edit.slot(title, slot), (now) => withSlot(now, name, slot, connector)),
      ];
    }
    case 'flow.effect_policy_missing':
      return [policy('at-most-once', words.fix.mayUndone), policy('at-least-once', words.fix.mayTwice)];
    case 'flow.unbounded_wait':
      return [edit(words.fix.deadline, words.fix.deadline, (now) => withConfig(now, name, ['deadline'], 'P14D'))];
    case 'flow.unreachable':
      return [edit(words.fix.remove, words.edit.remove(title), (now) => removeNodes(now, [name], { mainPort: () => undefined }))];
    case 'flow.unknown_node_type': {
      const sibling = nodeTypes.find(({ type }) => type.split('@')[0] === node.type.split('@')[0]);
      return sibling ? [edit(words.fix.takeType(sibling.type), words.fix.takeType(sibling.type), (now) => setNode(now, name, { type: sibling.type }))] : [];
    }
    case 'flow.subflow_not_deployed':
      return typeof node.config?.['flow'] === 'string' ? [{ label: words.fix.openFlow, kind: 'go', to: { flow: node.config['flow'] } }] : [];
    case 'config.unknown_calendar':
      return [{ label: words.fix.calendars, kind: 'go', to: 'calendars' }];
    default:
      return rest[0] === 'config' ? configFixes(problem, { flow, id: name, path: rest.slice(1).map(step), info, edit }) : [];
  }
}

interface At {
  flow: Flow;
  id: string;
  path: (string | number)[];
  info: NodeTypeInfo | undefined;
  edit: (label: string, step: string, change: (flow: Flow) => Flow) => Fix;
}

function configFixes({ code }: Problem, { flow, id, path, info, edit }: At): Fix[] {
  const field = String(path.at(-1) ?? '');
  const schema = schemaAt(info?.config, path);
  const held = valueAt(flow.nodes[id]?.config, path);
  const offer = (label: string, value: Json) => edit(label, label, (now) => withConfig(now, id, path, value));
  if (code === 'config.unknown_property') return [edit(words.fix.removeField, words.edit.clear(field), (now) => withConfig(now, id, path, undefined))];
  if (code === 'config.class_missing') return [offer(words.fix.classA, 'A'), offer(words.fix.classC, 'C')];
  if (code === 'url.scheme' && typeof held === 'string')
    return [offer(words.fix.addressWith(`https://${held.replace(/^(\w+:)?\/+/, '')}`), `https://${held.replace(/^(\w+:)?\/+/, '')}`)];
  if (code === 'config.required' && schema?.['default'] !== undefined) return [offer(words.fix.takeStandard(String(schema['default'])), schema['default'])];
  if (code === 'config.out_of_range' || code === 'config.invalid') {
    if (typeof held === 'number' && typeof schema?.['minimum'] === 'number' && held < schema['minimum'])
      return [offer(words.fix.takeNumber(schema['minimum']), schema['minimum'])];
    if (typeof held === 'number' && typeof schema?.['maximum'] === 'number' && held > schema['maximum'])
      return [offer(words.fix.takeNumber(schema['maximum']), schema['maximum'])];
    const iso = typeof held === 'string' && schema?.['x-widget'] === 'duration' ? readDuration(held) : undefined;
    if (iso !== undefined && iso !== held) return [offer(words.fix.takeLength(sayDuration(iso)), iso)];
  }
  return [];
}

function lineFixes(flow: Flow, index: string): Fix[] {
  const line = index === '' ? undefined : flow.edges[Number(index)];
  if (!line) return [];
  return [{ label: words.fix.removeLine, kind: 'edit', name: words.edit.disconnect(line.from, line.to), change: (now) => disconnect(now, [lineName(line)]) }];
}

/** A node with one place of its config changed. */
export function withConfig(flow: Flow, id: string, path: readonly (string | number)[], value: Json | undefined): Flow {
  const config = (put(flow.nodes[id]?.config ?? {}, path, value) ?? {}) as JsonObject; // an object with a field more or less
  return setNode(flow, id, { config });
}

const step = (part: string): string | number => (/^\d+$/.test(part) ? Number(part) : part);

function schemaAt(schema: JsonObject | undefined, path: readonly (string | number)[]): JsonObject | undefined {
  return path.reduce<JsonObject | undefined>(
    (at, part) => (at === undefined ? undefined : typeof part === 'number' ? (at['items'] as JsonObject | undefined) : propertiesOf(at)[part]),
    schema,
  );
}
